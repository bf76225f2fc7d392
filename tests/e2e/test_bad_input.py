"""What somebody reads who made a mistake in a landing-zone file: where, what, and the mend."""

# ruff: noqa: E501 - what is read stands here as it is read

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from landsmith import content

if TYPE_CHECKING:
    from pathlib import Path

GOOD = content.path("blueprints", "starters", "start-small.yaml").read_text(encoding="utf-8")

SECOND = """
  - name: shop
    environment: prod
    subscription: 00000000-0000-4000-8000-000000000005
    budget: {amount: 5000, start: 2027-01}
    aks: {network: {pod_cidr: 10.244.0.0/16}}
"""
REGIONS = (
    "expected australiaeast, brazilsouth, canadacentral, canadaeast, centralindia, centralus, "
    "eastasia, eastus, … (38 in all)"
)


def validate(path: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, which it must leave as it was."""
    before = sorted(folder.rglob("*"))
    command = [sys.executable, "-m", "landsmith", "validate", path]
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert sorted(folder.rglob("*")) == before
    return done


def changed(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


CASES: dict[str, tuple[str | bytes, str]] = {
    "an unknown key": (
        changed(("egress: firewall_basic", "egres: firewall_basic")),
        """
file.yaml:34:3: network.egres: the key egres is not known here
    mend: did you mean egress?
""",
    ),
    "an unknown key that resembles none": (
        changed(("  owner: platform", "  colour: blue\n  owner: platform")),
        """
file.yaml:21:3: tags.colour: the key colour is not known here
    mend: the keys here are owner, cost_center, data_classification and extra
""",
    ),
    "a misspelt choice": (
        changed(("egress: firewall_basic ", "egress: firewal ")),
        """
file.yaml:34:11: network.egress: expected nat_gateway, load_balancer, firewall_basic, firewall_standard or firewall_premium, not firewal
    mend: did you mean firewall_basic, firewall_premium or firewall_standard?
""",
    ),
    "a choice in other words": (
        changed(("environment: prod", "environment: production")),
        """
file.yaml:54:18: landing_zones[0].environment: expected prod, preprod, test or dev, not production
    mend: did you mean prod?
""",
    ),
    "another blueprint": (
        changed(("blueprint: start-small", "blueprint: corporate")),
        """
file.yaml:3:12: blueprint: expected start-small or full, not corporate
    mend: about blueprint: The shipped blueprint to start from.
""",
    ),
    "a number in quotes": (
        changed(("max_count: 6", 'max_count: "6"')),
        """
file.yaml:61:68: landing_zones[0].aks.user_pools.user.max_count: expected a whole number, not 6
    mend: remove the quotes
""",
    ),
    "a word for a number": (
        changed(("amount: 5000", "amount: five")),
        """
file.yaml:56:22: landing_zones[0].budget.amount: expected a whole number, not five
    mend: about amount: Amount a month.
""",
    ),
    "one value for a list": (
        changed(("supernets: [10.100.0.0/16]", "supernets: 10.100.0.0/16")),
        """
file.yaml:26:14: network.supernets: expected a list, not 10.100.0.0/16
    mend: start each entry on its own line with `- `
""",
    ),
    "a map for a range": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [{a: b}]")),
        """
file.yaml:26:15: network.supernets[0]: expected an IPv4 range such as 10.0.0.0/16, not a map
    mend: about supernets: The ranges that hub and spokes are allocated from.
""",
    ),
    "an address for a range": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [10.100.0.1/16]")),
        """
file.yaml:26:15: network.supernets[0]: 10.100.0.1/16 is an address inside a range, not a range
    mend: write 10.100.0.0/16
""",
    ),
    "a code of another form": (
        changed(("code: exco", "code: EXCO-1")),
        """
file.yaml:7:9: customer.code: expected text of another form, not EXCO-1
    mend: about code: 2 to 8 lower-case letters and digits; prefix of management groups and groups.
""",
    ),
    "no as a region": (
        changed(("region: westeurope", "region: no")),
        f"""
file.yaml:14:9: region: {REGIONS}, but YAML reads an unquoted no as false
    mend: did you mean northcentralus, northeurope or norwayeast?
""",
    ),
    "a misspelt region": (
        changed(("region: westeurope", "region: west-europe")),
        f"""
file.yaml:14:9: region: {REGIONS}, not west-europe
    mend: did you mean westeurope?
""",
    ),
    "overlapping ranges": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [10.100.0.0/16, 10.100.8.0/24]")),
        """
file.yaml:26:30: network.supernets[1]: supernet 10.100.8.0/24 overlaps supernet 10.100.0.0/16
    mend: choose a range that nothing else uses
""",
    ),
    "a range of another's": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [192.168.0.0/16]")),
        """
file.yaml:26:15: network.supernets[0]: supernet 192.168.0.0/16 overlaps on-premises range 192.168.0.0/20
    mend: choose a range that nothing else uses
file.yaml:33:25: network.hybrid.sites[0].address_space[0]: site range 192.168.0.0/20 overlaps supernet 192.168.0.0/16
    mend: choose another supernet for Azure
""",
    ),
    "a supernet that is too small for the hub": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [10.100.0.0/24]")),
        """
file.yaml:26:3: network.supernets: no free /23 is left in 10.100.0.0/24 for hub
    mend: add a supernet, or use a larger one
""",
    ),
    "a supernet that is too small for a spoke": (
        changed(("supernets: [10.100.0.0/16]", "supernets: [10.100.0.0/23]")),
        """
file.yaml:53:11: landing_zones[0].name: no free /24 is left in 10.100.0.0/23 for shop-prod
    mend: add a supernet, or use a larger one
""",
    ),
    "a landing zone twice": (
        GOOD + SECOND,
        """
file.yaml:63:11: landing_zones[1].name: shop-prod stands twice
    mend: change the name or the environment of one of them
""",
    ),
    "a name that is too long": (
        changed(("name: shop", "name: a-very-long-workload-name")),
        """
file.yaml:53:11: landing_zones[0].name: expected 2 to 24 lower-case letters, digits and single hyphens, not a-very-long-workload-name
    mend: write a-very-long-workload-nam
""",
    ),
    "a name that makes another too long": (
        changed(
            ("name: shop", "name: a-workload-of-24-letters"),
            ("environment: prod", "environment: preprod"),
            ("region: westeurope", "region: southcentralus"),
        ),
        """
file.yaml:53:11: landing_zones[0].name: makes the monitor data collection endpoint name 'dce-a-workload-of-24-letters-preprod-scus-001', 45 characters; Azure allows 3 to 44
    mend: choose a shorter name
""",
    ),
    "a missing subscription": (
        changed(("    subscription: 00000000-0000-4000-8000-000000000004\n", "")),
        """
file.yaml:53:5: landing_zones[0].subscription: is missing; expected text
    mend: add `subscription: …` here; about subscription: Id of the landing zone's subscription.
""",
    ),
    "a key twice": (
        changed(("industry: Retail", "industry: Retail\n  code: abc")),
        """
file.yaml:9:3: customer.code: this key is already on line 7
    mend: keep one of the two
""",
    ),
    "a tag that Azure takes for a required one": (
        changed(("  owner: platform", "  extra: {Owner: me}\n  owner: platform")),
        """
file.yaml:21:18: tags.extra.Owner: the tag owner is there already; Azure takes Owner for the same
    mend: remove it, or rename it
""",
    ),
    "a tab": (
        changed(("\n  code: exco", "\n\tcode: exco")),
        """
file.yaml:7:1: a tab stands in the indentation
    mend: indent with spaces only
""",
    ),
    "an empty file": (
        "",
        """
file.yaml:1:1: the file is empty
    mend: write one with landsmith init
""",
    ),
    "ten megabytes": (
        GOOD + "#" * 10_000_000,
        """
file.yaml: the file is larger than 1 MiB, the limit
    mend: is it the right file?
""",
    ),
    "Latin-1": (
        GOOD.replace("Example Company", "Café").encode("latin-1"),
        """
file.yaml:6:12: the file is not UTF-8: byte 0xE9 at offset 243
    mend: save the file as UTF-8
""",
    ),
    "UTF-16": (
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        """
file.yaml:1:1: the file is not UTF-8: byte 0xFF at offset 0
    mend: save the file as UTF-8
""",
    ),
    "hardly anything": (
        "blueprint: start-small\nnetwork:\n  supernets: [10.0.0.0/16]\n",
        f"""
file.yaml:1:1: approach: is missing; expected a map with the keys rationale
    mend: add `approach: …` here; about approach: Which approach was taken, and why.
file.yaml:1:1: customer: is missing; expected a map with the keys name, code and industry
    mend: add `customer: …` here; about customer: The customer: name, code and industry.
file.yaml:1:1: identity: is missing; expected a map with the keys groups, pipeline, break_glass, custom_roles and eligible
    mend: add `identity: …` here; about identity: Groups and pipeline identities.
file.yaml:1:1: landing_zones: is missing; expected a list
    mend: add `landing_zones: …` here; about landing_zones: The application landing zones, each with a cluster.
file.yaml:1:1: monitoring.budget: is missing; expected a map with the keys amount, start, actual and forecast
    mend: add `budget: …` here; about budget: Budget of each platform subscription.
file.yaml:1:1: monitoring.contacts: is missing; expected a list
    mend: add `contacts: …` here; about contacts: Who is told.
file.yaml:1:1: region: is missing; {REGIONS}
    mend: add `region: …` here; about region: Azure region of everything that has one.
file.yaml:1:1: subscriptions: is missing; expected a map with the keys management, connectivity, identity and security
    mend: add `subscriptions: …` here; about subscriptions: The platform's subscriptions.
file.yaml:1:1: tags: is missing; expected a map with the keys owner, cost_center, data_classification and extra
    mend: add `tags: …` here; about tags: Values of the tags that everything carries.
file.yaml:1:1: tenant_id: is missing; expected text
    mend: add `tenant_id: …` here; about tenant_id: Id of the customer's Entra tenant.
file.yaml:2:1: network.hybrid: is missing; expected a map with the keys sku, scale_units, active_active, asn, sites and kind, a map with the keys kind and express_route, a map with the keys kind, vpn and express_route or a map with the keys kind, description and reason
    mend: add `hybrid: …` here; about hybrid: How the customer's sites reach Azure.
""",
    ),
    "many mistakes at once": (
        changed(
            ("environment: prod", "environment: production"),
            ("egress: firewall_basic", "egres: firewall_basic"),
            ("region: westeurope", "region: no"),
            ("min_count: 2", "min_count: 20.5"),
            ("    subscription: 00000000-0000-4000-8000-000000000004\n", ""),
        ),
        f"""
file.yaml:14:9: region: {REGIONS}, but YAML reads an unquoted no as false
    mend: did you mean northcentralus, northeurope or norwayeast?
file.yaml:34:3: network.egres: the key egres is not known here
    mend: did you mean egress?
file.yaml:53:5: landing_zones[0].subscription: is missing; expected text
    mend: add `subscription: …` here; about subscription: Id of the landing zone's subscription.
file.yaml:54:18: landing_zones[0].environment: expected prod, preprod, test or dev, not production
    mend: did you mean prod?
file.yaml:60:54: landing_zones[0].aks.user_pools.user.min_count: expected a whole number, not the number 20.5
    mend: about min_count: Fewest nodes; 0 scales to none.
""",
    ),
    "many combinations at once": (
        changed(
            ("supernets: [10.100.0.0/16]", "supernets: [10.100.0.0/16, 10.100.8.0/24]"),
            ("min_count: 2", "min_count: 20"),
            (
                "state:\n",
                "policy: {allowed_regions: [northeurope]}\n\nstate:\n  replication: GRS\n",
            ),
        ),
        """
file.yaml:26:30: network.supernets[1]: supernet 10.100.8.0/24 overlaps supernet 10.100.0.0/16
    mend: choose a range that nothing else uses
file.yaml:49:10: policy.allowed_regions: leaves out westeurope, the landing zone's own region
    mend: add westeurope
file.yaml:64:54: landing_zones[0].aks.user_pools.user.min_count: 20 is more than max_count 6
    mend: raise max_count or lower min_count
""",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_one_message_with_its_place_and_its_mend(case: str, tmp_path: Path) -> None:
    written, expected = CASES[case]
    data = written if isinstance(written, bytes) else written.encode()
    (tmp_path / "file.yaml").write_bytes(data)
    done = validate("file.yaml", tmp_path)
    assert done.stderr == expected.lstrip("\n")
    assert done.stdout == ""
    assert done.returncode == 1


def test_mistakes_in_yaml_and_in_values_are_told_at_once(tmp_path: Path) -> None:
    text = changed(
        ("industry: Retail", "industry: Retail\n  code: abc"),
        ("environment: prod", "environment: production"),
    )
    (tmp_path / "file.yaml").write_text(text, encoding="utf-8")
    done = validate("file.yaml", tmp_path)
    assert done.stderr.splitlines()[::2] == [
        "file.yaml:9:3: customer.code: this key is already on line 7",
        "file.yaml:55:18: landing_zones[0].environment: expected prod, preprod, test or dev, not production",
    ]
    assert done.returncode == 1


@pytest.mark.parametrize("value", ["[start-small]", "{start: small}"])
def test_a_blueprint_that_is_no_word(value: str, tmp_path: Path) -> None:
    text = changed(("blueprint: start-small", f"blueprint: {value}"))
    (tmp_path / "file.yaml").write_text(text, encoding="utf-8")
    done = validate("file.yaml", tmp_path)
    assert done.stderr.startswith("file.yaml:3:1: blueprint: expected start-small or full, not a ")
    assert done.returncode == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = validate("missing.yaml", tmp_path)
    assert done.stderr == "missing.yaml: there is no such file\n    mend: check the path\n"
    assert (done.stdout, done.returncode) == ("", 1)


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text(GOOD, encoding="utf-8")
    done = validate("file.yaml/below.yaml", tmp_path)
    assert done.stderr.startswith("file.yaml/below.yaml: the file can't be read: Not a directory\n")
    assert (done.stdout, done.returncode) == ("", 1)
