"""The ingress of a cluster: a gateway of its own, its firewall, its identity and its roles."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.ingress import (
    ApplicationGateway,
    ApplicationGatewayForContainers,
    AppRoutingInternal,
    Certificate,
    Waf,
)
from landsmith.calls import ids, parts
from landsmith.calls.identities import identity_inputs, trust
from landsmith.calls.model import ModuleCall, Output, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.subnets import CONTAINERS_SUBNET, GATEWAY_SUBNET

IDENTITY = "ingress"
CONTROLLER = ("azure-alb-system", "alb-controller-sa")
"""Namespace and service account of the controller of Application Gateway for Containers
("Quickstart: Deploy Application Gateway for Containers ALB Controller")."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of the gateway that was chosen; they stand after the cluster's."""
    ingress = entry.ingress
    if isinstance(ingress, ApplicationGateway):
        yield _firewall(zone, entry, ingress.waf)
        yield _identity(zone, entry, {})
        yield _certificate_role(ingress.certificate)
        yield _gateway(zone, entry, ingress)
    elif isinstance(ingress, ApplicationGatewayForContainers):
        if ingress.waf:
            yield _firewall(zone, entry, ingress.waf)
        yield _for_containers(zone, entry, ingress)
        yield _identity(zone, entry, {"kubernetes": trust(*CONTROLLER)})
        yield _controller_roles(zone, entry)


def add_on(entry: ApplicationLandingZone) -> str:
    """Return the ingress that AKS itself manages, as the cluster's module knows it."""
    managed = isinstance(entry.ingress, AppRoutingInternal)
    return "app_routing_internal" if managed else "none"


def backend_address(zone: LandingZone, entry: ApplicationLandingZone) -> str:
    """Return the address of the controller's load balancer: the last of the subnet ``ingress``.

    Azure hands out the lowest addresses to those that name none.
    """
    return str(zone.addresses[f"{entry.key}/ingress"].broadcast_address - 1)


def frontend_address(zone: LandingZone, entry: ApplicationLandingZone) -> str:
    """Return the private address of a gateway: the last of its subnet, away from its instances."""
    return str(zone.addresses[f"{entry.key}/{GATEWAY_SUBNET}"].broadcast_address - 1)


def outputs(entry: ApplicationLandingZone) -> tuple[Output, ...]:
    """Return what the cluster's manifests and the customer's DNS have to know of the gateway."""
    if isinstance(entry.ingress, ApplicationGateway):
        address = Ref("application_gateway", "frontend_address")
        return (Output("ingress_address", address, "Address that clients use."),)
    if not isinstance(entry.ingress, ApplicationGatewayForContainers):
        return ()
    gateway = "gateway_for_containers"
    return (
        Output("ingress_gateway_id", Ref(gateway, "id"), "Id of the gateway for containers."),
        Output("ingress_host_name", Ref(gateway, "frontend_host_name"), "Where clients come in."),
        Output(
            "ingress_controller_client_id",
            Ref("ingress_identity", "client_ids", (IDENTITY,)),
            "Client id of the gateway's controller in the cluster.",
        ),
    )


def _placed(zone: LandingZone, name: str) -> dict[str, Value]:
    return {
        "name": zone.name(name),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
    }


def _firewall(zone: LandingZone, entry: ApplicationLandingZone, waf: Waf) -> ModuleCall:
    inputs: dict[str, Value] = {
        **_placed(zone, f"{entry.key}/web_application_firewall_policy"),
        "mode": waf.mode,
        "max_request_body_in_kb": waf.max_request_body_kb,
        "file_upload_limit_in_mb": waf.file_upload_limit_mb,
        "tags": parts.TAGS,
    }
    return ModuleCall("web_application_firewall", "web_application_firewall_policy", inputs)


def _identity(
    zone: LandingZone, entry: ApplicationLandingZone, credentials: dict[str, Value]
) -> ModuleCall:
    trusted: dict[str, Value] = {"federated_credentials": credentials} if credentials else {}
    name = zone.name(f"{entry.key}/user_assigned_identity/ingress")
    inputs = identity_inputs({IDENTITY: {"name": name, **trusted}})
    return ModuleCall("ingress_identity", "user_assigned_identities", inputs)


def _certificate_role(certificate: Certificate) -> ModuleCall:
    vault = certificate.vault_id or Ref("vault", "id")
    grants: Value = {"certificate": _grant(vault, "Key Vault Secrets User")}
    return ModuleCall("ingress_roles", "role_assignments", {"assignments": grants})


def _grant(scope: Value, role: str) -> dict[str, Value]:
    return {
        "scope": scope,
        "role_definition_name": role,
        "principal_id": Ref("ingress_identity", "principal_ids", (IDENTITY,)),
        "principal_type": "ServicePrincipal",
    }


def _gateway(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: ApplicationGateway
) -> ModuleCall:
    inputs: dict[str, Value] = {
        **_placed(zone, f"{entry.key}/application_gateway"),
        "subnet_id": Ref("spoke_network", "subnet_ids", (GATEWAY_SUBNET,)),
        "zones": entry.hub.zones,
        "identity_id": Ref("ingress_identity", "ids", (IDENTITY,)),
        **_frontend(zone, entry),
        "capacity": {"min": chosen.min_capacity, "max": chosen.max_capacity},
        "hosts": chosen.hosts,
        "certificate_secret_id": _secret(zone, entry, chosen, chosen.certificate.name),
        "tls_policy": chosen.tls_policy,
        "backend": _backend(zone, entry, chosen),
        "firewall_policy_id": Ref("web_application_firewall", "id"),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    after = ("ingress_roles", "dns_links")
    return ModuleCall("application_gateway", "application_gateway", inputs, depends_on=after)


def _frontend(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    if not entry.is_public:
        return {"private_ip_address": frontend_address(zone, entry)}
    own: dict[str, Value] = {"public_ip_name": zone.name(f"{entry.key}/public_ip/ingress")}
    if zone.network.ddos == "per_ip":
        own["ddos_protection_mode"] = "Enabled"
    return own


def _secret(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: ApplicationGateway, name: str
) -> str:
    """Return a secret's address in the certificate's vault, whose name is part of the host."""
    given = chosen.certificate.vault_id
    vault = given.rpartition("/")[2] if given else zone.name(f"{entry.key}/key_vault")
    return f"https://{vault}.vault.azure.net/secrets/{name}"


def _backend(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: ApplicationGateway
) -> dict[str, Value]:
    backend = chosen.backend
    inputs: dict[str, Value] = {
        "address": backend_address(zone, entry),
        "protocol": backend.protocol,
        "health_path": backend.health_path,
        "timeout_in_seconds": backend.timeout_seconds,
    }
    if backend.host_name:
        inputs["host_name"] = backend.host_name
    if backend.root_certificate:
        root = _secret(zone, entry, chosen, backend.root_certificate)
        inputs["root_certificate_secret_id"] = root
    return inputs


def _for_containers(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: ApplicationGatewayForContainers
) -> ModuleCall:
    key = f"{entry.key}/application_load_balancer"
    inputs: dict[str, Value] = {
        **_placed(zone, key),
        "frontend_name": zone.name(f"{key}_frontend"),
        "association_name": zone.name(f"{key}_subnet_association"),
        "subnet_id": Ref("spoke_network", "subnet_ids", (CONTAINERS_SUBNET,)),
    }
    if chosen.waf:
        inputs["security_policy"] = {
            "name": zone.name(f"{key}_security_policy"),
            "firewall_policy_id": Ref("web_application_firewall", "id"),
        }
    inputs |= {"log_analytics_workspace_id": parts.WORKSPACE, "tags": parts.TAGS}
    return ModuleCall("gateway_for_containers", "application_gateway_for_containers", inputs)


def _controller_roles(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    """Return the controller's roles; AKS makes the nodes' resource group with the cluster."""
    nodes = zone.name(f"{entry.key}/resource_group/nodes")
    group = ids.resource_group(entry.subscription, nodes)
    subnet = Ref("spoke_network", "subnet_ids", (CONTAINERS_SUBNET,))
    manager = "AppGw for Containers Configuration Manager"
    grants: Value = {
        "configuration": _grant(Ref("cluster_resource_group", "id"), manager),
        "nodes": _grant(group, "Reader"),
        "subnet": _grant(subnet, "Network Contributor"),
    }
    inputs: dict[str, Value] = {"assignments": grants}
    return ModuleCall("ingress_roles", "role_assignments", inputs, depends_on=("cluster",))
