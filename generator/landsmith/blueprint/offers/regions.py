"""Azure regions a landing zone may be placed in.

Names, zones and pairs: Microsoft's list of Azure regions. Short codes: Azure Backup's geo codes
where it has one, as the Cloud Adoption Framework's naming examples do; ours otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Region: TypeAlias = Literal[
    "australiaeast",
    "brazilsouth",
    "canadacentral",
    "canadaeast",
    "centralindia",
    "centralus",
    "eastasia",
    "eastus",
    "eastus2",
    "francecentral",
    "germanywestcentral",
    "israelcentral",
    "italynorth",
    "japaneast",
    "japanwest",
    "koreacentral",
    "mexicocentral",
    "newzealandnorth",
    "northcentralus",
    "northeurope",
    "norwayeast",
    "polandcentral",
    "qatarcentral",
    "southafricanorth",
    "southcentralus",
    "southeastasia",
    "southindia",
    "spaincentral",
    "swedencentral",
    "switzerlandnorth",
    "uaenorth",
    "uksouth",
    "ukwest",
    "westcentralus",
    "westeurope",
    "westus",
    "westus2",
    "westus3",
]


@dataclass(frozen=True)
class RegionFacts:
    """What names, sizing and checks need to know of a region.

    ``zones`` are its availability zones; a ``paired`` region has another that storage copies to.
    """

    code: str
    zones: tuple[str, ...] = ("1", "2", "3")
    paired: bool = True


_NO_ZONES: tuple[str, ...] = ()

REGIONS: dict[Region, RegionFacts] = {
    "australiaeast": RegionFacts("ae"),
    "brazilsouth": RegionFacts("brs"),
    "canadacentral": RegionFacts("cnc"),
    "canadaeast": RegionFacts("cne", _NO_ZONES),
    "centralindia": RegionFacts("inc"),
    "centralus": RegionFacts("cus"),
    "eastasia": RegionFacts("ea"),
    "eastus": RegionFacts("eus"),
    "eastus2": RegionFacts("eus2"),
    "francecentral": RegionFacts("frc"),
    "germanywestcentral": RegionFacts("gwc"),
    "israelcentral": RegionFacts("ilc", paired=False),
    "italynorth": RegionFacts("itn", paired=False),
    "japaneast": RegionFacts("jpe"),
    "japanwest": RegionFacts("jpw"),
    "koreacentral": RegionFacts("krc"),
    "mexicocentral": RegionFacts("mxc", paired=False),
    "newzealandnorth": RegionFacts("nzn", paired=False),
    "northcentralus": RegionFacts("ncus", _NO_ZONES),
    "northeurope": RegionFacts("ne"),
    "norwayeast": RegionFacts("nwe"),
    "polandcentral": RegionFacts("plc", paired=False),
    "qatarcentral": RegionFacts("qac", paired=False),
    "southafricanorth": RegionFacts("san"),
    "southcentralus": RegionFacts("scus"),
    "southeastasia": RegionFacts("sea"),
    "southindia": RegionFacts("ins", _NO_ZONES),
    "spaincentral": RegionFacts("spc", paired=False),
    "swedencentral": RegionFacts("sdc"),
    "switzerlandnorth": RegionFacts("szn"),
    "uaenorth": RegionFacts("uan"),
    "uksouth": RegionFacts("uks"),
    "ukwest": RegionFacts("ukw", _NO_ZONES),
    "westcentralus": RegionFacts("wcus", _NO_ZONES),
    "westeurope": RegionFacts("we"),
    "westus": RegionFacts("wus", _NO_ZONES),
    "westus2": RegionFacts("wus2"),
    "westus3": RegionFacts("wus3"),
}
