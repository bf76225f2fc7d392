"""Where the recorded facts are narrower than the provider: what to say instead.

The facts were read from the provider's validators; where it accepts any of several kinds of value,
only one kind was recorded. Each correction names what the provider accepts in truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from landsmith.emulator.values import Object

WILDCARDS: Final = (["*"], ["IANAPrivateRanges"])
"""Values that stand beside addresses, ports or ids: alone they are no list of choices."""

_GATEWAY_SKUS: Final = [
    "Basic",
    "Standard",
    "HighPerformance",
    "UltraPerformance",
    *(f"VpnGw{size}{zonal}" for size in range(1, 6) for zonal in ("", "AZ")),
    "ErGw1AZ",
    "ErGw2AZ",
    "ErGw3AZ",
    "ErGwScale",
]

REPLACED: Final[dict[tuple[str, str], Object]] = {
    # The sizes of VPN gateways stand beside those of ExpressRoute gateways (provider page).
    ("azurerm_virtual_network_gateway", "sku"): {"one_of": _GATEWAY_SKUS},
}
"""By resource type and attribute path: facts that replace the recorded ones."""


def corrected(type_name: str, behaviour: Object) -> Object:
    """Return the behaviour facts of a type, by attribute path, with what is wrong put right."""
    return {path: _fact(type_name, path, fact) for path, fact in behaviour.items()}


def _fact(type_name: str, path: str, fact: Object) -> Object:
    told = {**fact, **REPLACED.get((type_name, path), {})}
    if told.get("one_of") in WILDCARDS:
        del told["one_of"]
    if "elem" in told:
        told["elem"] = _fact("", "", told["elem"])
    return told
