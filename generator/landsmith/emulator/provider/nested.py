"""ARM ids within a resource: of a gateway's listeners, of a load balancer's frontends.

Facts: the Microsoft.Network resource definitions of Azure Resource Manager.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.values import UNKNOWN, at

if TYPE_CHECKING:
    from landsmith.emulator.values import Object, Path, Value

SEGMENTS: Final[dict[str, dict[str, str]]] = {
    "azurerm_app_configuration": {"replica": "replicas"},
    "azurerm_application_gateway": {
        "backend_address_pool": "backendAddressPools",
        "backend_http_settings": "backendHttpSettingsCollection",
        "frontend_ip_configuration": "frontendIPConfigurations",
        "frontend_port": "frontendPorts",
        "gateway_ip_configuration": "gatewayIPConfigurations",
        "http_listener": "httpListeners",
        "listener": "listeners",
        "path_rule": "pathRules",
        "private_link_configuration": "privateLinkConfigurations",
        "probe": "probes",
        "redirect_configuration": "redirectConfigurations",
        "request_routing_rule": "requestRoutingRules",
        "rewrite_rule_set": "rewriteRuleSets",
        "routing_rule": "routingRules",
        "ssl_certificate": "sslCertificates",
        "ssl_profile": "sslProfiles",
        "trusted_client_certificate": "trustedClientCertificates",
        "trusted_root_certificate": "trustedRootCertificates",
        "url_path_map": "urlPathMaps",
    },
    "azurerm_lb": {"frontend_ip_configuration": "frontendIPConfigurations"},
    "azurerm_private_endpoint": {"private_dns_zone_group": "privateDnsZoneGroups"},
    "azurerm_virtual_network": {"subnet": "subnets"},
    "azurerm_vpn_site": {"link": "vpnSiteLinks"},
}
"""By resource type: the id segment of what each block stands for."""

_ALIASES: Final = {"target_listener": "http_listener"}
_DEFAULT: Final = "default_"


def nested_id(type_name: str, id_: str, state: Object, path: str) -> str | None:
    """Return the ARM id at a dotted path within a resource, None if its form isn't known.

    An attribute ``x_id`` beside ``x_name`` is the id of that ``x``; empty where none is named.
    """
    segments = SEGMENTS.get(type_name, {})
    steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    block, name = steps[:-1], str(steps[-1])
    if not block or block[0] not in segments:
        return None
    if name == "id":
        return _own(segments, id_, state, block)
    other = name.removesuffix("_id")
    kind = _ALIASES.get(other, other.removeprefix(_DEFAULT))
    if not name.endswith("_id") or kind not in segments:
        return None
    named = at(state, (*block, f"{other}_name"))
    return f"{id_}/{segments[kind]}/{named}" if named and named is not UNKNOWN else ""


def _own(segments: dict[str, str], id_: str, state: Object, block: Path) -> str | None:
    """Return the id of what a block stands for, by its name and those of the blocks around it."""
    found = id_
    for position, step in enumerate(block):
        if isinstance(step, str):
            segment, name = segments.get(step), _name(state, block[: position + 2])
            if segment is None or name is None:
                return None
            found += f"/{segment}/{name}"
    return found


def _name(state: Object, block: Path) -> str | None:
    value: Value = at(state, (*block, "name"))
    return value if isinstance(value, str) else None
