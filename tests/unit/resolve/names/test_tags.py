"""The required tags: the customer's values, or the landing zone's own."""

from __future__ import annotations

from landsmith.landing_zone.tags import REQUIRED, for_private_dns
from landsmith.resolve.names.tags import landing_zone_tags, platform_tags
from strategies import model, small, with_all


def test_platform_tags() -> None:
    assert platform_tags(model(small()), "hub") == {
        "environment": "prod",
        "owner": "platform@contoso.example",
        "costCenter": "1000",
        "workload": "hub",
        "dataClassification": "internal",
        "managedBy": "landsmith",
        "blueprint": "start-small",
    }


def test_a_landing_zone_has_the_customers_values() -> None:
    file = model(with_all(("landing_zones.0.environment", "test")))
    tags = landing_zone_tags(file, file.landing_zones[0])
    assert tags == platform_tags(file, "shop") | {"environment": "test"}


def test_a_landing_zone_s_own_values_win() -> None:
    file = model(
        with_all(
            ("landing_zones.0.owner", "Team Shop"),
            ("landing_zones.0.cost_center", "2000"),
            ("landing_zones.0.data_classification", "restricted"),
        )
    )
    tags = landing_zone_tags(file, file.landing_zones[0])
    own = {"owner": "Team Shop", "costCenter": "2000", "dataClassification": "restricted"}
    assert tags == platform_tags(file, "shop") | own


def test_further_tags_come_first_and_replace_none() -> None:
    file = model(with_all(("tags.extra", {"unit": "Retail & Food"})))
    assert list(platform_tags(file, "hub")) == ["unit", *REQUIRED]
    assert platform_tags(file, "hub")["unit"] == "Retail & Food"
    assert landing_zone_tags(file, file.landing_zones[0])["unit"] == "Retail & Food"


def test_private_dns_keeps_the_required_tags_and_plain_names_up_to_fifteen() -> None:
    extra = {
        "unit/a": "x",
        "Größe": "x",
        "1st": "x",
        **{f"t{number:02}": "x" for number in range(12)},
    }
    tags = for_private_dns(extra | dict.fromkeys(REQUIRED, "y"))
    assert list(tags) == [*[f"t{number:02}" for number in range(8)], *REQUIRED]
