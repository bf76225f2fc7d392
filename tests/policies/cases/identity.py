"""Cases for the rules of area identity: planned resources, by rule and by expected status."""

from __future__ import annotations

from typing import Any

from landsmith.terraform.plan import UNKNOWN

Planned = tuple[str, dict[str, Any] | None]

CLUSTER = "azurerm_kubernetes_cluster"
AUTOMATIC = "azurerm_kubernetes_automatic_cluster"
ROLE = "azurerm_role_assignment"
ACCOUNT = "azurerm_storage_account"
FEDERATED = "azurerm_federated_identity_credential"
GITHUB = "https://token.actions.githubusercontent.com"
ENTRA = "https://login.microsoftonline.com/00000000-0000-4000-8000-000000000001/v2.0"
ONE = "00000000-0000-4000-8000-000000000061"
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
ACCESS = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"
RBAC = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
ADMINISTRATOR = "Role Based Access Control Administrator"


def entra(**changes: Any) -> Planned:  # noqa: ANN401
    block = {"tenant_id": "t", "azure_rbac_enabled": True, "admin_group_object_ids": [UNKNOWN]}
    return (CLUSTER, {"azure_active_directory_role_based_access_control": [block | changes]})


def condition(*guids: str) -> str:
    excluded = ", ".join(guids)
    return f"roleAssignments/write {{{excluded}}} AND roleAssignments/delete {{{excluded.upper()}}}"


STATE = "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/RG-tfstate"


def blobs(scope: object, **role: Any) -> Planned:  # noqa: ANN401
    return (ROLE, {"scope": scope, **(role or {"role_definition_name": READER})})


READER = "Storage Blob Data Reader"
READER_ID = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"

CASES = {
    "identity-local-accounts-off": {
        "pass": [[(CLUSTER, {"local_account_disabled": True})]],
        "fail": [[(CLUSTER, {"local_account_disabled": False})], [(CLUSTER, {})]],
        "unknown": [[(CLUSTER, {"local_account_disabled": UNKNOWN})]],
        "not_applicable": [[(AUTOMATIC, {"name": "aks"})]],
    },
    "identity-entra-azure-rbac": {
        "pass": [[entra()]],
        "fail": [
            [(CLUSTER, {"azure_active_directory_role_based_access_control": []})],
            [entra(azure_rbac_enabled=False)],
            [entra(admin_group_object_ids=[])],
            [entra(tenant_id=None)],
        ],
        "unknown": [
            [entra(tenant_id=UNKNOWN)],
            [entra(admin_group_object_ids=UNKNOWN)],
            [(CLUSTER, {"azure_active_directory_role_based_access_control": UNKNOWN})],
        ],
    },
    "identity-assignees": {
        "pass": [
            [(ROLE, {"principal_type": "Group"})],
            [(ROLE, {"principal_type": "ServicePrincipal"})],
        ],
        "fail": [[(ROLE, {"principal_type": "User"})]],
        "unknown": [[(ROLE, {"principal_type": UNKNOWN})], [(ROLE, {"principal_type": None})]],
    },
    "identity-state-readers": {
        "pass": [
            [blobs("/subscriptions/00000000-0000-4000-8000-000000000009")],
            [blobs(f"{STATE}-2")],
            [blobs(UNKNOWN), (ACCOUNT, {"name": "stbackup"})],
            [blobs("/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg")],
        ],
        "fail": [
            [blobs(STATE)],
            [blobs(f"{STATE}/providers/Microsoft.Storage/storageAccounts/sttfstate")],
            [blobs("/subscriptions/00000000-0000-4000-8000-000000000002")],
            [blobs("/subscriptions/00000000-0000-4000-8000-000000000002/")],
            [blobs("/providers/Microsoft.Management/managementGroups/contoso")],
            [blobs(STATE, role_definition_name="Storage Blob Data Owner")],
            [blobs(STATE, role_definition_id=f"/providers/x/roleDefinitions/{READER_ID}")],
        ],
        "unknown": [[blobs(UNKNOWN), (ACCOUNT, {"name": "sttfstate"})]],
        "not_applicable": [[blobs(STATE, role_definition_name="Reader")]],
    },
    "identity-no-owner": {
        "pass": [
            [(ROLE, {"role_definition_name": "Reader"})],
            [(ROLE, {"role_definition_id": "/providers/x/roleDefinitions/acdd72a7"})],
            [
                (
                    ROLE,
                    {
                        "role_definition_name": ADMINISTRATOR,
                        "condition": condition(OWNER, ACCESS, RBAC),
                    },
                )
            ],
        ],
        "fail": [
            [(ROLE, {"role_definition_name": "Owner"})],
            [(ROLE, {"role_definition_name": "User Access Administrator"})],
            [(ROLE, {"role_definition_id": f"/x/roleDefinitions/{OWNER}"})],
            [(ROLE, {"role_definition_name": ADMINISTRATOR})],
            [(ROLE, {"role_definition_name": ADMINISTRATOR, "condition": condition(OWNER)})],
            [(ROLE, {"role_definition_id": f"/x/roleDefinitions/{RBAC}", "condition": "true"})],
        ],
        "unknown": [
            [(ROLE, {"role_definition_name": UNKNOWN, "role_definition_id": UNKNOWN})],
            [(ROLE, {"role_definition_name": ADMINISTRATOR, "condition": UNKNOWN})],
        ],
    },
    "identity-no-client-secrets": {
        "pass": [[("azurerm_user_assigned_identity", {})]],
        "fail": [
            [("azuread_application_password", {})],
            [("azuread_service_principal_password", {})],
        ],
    },
    "identity-federated-subjects": {
        "pass": [
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o/r:environment:plan"})],
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o@1/r@2:environment:plan"})],
            [(FEDERATED, {"issuer": "https://vstoken.dev.azure.com/1", "subject": "sc://o/p/c"})],
            [(FEDERATED, {"issuer": ENTRA, "subject": f"/eid1/c/pub/t/t/a/a/sc/{ONE}/{ONE}"})],
        ],
        "fail": [
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o/*:environment:plan"})],
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o/r:pull_request"})],
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o@1/r:environment:plan"})],
            [(FEDERATED, {"issuer": GITHUB, "subject": "repo:o@1/r@2:ref:refs/heads/main"})],
            [(FEDERATED, {"issuer": "https://vstoken.dev.azure.com/1", "subject": "sc://o/p"})],
            [(FEDERATED, {"issuer": ENTRA, "subject": f"/eid1/c/pub/t/t/a/a/sc/{ONE}"})],
            [(FEDERATED, {"issuer": ENTRA, "subject": "sc://o/p/c"})],
            [(FEDERATED, {"issuer": "http://example.com", "subject": "a"})],
            [(FEDERATED, {"issuer": "https://example.com", "subject": ""})],
        ],
        "unknown": [
            [(FEDERATED, {"issuer": UNKNOWN, "subject": "system:serviceaccount:a:b"})],
        ],
    },
}
