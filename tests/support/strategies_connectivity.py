"""Strategies that draw the larger connectivity into a landing-zone file, so that it stays valid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


CIRCUIT: Json = {
    "kind": "new",
    "provider": "Equinix",
    "peering_location": "Amsterdam",
    "bandwidth_in_mbps": 1000,
}
PEERING: Json = {
    "peer_asn": 65010,
    "primary_prefix": "192.0.2.128/30",
    "secondary_prefix": "192.0.2.132/30",
    "vlan_id": 100,
}
SECOND = ["10.112.0.0/14"]
RULED = ("firewall_standard", "firewall_premium")


def connect(
    draw: st.DrawFn, file: Json, text: Callable[[int], st.SearchStrategy[str]], key: str
) -> None:
    """Add what stands in the hub, other ways in and a second region to a drawn file."""
    network = file["network"]
    if draw(st.booleans()):
        network["egress"] = draw(st.sampled_from(RULED))
    if network["hybrid"]["kind"] == "vpn" and draw(st.booleans()):
        network["hybrid"] = draw(_hybrids(network["hybrid"]["sites"], text))
    if draw(st.booleans()):
        network["bastion"] = draw(_bastions(network["hybrid"]["kind"] != "equivalent"))
    if draw(st.booleans()):
        network["ddos"] = draw(st.sampled_from(["plan", "per_ip"]))
    if network.get("dns_servers") or draw(st.booleans()):
        network["dns_resolver"] = draw(_resolvers())
    if draw(st.booleans()):
        days = draw(st.integers(90, 365))
        network["flow_logs"] = {"enabled": True, "retention_days": days}
    if network["egress"] in RULED:
        _rule(draw, network, text)
    if _keys(file["landing_zones"]) or draw(st.booleans()):
        network["management"] = draw(_managements(key))
    if draw(st.integers(0, 3)) == 0:
        _second(draw, file)


def _keys(entries: list[Json]) -> bool:
    """Tell whether landing zones hold keys of their own, which hosted runners can't make."""
    return any(entry.get("encryption", {}).get("disks") == "customer_key" for entry in entries)


def _managements(key: str) -> st.SearchStrategy[Json]:
    hosts = st.sampled_from([None, {"ssh_public_key": key, "vm_size": "Standard_D4s_v5"}])
    return st.fixed_dictionaries({"runners": st.just("self_hosted"), "jump_host": hosts})


def _hybrids(
    sites: list[Json], text: Callable[[int], st.SearchStrategy[str]]
) -> st.SearchStrategy[Json]:
    circuit = st.fixed_dictionaries(
        {**{key: st.just(value) for key, value in CIRCUIT.items()}, "provider": text(80)},
        optional={
            "private_peering": st.just(PEERING),
            "provisioned": st.booleans(),
            "sku_tier": st.sampled_from(["Standard", "Premium"]),
        },
    )
    express_route = st.fixed_dictionaries({"circuit": circuit})
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just("express_route"), "express_route": express_route}),
        st.fixed_dictionaries(
            {
                "kind": st.just("vpn_and_express_route"),
                "vpn": st.just({"sites": sites}),
                "express_route": express_route,
            }
        ),
    )


def _bastions(reachable: bool) -> st.SearchStrategy[Json]:
    premium: Json = {"sku": "Premium", "session_recording": True, "private_only": reachable}
    return st.sampled_from([{"sku": "Standard"}, premium])


def _resolvers() -> st.SearchStrategy[Json]:
    rule = {"domain": "corp.contoso.example.", "servers": ["10.0.0.4", "10.0.0.5"]}
    return st.sampled_from([{"enabled": True}, {"enabled": True, "forwarding": {"corp": rule}}])


def _rule(draw: st.DrawFn, network: Json, text: Callable[[int], st.SearchStrategy[str]]) -> None:
    """Add firewall rules, and perhaps make the hub a virtual one."""
    if draw(st.booleans()):
        rule = {
            "description": draw(text(512)),
            "sources": ["10.64.0.0/12"],
            "destinations": ["10.0.0.0/8"],
            "ports": ["443", "8000-8080"],
        }
        network["firewall"] = {"network_rules": {"erp": rule}}
    hybrid = network["hybrid"]
    fits = hybrid["kind"] != "vpn" or set(hybrid) == {"kind", "sites"}
    if fits and draw(st.booleans()):
        network["topology"] = "virtual_wan"
        if "dns_resolver" not in network:
            network["dns_resolver"] = draw(_resolvers())
        private = [one for one in network.get("on_premises", []) if one.startswith("10.")]
        network["on_premises"] = private  # routing intent takes others for the internet's


def _second(draw: st.DrawFn, file: Json) -> None:
    """Add a second region, and perhaps move the last landing zone there."""
    file["secondary_region"] = {"region": "northeurope", "supernets": SECOND}
    if allowed := file["policy"].get("allowed_regions"):
        file["policy"]["allowed_regions"] = [*allowed, "northeurope"]
    reached = file["network"]["egress"] in RULED or not _keys(file["landing_zones"][-1:])
    if reached and draw(st.booleans()):
        file["landing_zones"][-1]["region"] = "secondary"
