"""VM sizes that node pools may have: what each holds, as far as checks and capacity need it.

Source: Azure virtual machines, the page of each size series, as of August 2026. A size that is not
here is allowed: what depends on its facts then says that it does not know them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

TABLE_AS_OF = datetime.date(2026, 8, 21)
"""Day of the documentation that the table was taken from."""

Architecture: TypeAlias = Literal["x64", "arm64"]
Confidential: TypeAlias = Literal["", "vm", "enclave"]


@dataclass(frozen=True)
class VmSize:
    """One VM size.

    ``family`` is the name of its vCPU quota; ``local_disk_gib`` the largest local disk an ephemeral
    OS disk fits on, 0 without one; ``mig`` whether its GPUs can be partitioned; ``confidential``
    says whether it is a confidential VM or has enclaves.
    """

    name: str
    family: str
    vcpus: int
    memory_gib: float
    local_disk_gib: int
    max_data_disks: int
    architecture: Architecture = "x64"
    gpus: int = 0
    mig: bool = False
    confidential: Confidential = ""
    burstable: bool = False


@dataclass(frozen=True)
class _Series:
    """A series whose sizes follow a rule: ``pattern`` holds the number of vCPUs at ``#``."""

    pattern: str
    family: str
    vcpus: tuple[int, ...]
    memory: float
    """GiB per vCPU."""
    local: float = 0
    """GiB of local disk per vCPU."""
    disks: int = 2
    """Data disks per vCPU."""
    most_disks: int = 32
    architecture: Architecture = "x64"
    confidential: Confidential = ""
    burstable: bool = False

    def sizes(self) -> Iterator[VmSize]:
        for count in self.vcpus:
            yield VmSize(
                name=self.pattern.replace("#", str(count)),
                family=self.family,
                vcpus=count,
                memory_gib=count * self.memory,
                local_disk_gib=int(count * self.local),
                max_data_disks=min(self.most_disks, count * self.disks),
                architecture=self.architecture,
                confidential=self.confidential,
                burstable=self.burstable,
            )


_FIVE = (2, 4, 8, 16, 32, 48, 64, 96)
_SIX = (*_FIVE, 128)
_THREE = (2, 4, 8, 16, 32, 48, 64)
_ARM = (2, 4, 8, 16, 32, 48, 64)

_SERIES = (
    _Series("Standard_D#s_v3", "standardDSv3Family", _THREE, 4, local=25),
    _Series("Standard_E#s_v3", "standardESv3Family", (2, 4, 8, 16, 20, 32, 48), 8, local=25),
    _Series("Standard_D#s_v4", "standardDSv4Family", _THREE, 4),
    _Series("Standard_D#ds_v4", "standardDDSv4Family", _THREE, 4, local=37.5),
    _Series("Standard_E#s_v4", "standardESv4Family", (2, 4, 8, 16, 20, 32, 48), 8),
    _Series("Standard_E#ds_v4", "standardEDSv4Family", (2, 4, 8, 16, 20, 32, 48), 8, local=37.5),
    _Series("Standard_D#s_v5", "standardDSv5Family", _FIVE, 4),
    _Series("Standard_D#ds_v5", "standardDDSv5Family", _FIVE, 4, local=37.5),
    _Series("Standard_D#as_v5", "standardDASv5Family", _FIVE, 4),
    _Series("Standard_D#ads_v5", "standardDADSv5Family", _FIVE, 4, local=37.5),
    _Series("Standard_D#lds_v5", "standardDLDSv5Family", _FIVE, 2, local=37.5),
    _Series("Standard_E#s_v5", "standardESv5Family", (2, 4, 8, 16, 20, 32, 48, 64), 8),
    _Series(
        "Standard_E#ds_v5", "standardEDSv5Family", (2, 4, 8, 16, 20, 32, 48, 64), 8, local=37.5
    ),
    _Series("Standard_E#as_v5", "standardEASv5Family", (2, 4, 8, 16, 20, 32, 48, 64), 8),
    _Series(
        "Standard_E#ads_v5", "standardEADSv5Family", (2, 4, 8, 16, 20, 32, 48, 64), 8, local=37.5
    ),
    _Series("Standard_D#s_v6", "StandardDsv6Family", _SIX, 4, disks=3, most_disks=64),
    _Series("Standard_D#ds_v6", "StandardDdsv6Family", _SIX, 4, local=55, disks=3, most_disks=64),
    _Series("Standard_D#ads_v6", "StandardDadsv6Family", _FIVE, 4, local=55),
    _Series("Standard_E#ds_v6", "StandardEdsv6Family", _SIX, 8, local=55, disks=3, most_disks=64),
    _Series("Standard_E#ads_v6", "StandardEadsv6Family", _FIVE, 8, local=55),
    _Series("Standard_F#s_v2", "standardFSv2Family", _THREE, 2, local=16),
    _Series("Standard_L#s_v3", "standardLSv3Family", (8, 16, 32, 48, 64, 80), 8, local=10),
    _Series("Standard_B#ms", "standardBSFamily", (2, 4, 8, 12, 16, 20), 4, burstable=True),
    _Series("Standard_B#s_v2", "standardBsv2Family", (2, 4, 8, 16, 32), 4, burstable=True),
    _Series("Standard_D#ps_v5", "standardDPSv5Family", _ARM, 4, architecture="arm64"),
    _Series("Standard_D#pds_v5", "standardDPDSv5Family", _ARM, 4, 37.5, architecture="arm64"),
    _Series(
        "Standard_E#pds_v5",
        "standardEPDSv5Family",
        (2, 4, 8, 16, 20, 32),
        8,
        37.5,
        architecture="arm64",
    ),
    _Series("Standard_D#ps_v6", "StandardDpsv6Family", (*_ARM, 96), 4, architecture="arm64"),
    _Series("Standard_D#pds_v6", "StandardDpdsv6Family", (*_ARM, 96), 4, 55, architecture="arm64"),
    _Series("Standard_E#pds_v6", "StandardEpdsv6Family", (*_ARM, 96), 8, 55, architecture="arm64"),
    _Series("Standard_DC#as_v5", "standardDCASv5Family", _FIVE, 4, confidential="vm"),
    _Series("Standard_DC#ads_v5", "standardDCADSv5Family", _FIVE, 4, 37.5, confidential="vm"),
    _Series("Standard_EC#as_v5", "standardECASv5Family", _FIVE, 8, confidential="vm"),
    _Series("Standard_EC#ads_v5", "standardECADSv5Family", _FIVE, 8, 37.5, confidential="vm"),
    _Series(
        "Standard_DC#s_v3",
        "standardDCSv3Family",
        (2, 4, 8, 16, 24, 32, 48),
        8,
        confidential="enclave",
    ),
    _Series(
        "Standard_DC#ds_v3",
        "standardDDCSv3Family",
        (2, 4, 8, 16, 24, 32, 48),
        8,
        75,
        confidential="enclave",
    ),
)

_A100 = "StandardNCADSA100v4Family"
_H100 = "StandardNCadsH100v5Family"
_T4 = "Standard NCASv3_T4 Family"

_GPU_SIZES = (
    VmSize("Standard_NC4as_T4_v3", _T4, 4, 28, 180, 8, gpus=1),
    VmSize("Standard_NC8as_T4_v3", _T4, 8, 56, 360, 16, gpus=1),
    VmSize("Standard_NC16as_T4_v3", _T4, 16, 110, 360, 32, gpus=1),
    VmSize("Standard_NC64as_T4_v3", _T4, 64, 440, 2880, 32, gpus=4),
    VmSize("Standard_NC24ads_A100_v4", _A100, 24, 220, 64, 8, gpus=1, mig=True),
    VmSize("Standard_NC48ads_A100_v4", _A100, 48, 440, 128, 16, gpus=2, mig=True),
    VmSize("Standard_NC96ads_A100_v4", _A100, 96, 880, 256, 32, gpus=4, mig=True),
    VmSize("Standard_NC40ads_H100_v5", _H100, 40, 320, 128, 8, gpus=1, mig=True),
    VmSize("Standard_NC80adis_H100_v5", _H100, 80, 640, 256, 16, gpus=2, mig=True),
    VmSize("Standard_ND96asr_v4", "standardNDASv4_A100Family", 96, 900, 6000, 16, gpus=8, mig=True),
    VmSize(
        "Standard_ND96isr_H100_v5", "standardNDSH100v5Family", 96, 1900, 1000, 16, gpus=8, mig=True
    ),
)


@cache
def sizes() -> dict[str, VmSize]:
    """Return every known size by its name."""
    found = (*(size for series in _SERIES for size in series.sizes()), *_GPU_SIZES)
    return {size.name: size for size in found}


def size(name: str) -> VmSize | None:
    """Return a size's facts, None for one that is not in the table."""
    return sizes().get(name)


def has_local_disk(name: str) -> bool:
    """Tell whether a size has a local disk: by the table, else by its name.

    A ``d`` says so, and before version 4 every size has one. Source: Azure virtual machines,
    "Virtual machine sizes naming conventions".
    """
    known = size(name)
    if known is not None:
        return known.local_disk_gib > 0
    parts = re.fullmatch(
        r"Standard_[A-Z]+[0-9]+(?:-[0-9]+)?([a-z]*)(?:_[A-Za-z0-9_]*?)?(?:_?v([0-9]+))?", name
    )
    if parts is None:
        return True
    return "d" in parts.group(1) or int(parts.group(2) or 1) < 4


def architecture(name: str) -> Architecture:
    """Return a size's processor architecture: by the table, else a ``p`` says Arm."""
    known = size(name)
    if known is not None:
        return known.architecture
    parts = re.match(r"Standard_[A-Z]+[0-9]+(?:-[0-9]+)?([a-z]*)", name)
    return "arm64" if parts and "p" in parts.group(1) else "x64"


def vcpus(name: str) -> int:
    """Return a size's vCPUs: by the table, else the number in its name, else one."""
    known = size(name)
    named = re.match(r"Standard_[A-Z]+([0-9]+)", name)
    return known.vcpus if known else int(named[1]) if named else 1
