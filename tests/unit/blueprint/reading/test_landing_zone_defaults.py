"""What all landing zones of a file share, and where a mistake in it is said to be."""

from __future__ import annotations

import pytest
import yaml

from landsmith.api import building
from landsmith.blueprint.reading.load import Source
from landsmith.errors import InputError
from strategies import Json, entry, small


def loaded(file: Json) -> list[tuple[int, str]]:
    zone = building.load(Source("landing-zone.yaml", yaml.safe_dump(file, sort_keys=False)))
    return [
        (entry.aks.system_pool.max_count, entry.aks.kubernetes_version)
        for entry in zone.file.landing_zones
    ]


def test_an_entry_is_laid_over_what_all_share() -> None:
    file = small() | {"landing_zone_defaults": {"aks": {"system_pool": {"max_count": 7}}}}
    own = {"system_pool": {"max_count": 9}, "kubernetes_version": "1.37"}
    file["landing_zones"] = [entry("shop", 4), entry("bank", 5, aks=own)]
    assert loaded(file) == [(7, "1.36"), (9, "1.37")]


def problems(file: Json) -> list[str]:
    text = yaml.safe_dump(file, sort_keys=False)
    with pytest.raises(InputError) as caught:
        building.load(Source("landing-zone.yaml", text))
    return [str(problem) for problem in caught.value.problems]


def test_a_mistake_in_what_all_share_is_shown_where_it_stands() -> None:
    file = {"landing_zone_defaults": {"aks": {"sku_tier": "Gold"}}} | small()
    (found,) = problems(file)
    assert found.startswith("landing-zone.yaml:3:15")
    assert "landing_zones[0].aks.sku_tier" in found
    assert "expected Free, Standard or Premium, not Gold" in found


def test_what_all_share_is_a_map() -> None:
    (found,) = problems({"landing_zone_defaults": ["aks"]} | small())
    assert "landing_zone_defaults: expected a map of fields of landing_zones" in found
    assert found.startswith("landing-zone.yaml:1")


def test_a_map_of_another_kind_replaces() -> None:
    file = small() | {"landing_zone_defaults": {"aks": {"keda": True}}}
    file["network"]["hybrid"] = {
        "kind": "equivalent",
        "description": "A managed network service joins the sites.",
        "reason": "The contract runs on.",
    }
    zone = building.load(Source("landing-zone.yaml", yaml.safe_dump(file)))
    assert zone.file.network.hybrid.kind == "equivalent"


def test_the_schema_knows_what_all_share() -> None:
    shared = building.schema()["properties"]["landing_zone_defaults"]
    assert "aks" in shared["properties"]
    assert "required" not in shared
