"""Every combination around a cluster that can't be deployed is refused, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.errors import InputError
from landsmith.resolve.checks.surroundings import check
from strategies import changed, entry, model, small, uuid, with_all

AT = ("landing_zones", 0)
REGISTRY = "landing_zones.0.registry"
ENCRYPTION = "landing_zones.0.encryption"
INGRESS = "landing_zones.0.ingress"
IDENTITIES = "landing_zones.0.identities"
STORAGE = (
    f"/subscriptions/{uuid(9)}/resourceGroups/rg-x/providers/Microsoft.Storage/storageAccounts/stx"
)

GATEWAY = {
    "kind": "application_gateway",
    "hosts": ["shop.example.com"],
    "certificate": {"name": "shop"},
}
PUBLIC = (INGRESS, GATEWAY | {"frontend": "public"})
CONTAINERS = (INGRESS, {"kind": "application_gateway_for_containers"})
ONLINE = ("landing_zones.0.archetype", "online")
MANAGED = (
    "landing_zones.0.aks",
    {
        "system_pool": {"os_disk_type": "Managed"},
        "user_pools": {"user": {"os_disk_type": "Managed"}},
    },
)
EPHEMERAL = ("landing_zones.0.aks.system_pool.os_disk_type", "Ephemeral")
INTEGRATED = ("landing_zones.0.aks.network.api_server.access", "vnet_integration")
CERTIFICATE_VAULT = f"/subscriptions/{uuid(9)}/resourceGroups/rg-x/providers/Microsoft.KeyVault/vaults/kv-certificates"


def cached(**rules: str) -> tuple[str, Any]:
    """Return cache rules by name, each a source, a blank and a target."""
    split = {name: rule.split() for name, rule in rules.items()}
    return f"{REGISTRY}.cache", {name: {"source": s, "target": t} for name, (s, t) in split.items()}


def identity(role: str, on: str = "vault", **more: object) -> dict[str, Any]:
    """Return an identity with one role."""
    roles = [{"role": role, "on": on}]
    return {"namespace": "shop", "service_account": "orders", "roles": roles, **more}


def gateway(**changes: object) -> tuple[str, Any]:
    """Return the choice of a gateway with some other settings."""
    return INGRESS, GATEWAY | changes


Change = tuple[str, Any]
CASES: dict[str, tuple[list[Change], tuple[Any, ...], str, str]] = {
    "a copy in the registry's own region": (
        [(f"{REGISTRY}.replicas", ["westeurope"])],
        (*AT, "registry", "replicas", 0),
        "westeurope has the images already",
        "remove it",
    ),
    "two copies in one region": (
        [
            (f"{REGISTRY}.replicas", ["uksouth", "uksouth"]),
            ("policy.allowed_regions", ["westeurope", "uksouth"]),
        ],
        (*AT, "registry", "replicas", 1),
        "uksouth has the images already",
        "remove it",
    ),
    "a copy in a region that is not allowed": (
        [(f"{REGISTRY}.replicas", ["uksouth"]), ("policy.allowed_regions", ["westeurope"])],
        (*AT, "registry", "replicas", 0),
        "the policy of allowed regions lets in westeurope alone",
        "list them and uksouth in policy.allowed_regions, or leave it out",
    ),
    "a copy in a region that no hub is in, where none are named": (
        [(f"{REGISTRY}.replicas", ["uksouth"])],
        (*AT, "registry", "replicas", 0),
        "the policy of allowed regions lets in westeurope alone",
        "list them and uksouth in policy.allowed_regions, or leave it out",
    ),
    "repositories without permissions for them": (
        [(f"{REGISTRY}.push", {"build": {"object_id": uuid(9), "repositories": ["shop/"]}})],
        (*AT, "registry", "push", "build", "repositories"),
        "permissions: registry knows no repositories",
        "choose registry.permissions: repository, or leave repositories out",
    ),
    "one build twice": (
        [(f"{REGISTRY}.push", {"one": {"object_id": uuid(9)}, "two": {"object_id": uuid(9)}})],
        (*AT, "registry", "push", "two", "object_id"),
        "one has the same id, and one id gets a role once",
        "keep one of the two",
    ),
    "a wildcard at one end": (
        [cached(net="mcr.microsoft.com/dotnet/* dotnet")],
        (*AT, "registry", "cache", "net", "target"),
        "mcr.microsoft.com/dotnet/* and dotnet don't both end with /*",
        "end both with /*, or neither",
    ),
    "a target within another": (
        [cached(all="quay.io/a/* mirror/*", some="quay.io/b/* mirror/b/*")],
        (*AT, "registry", "cache", "some", "target"),
        "mirror/b/* overlaps mirror/*, the target of all",
        "choose another repository",
    ),
    "two rules with one target": (
        [cached(one="quay.io/a/b mirror/b", two="ghcr.io/a/b mirror/b")],
        (*AT, "registry", "cache", "two", "target"),
        "mirror/b overlaps mirror/b, the target of one",
        "choose another repository",
    ),
    "a private vault that the API server can't reach": (
        [(f"{ENCRYPTION}.etcd", "customer_key")],
        (*AT, "encryption", "etcd"),
        "the key's vault is private, which an API server with private_link can't reach",
        "set aks.network.api_server.access: vnet_integration, or leave etcd: platform",
    ),
    "a key that rotates under ephemeral disks": (
        [(f"{ENCRYPTION}.disks", "customer_key"), EPHEMERAL],
        (*AT, "encryption", "disks"),
        "the ephemeral disks of pool system can't follow a new version of the key",
        "leave os_disk_type out, or set rotation_days: null and rotate with pools at 0",
    ),
    "a public gateway in corp": (
        [PUBLIC],
        (*AT, "ingress", "frontend"),
        "a landing zone of archetype corp has no public addresses",
        "choose frontend: private, or archetype: online",
    ),
    "a public gateway behind a virtual hub's firewall": (
        [PUBLIC, ONLINE, ("network.topology", "virtual_wan"), ("network.egress", "firewall_standard")],
        (*AT, "ingress", "frontend"),
        "the virtual hub sends 0.0.0.0/0 to its firewall, past which no answer finds its way",
        "choose frontend: private, or network.topology: hub_and_spoke",
    ),
    "a public gateway with forced tunnelling": (
        [PUBLIC, ONLINE, ("network.forced_tunnelling", True)],
        (*AT, "ingress", "frontend"),
        "forced tunnelling takes the way to the internet from the gateway",
        "choose frontend: private, or network.forced_tunnelling: false",
    ),
    "a gateway for containers in corp": (
        [CONTAINERS],
        (*AT, "ingress", "kind"),
        "a landing zone of archetype corp has no public addresses",
        "choose application_gateway with frontend: private, or archetype: online",
    ),
    "a gateway for containers where Azure has none": (
        [CONTAINERS, ONLINE, ("region", "polandcentral")],
        (*AT, "ingress", "kind"),
        "Azure has no Application Gateway for Containers in polandcentral",
        "choose application_gateway",
    ),
    "a gateway for containers without Azure's network": (
        [CONTAINERS, ONLINE, ("landing_zones.0.aks.network.plugin", "none")],
        (*AT, "ingress", "kind"),
        "Application Gateway for Containers needs Azure CNI",
        "choose aks.network.plugin: azure, or application_gateway",
    ),
    "fewer units at most than at least": (
        [gateway(min_capacity=5, max_capacity=4)],
        (*AT, "ingress", "min_capacity"),
        "5 is more than max_capacity 4",
        "raise max_capacity or lower min_capacity",
    ),
    "a subnet too small for every instance": (
        [gateway(subnet_prefix_length=27, max_capacity=27)],
        (*AT, "ingress", "subnet_prefix_length"),
        "a /27 has room for 26 instances, and max_capacity is larger",
        "choose subnet_prefix_length: 24, or lower max_capacity",
    ),
    "a host twice": (
        [gateway(hosts=["a.example.com", "b.example.com", "a.example.com"])],
        (*AT, "ingress", "hosts", 2),
        "a.example.com stands twice",
        "name each host once",
    ),
    "a root certificate without certificates": (
        [gateway(backend={"protocol": "Http", "root_certificate": "root"})],
        (*AT, "ingress", "backend", "root_certificate"),
        "Http shows no certificate that a root could vouch for",
        "remove it, or choose Https",
    ),
    "nothing but wildcards": (
        [gateway(hosts=["*.example.com"])],
        (*AT, "ingress", "backend", "host_name"),
        "every host is a wildcard, and a probe needs one name to ask for",
        "name the controller's host",
    ),
    "a backend that is a wildcard": (
        [gateway(backend={"host_name": "*.example.com"})],
        (*AT, "ingress", "backend", "host_name"),
        "*.example.com is a wildcard, and requests are sent to one name",
        "write one name below it",
    ),
    "a role that is more than a workload may have": (
        [(f"{IDENTITIES}.orders", identity("Contributor", STORAGE))],
        (*AT, "identities", "orders", "roles", 0, "role"),
        "Contributor is more than a workload may have",
        "choose a role for what it reads and writes",
    ),
    "a role twice": (
        [(f"{IDENTITIES}.orders", identity("Key Vault Secrets User", roles=[{"role": "Key Vault Secrets User", "on": "vault"}] * 2))],
        (*AT, "identities", "orders", "roles", 1),
        "Key Vault Secrets User on vault stands twice",
        "remove one",
    ),
    "a registry's role on the vault": (
        [(f"{IDENTITIES}.orders", identity("AcrPull"))],
        (*AT, "identities", "orders", "roles", 0, "role"),
        "AcrPull is no role on the vault's data",
        "choose one such as Key Vault Secrets User",
    ),
    "a vault's role on the registry": (
        [(f"{IDENTITIES}.orders", identity("Key Vault Secrets User", "registry"))],
        (*AT, "identities", "orders", "roles", 0, "role"),
        "Key Vault Secrets User is no role on the registry's data",
        "choose one such as AcrPull",
    ),
    "a role that the registry does not heed": (
        [(f"{IDENTITIES}.orders", identity("AcrPull", "registry")), (f"{REGISTRY}.permissions", "repository")],
        (*AT, "identities", "orders", "roles", 0, "role"),
        "a registry with permissions: repository does not heed AcrPull",
        "choose Container Registry Repository Reader or Writer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_and_why(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    assert [tuple(found) for found in check(model(with_all(*changes)))] == [(loc, message, mend)]


def test_a_service_account_with_two_identities_is_refused_at_both() -> None:
    two = {"orders": identity("Key Vault Secrets User"), "bills": identity("Key Vault Reader")}
    message = "shop/orders has another identity besides, and a service account signs in as one"
    assert [tuple(found) for found in check(model(changed(IDENTITIES, two)))] == [
        ((*AT, "identities", name, "service_account"), message, "give each an account")
        for name in two
    ]


VALID: dict[str, list[Change]] = {
    "nothing chosen": [],
    "a copy in an allowed region": [(f"{REGISTRY}.replicas", ["uksouth"]), ("policy.allowed_regions", ["westeurope", "uksouth"])],
    "no copy": [(f"{REGISTRY}.replicas", [])],
    "a rule beside a wildcard": [cached(all="quay.io/a/* mirror/*", some="quay.io/b/c mirror/b")],
    "builds that push to their repositories": [(f"{REGISTRY}.push", {"build": {"object_id": uuid(9), "repositories": ["shop/"]}}), (f"{REGISTRY}.permissions", "repository")],
    "both of the customer's keys": [MANAGED, INTEGRATED, (ENCRYPTION, {"etcd": "customer_key", "disks": "customer_key"})],
    "a key under ephemeral disks that stays": [(ENCRYPTION, {"disks": "customer_key", "rotation_days": None})],
    "a private gateway in corp": [gateway()],
    "a private gateway in a Virtual WAN": [gateway(), ("network.topology", "virtual_wan"), ("network.egress", "firewall_standard")],
    "a public gateway": [PUBLIC, ONLINE],
    "a public gateway beside a hub's firewall": [PUBLIC, ONLINE, ("network.egress", "firewall_standard")],
    "wildcards before a host": [gateway(hosts=["*.example.com"], backend={"host_name": "ingress.example.com"})],
    "a private authority's root": [gateway(backend={"root_certificate": "root"})],
    "a small subnet": [gateway(subnet_prefix_length=27, max_capacity=26)],
    "a certificate in another vault": [gateway(certificate={"name": "shop", "vault_id": CERTIFICATE_VAULT})],
    "a gateway for containers": [CONTAINERS, ONLINE],
    "an identity with a role elsewhere": [(f"{IDENTITIES}.orders", identity("Storage Blob Data Reader", STORAGE))],
}  # fmt: skip


@pytest.mark.parametrize("case", VALID)
def test_what_is_allowed(case: str) -> None:
    assert list(check(model(with_all(*VALID[case])))) == []


ILL: dict[str, tuple[Change, str]] = {
    "an upstream that Azure can't cache": (
        cached(one="example.com/a b"),
        "expected a repository of a registry that Azure can cache, not example.com/a",
    ),
    "a registry without a repository": (
        cached(one="quay.io b"),
        "expected a repository of a registry that Azure can cache, not quay.io",
    ),
    "a role on a word": (
        (f"{IDENTITIES}.orders", identity("Reader", "cluster")),
        "expected what the role is on, not cluster",
    ),
    "a role on a whole subscription": (
        (f"{IDENTITIES}.orders", identity("Reader", f"/subscriptions/{uuid(9)}")),
        f"expected what the role is on, not /subscriptions/{uuid(9)}",
    ),
}


@pytest.mark.parametrize("case", ILL)
def test_a_value_that_says_nothing_is_explained(case: str) -> None:
    change, message = ILL[case]
    with pytest.raises(InputError) as error:
        model(with_all(change))
    assert [problem.message for problem in error.value.problems] == [message]


def test_the_second_landing_zone_is_refused_at_its_own_place() -> None:
    file = changed("landing_zones.1", entry("pay", 5, encryption={"etcd": "customer_key"}), small())
    assert [problem.loc for problem in check(model(file))] == [
        ("landing_zones", 1, "encryption", "etcd")
    ]
