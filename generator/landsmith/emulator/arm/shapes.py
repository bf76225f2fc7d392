"""Where ARM's own form of a resource differs from Terraform's attributes in camel case.

Only what governance reads is put right: policies, roles, networks, clusters and vaults. All else
keeps Terraform's words. Facts: the REST reference of each resource type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.arm.properties import parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.values import Object, Value

_NETWORK: Final = "microsoft.network/virtualnetworks"
_ENTRA: Final = "azureActiveDirectoryRoleBasedAccessControl"

_MOVED: Final[dict[str, dict[str, str]]] = {
    _NETWORK: {
        "addressSpace": "addressSpace.addressPrefixes",
        "dnsServers": "dhcpOptions.dnsServers",
        "guid": "resourceGuid",
    },
    f"{_NETWORK}/subnets": {
        "defaultOutboundAccessEnabled": "defaultOutboundAccess",
        "networkSecurityGroupId": "networkSecurityGroup.id",
        "natGatewayId": "natGateway.id",
        "routeTableId": "routeTable.id",
    },
    f"{_NETWORK}/virtualnetworkpeerings": {"remoteVirtualNetworkId": "remoteVirtualNetwork.id"},
    "microsoft.containerservice/managedclusters": {
        "azurePolicyEnabled": "addonProfiles.azurepolicy.enabled",
        "automaticUpgradeChannel": "autoUpgradeProfile.upgradeChannel",
        "nodeOsUpgradeChannel": "autoUpgradeProfile.nodeOSUpgradeChannel",
        "localAccountDisabled": "disableLocalAccounts",
        "privateClusterEnabled": "apiServerAccessProfile.enablePrivateCluster",
        "privateDnsZoneId": "apiServerAccessProfile.privateDNSZone",
        "privateFqdn": "privateFQDN",
        "roleBasedAccessControlEnabled": "enableRBAC",
        "oidcIssuerEnabled": "oidcIssuerProfile.enabled",
        "oidcIssuerUrl": "oidcIssuerProfile.issuerURL",
        "workloadIdentityEnabled": "securityProfile.workloadIdentity.enabled",
        f"{_ENTRA}.azureRbacEnabled": "aadProfile.enableAzureRBAC",
        f"{_ENTRA}.adminGroupObjectIds": "aadProfile.adminGroupObjectIDs",
        f"{_ENTRA}.tenantId": "aadProfile.tenantID",
        "networkProfile.networkDataPlane": "networkProfile.networkDataplane",
        "networkProfile.dnsServiceIp": "networkProfile.dnsServiceIP",
    },
    "microsoft.keyvault/vaults": {
        "purgeProtectionEnabled": "enablePurgeProtection",
        "rbacAuthorizationEnabled": "enableRbacAuthorization",
        "softDeleteRetentionDays": "softDeleteRetentionInDays",
        "skuName": "sku.name",
    },
}
"""By ARM type, lower case: from Terraform's path in camel case to ARM's."""


def shaped(type_name: str, name: str, scope: str, plain: Object) -> Object:
    """Return ``properties`` as ARM has them, from Terraform's attributes in camel case.

    ``name`` and ``scope`` are Terraform's name of the resource and what its id hangs on.
    """
    own = _OWN.get(type_name.lower())
    if own:
        return _known(own(name, scope, plain))
    told = dict(plain)
    if isinstance(told.get("publicNetworkAccessEnabled"), bool):
        on = told.pop("publicNetworkAccessEnabled")
        told["publicNetworkAccess"] = "Enabled" if on else "Disabled"
    for old, new in _MOVED.get(type_name.lower(), {}).items():
        value = _taken(told, old.split("."))
        if value is not None:
            _put(told, new.split("."), value)
    return told


def _known(told: Object) -> Object:
    return {name: value for name, value in told.items() if value is not None}


def _taken(told: Object, steps: list[str]) -> Value:
    """Remove and return what stands at a path; an object that this empties goes too."""
    first, rest = steps[0], steps[1:]
    if not rest:
        return told.pop(first, None)
    inner = told.get(first)
    if not isinstance(inner, dict):
        return None
    told[first] = inner = dict(inner)
    value = _taken(inner, rest)
    if not inner:
        del told[first]
    return value


def _put(told: Object, steps: list[str], value: Value) -> None:
    for step in steps[:-1]:
        inner = told.get(step)
        told[step] = dict(inner) if isinstance(inner, dict) else {}
        told = told[step]
    told[steps[-1]] = value


def _role_assignment(_name: str, scope: str, plain: Object) -> Object:
    names = ("roleDefinitionId", "principalId", "principalType", "condition", "conditionVersion")
    return {name: plain.get(name) for name in (*names, "description")} | {"scope": scope}


def _role_definition(name: str, scope: str, plain: Object) -> Object:
    permissions: Value = plain.get("permissions")
    return {
        "roleName": name,
        "type": "CustomRole" if scope else "BuiltInRole",
        "description": plain.get("description"),
        "assignableScopes": plain.get("assignableScopes") or [scope or "/"],
        "permissions": [permissions] if isinstance(permissions, dict) else permissions,
    }


def _policy_assignment(_name: str, scope: str, plain: Object) -> Object:
    told: Value = plain.get("nonComplianceMessage") or []
    messages: list[Object] = [told] if isinstance(told, dict) else told
    return {
        "displayName": plain.get("displayName"),
        "description": plain.get("description"),
        "policyDefinitionId": plain.get("policyDefinitionId"),
        "scope": scope,
        "notScopes": plain.get("notScopes") or [],
        "parameters": parsed(plain.get("parameters")),
        "metadata": parsed(plain.get("metadata")),
        "enforcementMode": "DoNotEnforce" if plain.get("enforce") is False else "Default",
        "nonComplianceMessages": [_message(message) for message in messages] or None,
    }


def _message(message: Object) -> Object:
    reference = message.get("policyDefinitionReferenceId")
    named = {"policyDefinitionReferenceId": reference} if reference else {}
    return {"message": message.get("content", "")} | named


def _policy_definition(_name: str, _scope: str, plain: Object) -> Object:
    names = ("displayName", "description", "mode", "policyType")
    texts = ("metadata", "parameters", "policyRule")
    return {name: plain.get(name) for name in names} | {
        name: parsed(plain.get(name)) for name in texts
    }


def _policy_set(name: str, scope: str, plain: Object) -> Object:
    told: list[Object] = plain.get("policyDefinitionReference") or []
    references = [
        _known(
            {
                "policyDefinitionId": item.get("policyDefinitionId"),
                "policyDefinitionReferenceId": item.get("referenceId"),
                "definitionVersion": item.get("version"),
                "parameters": parsed(item.get("parameterValues")),
                "groupNames": item.get("policyGroupNames"),
            }
        )
        for item in told
    ]
    return _policy_definition(name, scope, plain) | {"policyDefinitions": references}


_OWN: Final[dict[str, Callable[[str, str, Object], Object]]] = {
    "microsoft.authorization/policyassignments": _policy_assignment,
    "microsoft.authorization/policydefinitions": _policy_definition,
    "microsoft.authorization/policysetdefinitions": _policy_set,
    "microsoft.authorization/roleassignments": _role_assignment,
    "microsoft.authorization/roledefinitions": _role_definition,
}
"""Types whose form is written down as a whole."""
