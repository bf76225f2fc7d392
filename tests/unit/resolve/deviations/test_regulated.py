"""Landing zones under regulation: what the profile sets, and what weakening it means."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from landsmith.api import building
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.reading.load import PROFILES, Source, profile
from landsmith.calls.model import ModuleCall
from landsmith.compose.roots import compose
from landsmith.errors import InputError
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.repository import repository
from landsmith.resolve.cluster.pools import node_pools
from landsmith.resolve.deviations.regulated import SOURCE
from strategies import SELF_HOSTED, Json, changed, entry, small

REGULATED = {"frameworks": ["pci_dss"], "exemptions_until": "2027-12-31"}
DEFAULTS = {
    "aks": {"sku_tier": "Free", "vertical_pod_autoscaler": True},
    "encryption": {"etcd": "platform", "key_type": "RSA-HSM"},
}
ARM = {"vm_size": "Standard_D4pds_v5"}
CONFIDENTIAL = {"vm_size": "Standard_DC4ads_v5"}
WINDOWS = {
    "network": {"data_plane": "azure", "policy": "calico"},
    "user_pools": {"user": {}, "win": {"os_sku": "Windows2022"}},
}


def private() -> Json:
    """Return the small file with runners that reach private vaults."""
    return changed(*SELF_HOSTED)


def regulated(**own: object) -> Json:
    """Return the small file with one landing zone under PCI DSS, which says more of its own."""
    return private() | {"landing_zones": [entry("shop", 4, compliance=REGULATED, **own)]}


def source(file: Json) -> Source:
    return Source("file.yaml", yaml.safe_dump(file, sort_keys=False))


def loaded(file: Json) -> LandingZone:
    return building.load(source(file))


def first(file: Json) -> LandingZoneEntry:
    return loaded(file).file.landing_zones[0]


def problems(file: Json) -> list[str]:
    with pytest.raises(InputError) as caught:
        loaded(file)
    return [str(problem) for problem in caught.value.problems]


def line_of(file: Json, start: str) -> int:
    """Return the number of the only line that starts so."""
    lines = source(file).text.splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if line.strip().startswith(start)]
    return number


def says(one: LandingZoneEntry) -> dict[str, Any]:
    """Return what the profile is about of an entry."""
    return {
        "tier": one.aks.sku_tier,
        "access": one.aks.network.api_server.access,
        "defender": one.aks.defender,
        "command": one.aks.run_command,
        "keys": one.encryption.customer_keys,
        "safeguards": one.safeguards and (one.safeguards.level, one.safeguards.pod_security),
        "backup": one.backup is not None,
        "alerts": one.observability.alerts,
    }


FULL = {
    "tier": "Standard",
    "access": "vnet_integration",
    "defender": True,
    "command": False,
    "keys": ("etcd", "disks"),
    "safeguards": ("Enforce", "Restricted"),
    "backup": True,
    "alerts": "complete",
}


# The profile under an entry.


def test_the_profile_sets_what_an_entry_leaves_out() -> None:
    assert says(first(regulated())) == FULL


def test_without_compliance_nothing_is_set() -> None:
    found = says(first(small()))
    assert found == {**found, "access": "private_link", "keys": (), "safeguards": None}


def test_the_profile_is_over_what_all_share_and_under_the_entry() -> None:
    own = {"aks": {"sku_tier": "Premium"}, "backup": {"rpo_hours": 4}}
    own["encryption"] = {"etcd": "platform"}
    found = first(regulated(**own) | {"landing_zone_defaults": DEFAULTS})
    assert found.aks.sku_tier == "Premium"
    assert found.encryption.etcd == "platform"
    assert found.backup is not None
    assert found.backup.rpo_hours == 4
    assert found.aks.vertical_pod_autoscaler
    shared = first(regulated() | {"landing_zone_defaults": DEFAULTS})
    assert says(shared) == FULL
    assert shared.encryption.key_type == "RSA-HSM"


def test_all_landing_zones_may_share_compliance_and_one_may_leave_it() -> None:
    file = private() | {"landing_zone_defaults": {"compliance": REGULATED}}
    network = {"network": {"pod_cidr": "10.244.0.0/16"}}
    file["landing_zones"] = [entry("shop", 4), entry("bank", 5, compliance=None, aks=network)]
    shop, bank = loaded(file).file.landing_zones
    assert says(shop) == FULL
    assert bank.compliance is None
    assert not bank.encryption.customer_keys


def test_profiles_are_shipped_and_keep_to_the_model() -> None:
    for _, name in PROFILES.values():
        assert LandingZoneEntry.model_validate({**entry("shop", 4), **profile(name)})


# Where mistakes are said to be.


def test_a_problem_with_a_value_of_the_profile_points_at_compliance() -> None:
    file = regulated(aks={"network": {"api_server": {"access": "private_link"}}})
    (found,) = problems(file)
    assert found.startswith(f"file.yaml:{line_of(file, 'compliance:')}:")
    assert "landing_zones[0].encryption.etcd: the key's vault is private" in found


def test_it_points_there_too_where_all_share_it() -> None:
    access = {"network": {"api_server": {"access": "private_link"}}}
    file = private() | {"landing_zone_defaults": {"compliance": REGULATED, "aks": {"keda": True}}}
    file["landing_zones"] = [entry("shop", 4, aks=access)]
    (found,) = problems(file)
    assert found.startswith(f"file.yaml:{line_of(file, 'compliance:')}:")


def test_a_problem_with_what_an_entry_says_itself_points_at_it() -> None:
    own = {"etcd": "customer_key", "rotation_days": 5}
    file = regulated(encryption=own)
    (found,) = problems(file)
    assert found.startswith(f"file.yaml:{line_of(file, 'rotation_days:')}:")


@pytest.mark.parametrize(
    ("compliance", "told"),
    [
        ({"frameworks": ["pci_dss"]}, "exemptions_until: is missing"),
        ({**REGULATED, "frameworks": []}, "frameworks: expected 1 or more entries"),
        ({**REGULATED, "frameworks": ["sox"]}, "expected pci_dss or hipaa, not sox"),
        ({**REGULATED, "frameworks": ["hipaa", "hipaa"]}, "a framework stands twice"),
        ({**REGULATED, "exemptions_until": "soon"}, "expected a date, not soon"),
    ],
)
def test_what_compliance_takes(compliance: Json, told: str) -> None:
    file = small()
    file["landing_zones"][0]["compliance"] = compliance
    assert told in "\n".join(problems(file))


# Nodes.


def fips(**aks: object) -> dict[str, bool]:
    resolved = loaded(regulated(aks=aks))
    pools = node_pools(resolved.file, resolved.file.landing_zones[0])
    return {name: pool.fips for name, pool in pools.items()}


def test_fips_is_on_for_linux_nodes_unless_a_pool_says_otherwise() -> None:
    assert fips() == {"system": True, "user": True}
    assert fips(**WINDOWS) == {"system": True, "user": True, "win": False}
    off = {"user": {}, "own": {"fips": False}}
    assert fips(user_pools=off) == {"system": True, "user": True, "own": False}


def test_disks_whose_key_rotates_are_managed() -> None:
    resolved = loaded(regulated())
    pools = node_pools(resolved.file, resolved.file.landing_zones[0])
    assert {pool.os_disk_type for pool in pools.values()} == {"Managed"}
    kept = loaded(regulated(encryption={"rotation_days": None}))
    pools = node_pools(kept.file, kept.file.landing_zones[0])
    assert {pool.os_disk_type for pool in pools.values()} == {"Ephemeral"}


@pytest.mark.parametrize(
    ("pool", "told"),
    [
        (ARM, "on Arm processors, FIPS needs AzureLinux3, not AzureLinux"),
        ({"os_sku": "Ubuntu2204"}, "Ubuntu2204 has no image for FIPS"),
        (CONFIDENTIAL, "is a confidential VM, which has no image for FIPS"),
        ({"sandboxing": True}, "pod sandboxing has no image for FIPS"),
    ],
)
def test_nodes_that_can_not_have_fips_are_refused(pool: Json, told: str) -> None:
    (found,) = problems(regulated(aks={"user_pools": {"user": pool}}))
    assert told in found
    if "os_sku" not in found:
        assert "write fips: false, which compliance turns on" in found
    allowed = {**pool, "fips": False}
    assert loaded(regulated(aks={"user_pools": {"user": allowed}}))


def test_arm_nodes_have_fips_on_azure_linux_3() -> None:
    assert fips(user_pools={"user": {**ARM, "os_sku": "AzureLinux3"}})["user"]


# Deviations.


WEAK: dict[str, tuple[Json, str, str, str]] = {
    "no SLA": ({"aks": {"sku_tier": "Free"}}, "aks.sku_tier", "Free", "Standard"),
    "commands": ({"aks": {"run_command": True}}, "aks.run_command", "true", "false"),
    "no sensor": ({"aks": {"defender": False}}, "aks.defender", "false", "true"),
    "Azure's key for etcd": (
        {"encryption": {"etcd": "platform"}},
        "encryption.etcd",
        "platform",
        "customer_key",
    ),
    "Azure's key for disks": (
        {"encryption": {"disks": "platform"}},
        "encryption.disks",
        "platform",
        "customer_key",
    ),
    "warnings": ({"safeguards": {"level": "Warn"}}, "safeguards.level", "Warn", "Enforce"),
    "no safeguards": ({"safeguards": None}, "safeguards", "none", "some"),
    "no backup": ({"backup": None}, "backup", "none", "some"),
    "fewer alerts": (
        {"observability": {"alerts": "essential"}},
        "observability.alerts",
        "essential",
        "complete",
    ),
    "nodes without FIPS": (
        {"aks": {"system_pool": {"fips": False}}},
        "aks.system_pool.fips",
        "false",
        "true",
    ),
    "hosts without encryption": (
        {"aks": {"user_pools": {"user": {"host_encryption": False}}}},
        "aks.user_pools.user.host_encryption",
        "false",
        "true",
    ),
}


def weakened(file: Json) -> list[tuple[str, str, str]]:
    found = [one for one in loaded(file).deviations if one.source == SOURCE]
    return [(one.setting, one.chosen, one.recommended) for one in found]


@pytest.mark.parametrize("case", WEAK)
def test_what_is_weakened_is_a_deviation(case: str) -> None:
    own, setting, chosen, recommended = WEAK[case]
    path = f"landing_zones.shop-prod.{setting}"
    assert weakened(regulated(**own)) == [(path, chosen, recommended)]
    file = regulated(**own) | {
        "deviations": [
            {
                "setting": path,
                "requirement": "Another measure covers it.",
                "approved_by": "Head of Risk",
                "approved_on": "2026-10-01",
            }
        ]
    }
    assert all(one.justification for one in loaded(file).deviations if one.source == SOURCE)


@pytest.mark.parametrize("own", [{}, {"aks": WINDOWS}, {"backup": {"rpo_hours": 4}}])
def test_what_keeps_the_profile_is_none(own: Json) -> None:
    assert weakened(regulated(**own)) == []


def test_what_goes_beyond_the_profile_is_none() -> None:
    own: Json = {"aks": {"sku_tier": "Premium"}, "encryption": {"etcd": "platform"}}
    (found,) = weakened(regulated(**own))
    assert found[0] == "landing_zones.shop-prod.encryption.etcd"


# Policies.


TWO = private() | {
    "landing_zones": [
        entry("shop", 4, compliance=REGULATED),
        entry("bank", 5, aks={"network": {"pod_cidr": "10.244.0.0/16"}}),
        entry(
            "care",
            6,
            compliance={**REGULATED, "frameworks": ["hipaa"], "exemptions_until": "2028-01-01"},
            aks={"network": {"pod_cidr": "10.245.0.0/16"}},
        ),
    ]
}
COMPLETE = {"assignments": "complete"}


def call(name: str, zone: str, file: Json) -> ModuleCall | None:
    (root,) = [one for one in compose(loaded(file)) if one.name == f"50-{zone}-prod"]
    return next((one for one in root.calls if one.name == name), None)


def measured(zone: str, file: Json) -> set[str]:
    found = call("policies", zone, file)
    assert found is not None
    assigned: Any = found.inputs["assignments"]
    return {"pci-dss", "hipaa"} & set(assigned)


@pytest.mark.parametrize("policy", [{}, COMPLETE, {**COMPLETE, "grouping": "all"}])
def test_a_framework_is_assigned_where_it_was_chosen_and_only_there(policy: Json) -> None:
    file = {**TWO, "policy": policy}
    assert [measured(zone, file) for zone in ("shop", "bank", "care")] == [
        {"pci-dss"},
        set(),
        {"hipaa"},
    ]


def test_a_framework_measures_and_changes_nothing() -> None:
    found = call("policies", "care", TWO)
    assert found is not None
    assigned: Any = found.inputs["assignments"]
    hipaa = assigned["hipaa"]
    assert (hipaa["enforce"], hipaa["identity"]) == (False, True)
    assert "CertificateThumbprints" in hipaa["parameters"]


def exemptions(zone: str, file: Json) -> dict[str, Any]:
    found = call("policy_exemptions", zone, file)
    made: Any = found.inputs["exemptions"] if found else {}
    return dict(made)


def test_what_can_not_be_met_is_exempt_until_the_day_that_the_file_says() -> None:
    file = {**TWO, "policy": COMPLETE}
    (name, exempt), *others = exemptions("care", file).items()
    assert (name, others) == ("compliance.aks-ssh", [])
    assert exempt["category"] == "Mitigated"
    assert exempt["expires_on"] == "2028-01-01T00:00:00Z"
    assert "sshAccess" in exempt["description"]
    assert exemptions("bank", file) == {}


def test_the_readme_lists_what_is_exempt() -> None:
    resolved = loaded({**TWO, "policy": COMPLETE})
    page = repository(resolved, compose(resolved), "")["README.md"].decode()
    assert "| `compliance.aks-ssh` (mitigated) | `aks-ssh` | `care-prod` | 2028-01-01 |" in page


def test_what_is_not_assigned_needs_no_exemption() -> None:
    assert exemptions("shop", TWO) == {}


def test_an_exemption_of_the_files_own_goes_before() -> None:
    own = {
        "name": "ssh",
        "policy": "aks-ssh",
        "at": "shop-prod",
        "category": "waiver",
        "reason": "Accepted.",
        "expires_on": "2027-01-31",
    }
    file = {**TWO, "policy": {**COMPLETE, "exemptions": [own]}}
    assert list(exemptions("shop", file)) == ["ssh"]
    assert list(exemptions("care", file)) == ["compliance.aks-ssh"]


def test_nobody_is_exempt_from_a_framework_that_is_not_theirs() -> None:
    own = {
        "name": "cards",
        "policy": "pci-dss",
        "at": "bank-prod",
        "category": "waiver",
        "reason": "No cards.",
        "expires_on": "2027-01-31",
    }
    (found,) = problems({**TWO, "policy": {"exemptions": [own]}})
    assert "pci-dss is not assigned to bank-prod" in found
