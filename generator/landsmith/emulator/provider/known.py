"""Computed values whose form is known: host names, issuers, node resource groups.

Facts: the public DNS suffixes of Azure's services and the attribute reference of each resource.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.ids import Account, identifier
from landsmith.emulator.roles import role_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.values import Object

_STORAGE: Final = re.compile(r"(primary|secondary)_(blob|file|queue|table|dfs|web)_(endpoint|host)")


def known(type_name: str, state: Object, account: Account) -> Object:
    """Return the top-level computed values that the type's own rules give."""
    given = _BY_TYPE.get(type_name)
    found = given(state, account) if given else {}
    if "name" in state and "name" not in found:
        found["name"] = _last(state)
    return found


def _last(state: Object) -> str:
    return str(state["id"]).rpartition("/")[2]


def _lower(state: Object) -> str:
    return str(state.get("name")).lower()


def _cluster(state: Object, account: Account) -> Object:
    name, group, region = (state[key] for key in ("name", "resource_group_name", "location"))
    tag = identifier("cluster", str(state["id"]))
    prefix = state.get("dns_prefix") or state.get("dns_prefix_private_cluster") or name
    host, node_group = f"{prefix}-{tag[:8]}", state.get("node_resource_group")
    if not isinstance(node_group, str):
        node_group = f"MC_{group}_{name}_{region}"[:80]
    private = state.get("private_cluster_enabled") is True
    link = "private" if _integrated(state) else "privatelink"
    version = state.get("kubernetes_version")
    return {
        "current_kubernetes_version": version if isinstance(version, str) else "1.33.0",
        "kubernetes_version": "1.33.0",
        "fqdn": f"{host}.hcp.{region}.azmk8s.io",
        "portal_fqdn": f"{host}.portal.hcp.{region}.azmk8s.io",
        "private_fqdn": f"{host}.{tag}.{link}.{region}.azmk8s.io" if private else "",
        "private_dns_zone_id": "System" if private else None,
        "node_resource_group": node_group,
        "node_resource_group_id": f"{_subscription(state)}/resourceGroups/{node_group}",
        "oidc_issuer_url": f"https://{region}.oic.prod-aks.azure.com/{account.tenant_id}/{tag}/"
        if state.get("oidc_issuer_enabled")
        else "",
        "kubelet_identity": [_kubelet(state, node_group)],
    }


def _integrated(state: Object) -> bool:
    """Return whether the API server stands in the network, not behind a private endpoint."""
    profiles = state.get("api_server_access_profile")
    first = profiles[0] if isinstance(profiles, list) and profiles else None
    return isinstance(first, dict) and first.get("virtual_network_integration_enabled") is True


def _kubelet(state: Object, group: str) -> Object:
    base = f"{_subscription(state)}/resourceGroups/{group}/providers/Microsoft.ManagedIdentity"
    own = f"{base}/userAssignedIdentities/{state['name']}-agentpool"
    return {
        "client_id": identifier(own, "client_id"),
        "object_id": identifier(own, "object_id"),
        "user_assigned_identity_id": own,
    }


def _subscription(state: Object) -> str:
    return "/".join(str(state["id"]).split("/")[:3])


def _role_assignment(state: Object, account: Account) -> Object:
    role = state.get("role_definition_name")
    return {
        "condition_version": None,
        "principal_type": "ServicePrincipal",
        "role_definition_id": _role(str(role), account) if isinstance(role, str) else None,
        "role_definition_name": None,
        "skip_service_principal_aad_check": None,
    }


def _role(name: str, account: Account) -> str:
    kind = "Microsoft.Authorization/roleDefinitions"
    return f"/subscriptions/{account.subscription_id}/providers/{kind}/{role_id(name)}"


def _role_definition(state: Object, _account: Account) -> Object:
    resource = str(state["id"]).partition("|")[0]
    return {
        "role_definition_id": resource.rpartition("/")[2],
        "role_definition_resource_id": resource,
        "assignable_scopes": [state["scope"]],
    }


def _storage_account(state: Object, _account: Account) -> Object:
    found: Object = {"primary_location": state.get("location")}
    for attribute in state:
        form = _STORAGE.fullmatch(attribute)
        if form:
            host = f"{_lower(state)}.{form[2]}.core.windows.net"
            found[attribute] = host if form[3] == "host" else f"https://{host}/"
    return found


def _vault_item(state: Object, _account: Account) -> Object:
    """Key Vault keys, secrets and certificates: the id and its forms without version."""
    bare, _, version = str(state["id"]).rpartition("/")
    kind, name = bare.split("/")[-2:]
    resource = f"{state['key_vault_id']}/{kind}/{name}"
    return {
        "version": version,
        "versionless_id": bare,
        "secret_id": str(state["id"]).replace("/certificates/", "/secrets/"),
        "versionless_secret_id": bare.replace("/certificates/", "/secrets/"),
        "resource_id": f"{resource}/versions/{version}",
        "resource_manager_id": f"{resource}/versions/{version}",
        "resource_versionless_id": resource,
        "resource_manager_versionless_id": resource,
    }


def _record(state: Object, _account: Account) -> Object:
    zone = str(
        state.get("private_dns_zone_id") or state.get("dns_zone_id") or state.get("zone_name")
    )
    return {"fqdn": f"{state['name']}.{zone.rpartition('/')[2]}."}


def _subscription_alias(state: Object, account: Account) -> Object:
    own = identifier("subscription", _last(state))
    return {"alias": _last(state), "subscription_id": own, "tenant_id": account.tenant_id}


_BY_TYPE: Final[dict[str, Callable[[Object, Account], Object]]] = {
    "azurerm_container_registry": lambda state, _: {
        "login_server": f"{_lower(state)}.azurecr.io",
        "admin_username": "",
        "admin_password": "",
    },
    "azurerm_key_vault": lambda state, _: {
        "vault_uri": f"https://{_lower(state)}.vault.azure.net/"
    },
    "azurerm_key_vault_certificate": _vault_item,
    "azurerm_key_vault_key": _vault_item,
    "azurerm_key_vault_secret": _vault_item,
    "azurerm_kubernetes_cluster": _cluster,
    "azurerm_log_analytics_workspace": lambda _state, _: {
        "retention_in_days": 30,
        "sku": "PerGB2018",
    },
    "azurerm_role_assignment": _role_assignment,
    "azurerm_role_definition": _role_definition,
    "azurerm_storage_account": _storage_account,
    "azurerm_subnet": lambda _state, _: {
        "network_security_group_id": None,
        "route_table_id": None,
    },
    "azurerm_subscription": _subscription_alias,
} | {
    f"azurerm_{private}dns_{kind}_record": _record
    for private in ("", "private_")
    for kind in ("a", "aaaa", "caa", "cname", "mx", "ns", "ptr", "srv", "txt")
}
