"""Cases for the rules of area network: planned resources, by rule and by expected status."""

from __future__ import annotations

from ipaddress import IPv4Network
from types import SimpleNamespace
from typing import Any

from landsmith.terraform.plan import UNKNOWN

Planned = tuple[str, dict[str, Any] | None]

CLUSTER = "azurerm_kubernetes_cluster"
AUTOMATIC = "azurerm_kubernetes_automatic_cluster"
POOL = "azurerm_kubernetes_cluster_node_pool"
NIC = "azurerm_network_interface"
SUBNET = "azurerm_subnet"
STORAGE = "azurerm_storage_account"
GATEWAY = "azurerm_virtual_network_gateway"
CONNECTION = "azurerm_virtual_network_gateway_connection"
NETWORK = "azurerm_virtual_network"
PEERING = "azurerm_virtual_network_peering"
HUB_CONNECTION = "azurerm_virtual_hub_connection"
APPLICATION_GATEWAY = "azurerm_application_gateway"
INBOUND = "azurerm_private_dns_resolver_inbound_endpoint"
OUTBOUND = "azurerm_private_dns_resolver_outbound_endpoint"
GATEWAYS = "Microsoft.Network/applicationGateways"
RESOLVERS = "Microsoft.Network/dnsResolvers"
NAMED_IN_PUBLIC = "public_fully_qualified_domain_name_enabled"
CLUSTERS = "Microsoft.ContainerService/managedClusters"
EXPRESS_ROUTE = {"type": "ExpressRoute"}


def private(**changes: Any) -> Planned:  # noqa: ANN401
    values = {
        "private_cluster_enabled": True,
        "private_cluster_public_fqdn_enabled": False,
        "private_dns_zone_id": "/zone",
    }
    return (CLUSTER, values | changes)


WRITTEN = SimpleNamespace(
    key="shop",
    outbound_type="userDefinedRouting",
    aks=SimpleNamespace(
        network=SimpleNamespace(
            api_server=SimpleNamespace(authorized_ranges=(IPv4Network("203.0.113.0/28"),))
        )
    ),
)


def public(*ranges: Any, way_out: str = "userDefinedRouting") -> dict[str, Any]:  # noqa: ANN401
    """Return a cluster with a public API server whose author wrote one range."""
    values = {
        "name": None,
        "private_cluster_enabled": False,
        "network_profile": [{"outbound_type": way_out}],
        "api_server_access_profile": [{"authorized_ip_ranges": list(ranges)}],
    }
    return {"resources": [(CLUSTER, values)], "landing_zones": (WRITTEN,)}


def automatic_in_public(*ranges: str) -> dict[str, Any]:
    """Return an AKS Automatic cluster with a public API server whose author wrote one range."""
    values = {"name": None, "api_server_access": [{"authorized_ip_ranges": list(ranges)}]}
    return {"resources": [(AUTOMATIC, values)], "landing_zones": (WRITTEN,)}


NETWORKS = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/RG"
    "/providers/Microsoft.Network/virtualNetworks"
)


def gateway_in(subnet_id: object) -> Planned:
    return (APPLICATION_GATEWAY, {"gateway_ip_configuration": [{"subnet_id": subnet_id}]})


def delegated(service: object, vnet: str = "spoke") -> Planned:
    own = [{"service_delegation": [{"name": service}]}] if service is not None else []
    values = {"virtual_network_name": vnet, "resource_group_name": "rg", "name": "snet-x"}
    return (SUBNET, {**values, "delegation": own})


def network(name: str, *space: str) -> Planned:
    return (NETWORK, {"name": name, "resource_group_name": "rg", "address_space": list(space)})


def subnet(prefix: str, vnet: str = "hub") -> Planned:
    values = {"virtual_network_name": vnet, "resource_group_name": "rg"}
    return (SUBNET, values | {"address_prefixes": [prefix]})


def peering(near: str, far: str | None, **changes: Any) -> Planned:  # noqa: ANN401
    remote = (
        UNKNOWN
        if far is None
        else "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/RG"
        f"/providers/Microsoft.Network/virtualNetworks/{far}"
    )
    values = {
        "virtual_network_name": near,
        "resource_group_name": "rg",
        "remote_virtual_network_id": remote,
        "allow_forwarded_traffic": True,
        "allow_gateway_transit": near == "hub",
        "use_remote_gateways": near != "hub",
    }
    return (PEERING, values | changes)


def joined(name: str, *, secured: bool = True) -> Planned:
    remote = peering("x", name)[1] or {}
    values = {
        "remote_virtual_network_id": remote["remote_virtual_network_id"],
        "internet_security_enabled": secured,
    }
    return (HUB_CONNECTION, values)


def both(spoke: str) -> list[Planned]:
    return [peering("hub", spoke), peering(spoke, "hub")]


def cluster(
    prefix: str,
    *,
    nodes: Any = 3,  # noqa: ANN401
    surge: str | None = "33%",
    mode: str | None = "overlay",
    pods: str | None = None,
    max_pods: int = 30,
    plugin: str = "azure",
    provisioning: str = "Manual",
) -> list[Planned]:
    pool = {
        "auto_scaling_enabled": True,
        "max_count": nodes,
        "max_pods": max_pods,
        "vnet_subnet_id": "nodes",
        "pod_subnet_id": "pods" if pods else None,
        "upgrade_settings": [{"max_surge": surge}] if surge else [],
    }
    values = {
        "default_node_pool": [pool],
        "network_profile": [{"network_plugin": plugin, "network_plugin_mode": mode}],
        "node_provisioning_profile": [{"mode": provisioning}],
    }
    found = [
        (CLUSTER, values),
        (SUBNET, {"id": "nodes", "address_prefixes": [prefix]}),
    ]
    return [*found, *([(SUBNET, {"id": "pods", "address_prefixes": [pods]})] if pods else [])]


def automatic(prefix: str) -> list[Planned]:
    return [
        (AUTOMATIC, {"hosted_system": [{"node_subnet_id": "nodes"}]}),
        (SUBNET, {"id": "nodes", "address_prefixes": [prefix]}),
    ]


HUB, SPOKE, OTHER = (
    network("hub", "10.0.0.0/24"),
    network("one", "10.0.1.0/24"),
    network("two", "10.0.2.0/24"),
)
THIRD = network("three", "10.1.3.0/24")

HERE = f"{NETWORKS}/spoke/subnets/snet-x"

CASES = {
    "network-subnet-delegation": {
        "pass": [
            [gateway_in(HERE), delegated(GATEWAYS)],
            [(OUTBOUND, {"subnet_id": HERE.upper()}), delegated(RESOLVERS)],
            [(INBOUND, {"ip_configurations": [{"subnet_id": HERE}]}), delegated(RESOLVERS)],
            [(AUTOMATIC, {"api_server_access": [{"subnet_id": HERE}]}), delegated(CLUSTERS)],
        ],
        "fail": [
            [gateway_in(HERE), delegated(None)],
            [gateway_in(HERE), delegated(RESOLVERS)],
            [(OUTBOUND, {"subnet_id": HERE}), delegated(None)],
            [(AUTOMATIC, {"api_server_access": [{"subnet_id": HERE}]}), delegated(None)],
        ],
        "unknown": [
            [gateway_in(HERE), delegated(GATEWAYS, vnet="other")],
            [gateway_in(UNKNOWN), delegated(GATEWAYS)],
            [gateway_in(HERE), delegated(UNKNOWN)],
        ],
        "not_applicable": [[(AUTOMATIC, {"api_server_access": []})]],
    },
    "network-no-public-node-ip": {
        "pass": [
            [(POOL, {"node_public_ip_enabled": False})],
            [(CLUSTER, {"default_node_pool": [{"node_public_ip_enabled": None}]})],
            [(NIC, {"ip_configuration": [{"public_ip_address_id": None}]})],
        ],
        "fail": [
            [(POOL, {"node_public_ip_enabled": True})],
            [(POOL, {"node_public_ip_prefix_id": "/prefix"})],
            [(CLUSTER, {"default_node_pool": [{"node_public_ip_enabled": True}]})],
            [(NIC, {"ip_configuration": [{}, {"public_ip_address_id": "/ip"}]})],
        ],
        "unknown": [[(NIC, {"ip_configuration": [{"public_ip_address_id": UNKNOWN}]})]],
    },
    "network-api-server-egress": {
        "pass": [
            automatic_in_public("203.0.113.0/28", "203.0.113.200/32"),
            public("203.0.113.0/28", "203.0.113.200/32"),
            public("203.0.113.0/28", "203.0.113.200/32", way_out="userAssignedNATGateway"),
        ],
        "fail": [
            public("203.0.113.0/28"),
            public("203.0.113.0/28", way_out="userAssignedNATGateway"),
            automatic_in_public("203.0.113.0/28"),
        ],
        "unknown": [public("203.0.113.0/28", UNKNOWN, way_out="userAssignedNATGateway")],
        "not_applicable": [
            [private()],
            public("203.0.113.0/28", way_out="loadBalancer"),
        ],
    },
    "network-private-api-server": {
        "pass": [[private()]],
        "fail": [
            [private(private_cluster_enabled=False)],
            [private(private_cluster_public_fqdn_enabled=True)],
            [private(private_dns_zone_id="None")],
            [private(private_dns_zone_id=None)],
            [(AUTOMATIC, {"private_cluster": []})],
            [(AUTOMATIC, {"private_cluster": [{NAMED_IN_PUBLIC: True}]})],
        ],
        "unknown": [[private(private_dns_zone_id=UNKNOWN)]],
        "not_applicable": [[(AUTOMATIC, {"private_cluster": [{NAMED_IN_PUBLIC: False}]})]],
    },
    "network-subnet-nsg": {
        "pass": [[(SUBNET, {"name": "snet", "network_security_group_id": "/nsg"})]],
        "fail": [
            [(SUBNET, {"name": "snet", "network_security_group_id": UNKNOWN})],
            [(SUBNET, {"name": "AzureBastionSubnet"})],
        ],
        "unknown": [
            [(SUBNET, {"name": "snet", "network_security_group_id_wo_version": UNKNOWN})],
            [(SUBNET, {"name": "snet", "network_security_group_id_wo_version": 1})],
        ],
        "not_applicable": [[(SUBNET, {"name": "GatewaySubnet"})]],
    },
    "network-no-default-outbound": {
        "pass": [[(SUBNET, {"name": "snet", "default_outbound_access_enabled": False})]],
        "fail": [
            [(SUBNET, {"name": "snet", "default_outbound_access_enabled": True})],
            [(SUBNET, {"name": "snet"})],
        ],
        "unknown": [[(SUBNET, {"name": "snet", "default_outbound_access_enabled": UNKNOWN})]],
        "not_applicable": [
            [(SUBNET, {"name": "RouteServerSubnet", "default_outbound_access_enabled": True})],
        ],
    },
    "network-storage-https-only": {
        "pass": [[(STORAGE, {"https_traffic_only_enabled": True})]],
        "fail": [[(STORAGE, {"https_traffic_only_enabled": False})]],
        "unknown": [[(STORAGE, {"https_traffic_only_enabled": UNKNOWN})]],
    },
    "network-hybrid-connectivity": {
        "pass": [
            [(GATEWAY, {}), (CONNECTION, {})],
            [(GATEWAY, EXPRESS_ROUTE), (CONNECTION, EXPRESS_ROUTE)],
            [("azurerm_express_route_gateway", {}), ("azurerm_express_route_connection", {})],
            [("azurerm_vpn_gateway", {}), ("azurerm_vpn_gateway_connection", {})],
            {"hybrid": "equivalent", "resources": []},
        ],
        "fail": [
            [(GATEWAY, {})],
            [(GATEWAY, {}), (CONNECTION, EXPRESS_ROUTE)],
            [(GATEWAY, EXPRESS_ROUTE), (CONNECTION, {})],
            {"hybrid": "vpn", "resources": [(NETWORK, {})]},
        ],
        "unknown": [[(GATEWAY, EXPRESS_ROUTE), ("azurerm_express_route_circuit", {})]],
    },
    "network-address-space": {
        "pass": [
            [
                HUB,
                SPOKE,
                subnet("10.0.0.0/26"),
                subnet("10.0.0.64/26"),
                subnet("10.0.1.0/26", "one"),
            ],
            [HUB, ("azurerm_virtual_hub", {"address_prefix": "10.0.8.0/23"})],
            {"two_regions": True, "resources": [network("two", "10.1.0.0/24")]},
        ],
        "fail": [
            [network("hub", "192.168.0.0/24")],
            [network("hub", "10.1.0.0/24")],
            [HUB, ("azurerm_virtual_hub", {"address_prefix": "10.0.0.0/23"})],
            [network("hub", "10.0.255.0/24")],
            [HUB, network("one", "10.0.0.128/25")],
            [HUB, subnet("10.0.1.0/26")],
            [HUB, subnet("10.0.0.0/26"), subnet("10.0.0.32/27")],
        ],
        "unknown": [
            [(NETWORK, {"name": "hub", "resource_group_name": "rg", "address_space": UNKNOWN})],
            [subnet("10.0.0.0/26", "elsewhere")],
        ],
    },
    "network-hub-and-spoke": {
        "pass": [
            [HUB, SPOKE, *both("one")],
            [HUB, SPOKE, OTHER, *both("one"), *both("two")],
            [HUB, SPOKE, joined("hub", secured=False), joined("one")],
            {
                "two_regions": True,
                "resources": [
                    *(HUB, SPOKE, OTHER, THIRD, *both("one")),
                    *(peering("hub", "two"), peering("two", "hub", use_remote_gateways=False)),
                    peering("two", "three", use_remote_gateways=False),
                    peering("three", "two", use_remote_gateways=False),
                ],
            },
        ],
        "fail": [
            [HUB, SPOKE],
            [HUB, SPOKE, peering("hub", "one")],
            [HUB, SPOKE, OTHER, *both("one")],
            [HUB, SPOKE, joined("hub", secured=False), joined("one", secured=False)],
            [HUB, SPOKE, joined("hub"), joined("one")],
            [HUB, SPOKE, joined("hub", secured=False)],
            {
                "two_regions": True,
                "resources": [
                    *(HUB, SPOKE, OTHER, THIRD, *both("one"), *both("three"), *both("two")),
                    *(peering("one", "three"), peering("three", "one")),
                ],
            },
            [
                *(HUB, SPOKE, OTHER, *both("one"), *both("two"), *both("three")),
                *(peering("one", "two"), peering("two", "one")),
            ],
            [HUB, SPOKE, peering("hub", "one", allow_gateway_transit=False), peering("one", "hub")],
            [
                HUB,
                SPOKE,
                peering("hub", "one", allow_forwarded_traffic=False),
                peering("one", "hub"),
            ],
        ],
        "unknown": [[HUB, SPOKE, peering("hub", None), peering("one", "hub")]],
    },
    "network-subnet-capacity": {
        "pass": [
            cluster("10.0.0.0/28", nodes=8),
            cluster("10.0.0.0/28", nodes=10, surge=None),
            cluster("10.0.0.0/28", pods="10.0.1.0/25"),
            cluster("10.0.0.0/25", nodes=3, mode=None, max_pods=29),
            [
                *cluster("10.0.0.0/27", nodes=8),
                (POOL, {"node_count": 8, "max_pods": 30, "vnet_subnet_id": "nodes"}),
            ],
            [
                *cluster("10.0.0.0/28", nodes=8),
                (POOL, {"node_count": 11, "priority": "Spot", "vnet_subnet_id": "own"}),
                (SUBNET, {"id": "own", "address_prefixes": ["10.0.1.0/28"]}),
            ],
            cluster("10.0.0.0/28", nodes=8, mode=None, plugin="none"),
            cluster("10.0.0.0/24", nodes=3, provisioning="Auto"),
            automatic("10.0.0.0/24"),
        ],
        "fail": [
            cluster("10.0.0.0/28", nodes=9),
            cluster("10.0.0.0/28", nodes=9, surge="3"),
            cluster("10.0.0.0/28", pods="10.0.1.0/26"),
            cluster("10.0.0.0/26", nodes=3, mode=None),
            [
                *cluster("10.0.0.0/28", nodes=8),
                (POOL, {"node_count": 1, "max_pods": 30, "vnet_subnet_id": "nodes"}),
            ],
            [
                *cluster("10.0.0.0/28", nodes=8),
                (POOL, {"node_count": 11, "vnet_subnet_id": "own"}),
                (SUBNET, {"id": "own", "address_prefixes": ["10.0.1.0/28"]}),
            ],
            cluster("10.0.0.0/25", nodes=3, provisioning="Auto"),
            automatic("10.0.0.0/25"),
        ],
        "unknown": [
            cluster("10.0.0.0/28", nodes=UNKNOWN),
            [(POOL, {"node_count": 1, "vnet_subnet_id": "elsewhere"})],
            [(POOL, {"node_count": 1, "vnet_subnet_id": UNKNOWN})],
        ],
    },
}
