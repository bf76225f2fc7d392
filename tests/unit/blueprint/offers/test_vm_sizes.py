"""The table of VM sizes agrees with itself and with Azure's naming of sizes."""

from __future__ import annotations

import re

import pytest

from landsmith.blueprint.offers.vm_sizes import VmSize, architecture, has_local_disk, size, sizes

EVERY = pytest.mark.parametrize("vm", sizes().values(), ids=lambda vm: vm.name)
NAME = re.compile(
    r"Standard_(?P<family>[A-Z]+)(?P<vcpus>[0-9]+)(?P<features>[a-z]*)"
    r"(?P<accelerator>_(T4|A100|H100))?_v(?P<version>[0-9])"
    r"|Standard_(?P<burstable>B)(?P<number>[0-9]+)ms"
)
"""Azure virtual machines, "Virtual machine sizes naming conventions"; B-series are older."""


def parts(vm: VmSize) -> dict[str, str]:
    """Return what a size's name says."""
    found = NAME.fullmatch(vm.name)
    assert found is not None, vm.name
    named = {key: value or "" for key, value in found.groupdict().items()}
    if named["burstable"]:
        return {**named, "family": "B", "vcpus": named["number"], "features": "ms"}
    return named


@EVERY
def test_a_name_says_how_many_vcpus_there_are(vm: VmSize) -> None:
    assert int(parts(vm)["vcpus"]) == vm.vcpus
    assert vm.vcpus > 0


@EVERY
def test_memory_fits_the_family(vm: VmSize) -> None:
    least, most = {"F": (2, 2), "D": (2, 4), "B": (4, 4), "E": (8, 8), "L": (8, 8)}.get(
        parts(vm)["family"], (4, 21)
    )
    if "l" in parts(vm)["features"]:
        most = least
    assert least <= vm.memory_gib / vm.vcpus <= most


@EVERY
def test_a_d_says_that_there_is_a_local_disk(vm: VmSize) -> None:
    named = parts(vm)
    older = (named["version"] or "1") in "123" and named["family"] not in ("B", "DC")
    told = "d" in named["features"] or older or named["family"] in ("ND", "L")
    assert (vm.local_disk_gib > 0) is told
    assert has_local_disk(vm.name) is told


@EVERY
def test_a_p_says_arm(vm: VmSize) -> None:
    told = "arm64" if "p" in parts(vm)["features"] else "x64"
    assert vm.architecture == told
    assert architecture(vm.name) == told


@EVERY
def test_an_n_says_gpus(vm: VmSize) -> None:
    named = parts(vm)
    assert (vm.gpus > 0) is named["family"].startswith("N")
    assert vm.mig is (vm.gpus > 0 and "_T4_" not in vm.name)


@EVERY
def test_a_c_says_confidential(vm: VmSize) -> None:
    named = parts(vm)
    told = named["family"] in ("DC", "EC")
    enclave = told and named["version"] == "3"
    assert vm.confidential == ("enclave" if enclave else "vm" if told else "")


@EVERY
def test_a_b_says_burstable(vm: VmSize) -> None:
    assert vm.burstable is (parts(vm)["family"] == "B")


@EVERY
def test_an_s_says_premium_storage_which_managed_disks_want(vm: VmSize) -> None:
    assert "s" in parts(vm)["features"]
    assert 4 <= vm.max_data_disks <= 64


@EVERY
def test_a_size_is_found_by_its_name(vm: VmSize) -> None:
    assert size(vm.name) is vm
    assert vm.family


def test_sizes_of_one_family_share_a_quota() -> None:
    """A quota is a series': its sizes differ in the number of vCPUs, isolated ones by an ``i``."""
    series: dict[str, set[str]] = {}
    for vm in sizes().values():
        series.setdefault(vm.family, set()).add(re.sub(r"(?<=[A-Z])[0-9]+", "#", vm.name, count=1))
    isolated = {"Standard_NC#ads_H100_v5", "Standard_NC#adis_H100_v5"}
    assert [names for names in series.values() if len(names) > 1] == [isolated]


def test_a_size_that_is_not_in_the_table_is_unknown() -> None:
    assert size("Standard_D4_v3") is None


@pytest.mark.parametrize(
    ("name", "has_one"),
    [
        ("Standard_D4ds_v5", True),
        ("Standard_D4s_v5", False),
        ("Standard_D4_v3", True),
        ("Standard_D4s_v3", True),
        ("Standard_E8ads_v5", True),
        ("Standard_E8as_v5", False),
        ("Standard_E8-4ds_v5", True),
        ("Standard_E8-4s_v5", False),
        ("Standard_E4as_v6", False),
        ("Standard_D4pds_v6", True),
        ("Standard_D4ps_v6", False),
        ("Standard_F8s_v2", True),
        ("Standard_B4ms", False),
        ("Standard_NC24ads_A100_v4", True),
        ("Standard_NC4as_T4_v3", True),
        ("Standard_NV6ads_A10_v5", True),
        ("Standard_DS2_v2", True),
    ],
)
def test_which_sizes_have_a_local_disk(name: str, has_one: bool) -> None:
    assert has_local_disk(name) is has_one


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Standard_D4ps_v5", "arm64"),
        ("Standard_D4plds_v5", "arm64"),
        ("Standard_D4ds_v5", "x64"),
        ("Standard_E4as_v6", "x64"),
        ("Standard_NP10s", "x64"),
    ],
)
def test_the_architecture_of_a_size(name: str, expected: str) -> None:
    assert architecture(name) == expected
