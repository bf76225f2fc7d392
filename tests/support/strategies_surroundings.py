"""Strategies that draw what stands around a cluster, so that the landing zone stays valid."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

NAMES = st.sampled_from(["a1", "orders", "build-agents", "x-0"])
ROLES = [
    {"role": "Key Vault Secrets User", "on": "vault"},
    {"role": "Container Registry Repository Reader", "on": "registry"},
    {
        "role": "Storage Blob Data Reader",
        "on": "/subscriptions/00000000-0000-4000-8000-000000000077/resourceGroups/rg-given"
        "/providers/Microsoft.Storage/storageAccounts/stgiven",
    },
]
COPIES = ["francecentral", "canadaeast", "uksouth"]
"""Regions in which only copies of images stand; one has no zones."""

UPSTREAMS = ["mcr.microsoft.com/dotnet/*", "docker.io/library/redis", "quay.io/argoproj/*"]


def _apart(push: Json) -> bool:
    """Tell whether no two of those who push are the same."""
    return len({one["object_id"] for one in push.values()}) == len(push)


pushers = st.fixed_dictionaries(
    {"object_id": st.integers(1, 9).map("00000000-0000-4000-8000-{:012d}".format)},
    optional={"type": st.sampled_from(["Group", "ServicePrincipal"])},
)


def surroundings() -> dict[str, st.SearchStrategy[Any]]:
    """Return the strategies of the keys of an entry that all landing zones may have."""
    return {
        "registry": _registries(),
        "vault": _optional(
            sku=st.sampled_from(["standard", "premium"]),
            retention_days=st.integers(7, 90),
            trusted_services=st.booleans(),
        ),
        "encryption": _optional(
            disks=st.sampled_from(["platform", "customer_key"]),
            key_type=st.sampled_from(["RSA", "RSA-HSM"]),
        ).map(lambda drawn: drawn | {"rotation_days": None}),
        "ingress": _ingresses(),
        "identities": st.dictionaries(
            NAMES, st.lists(st.sampled_from(ROLES), unique_by=lambda role: role["on"]), max_size=3
        ).map(_identities),
    }


def _optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional=keys)


def _registries() -> st.SearchStrategy[Json]:
    return _optional(
        retention_days=st.integers(7, 30),
        quarantine=st.booleans(),
        replicas=st.none() | st.sampled_from([[], COPIES[:1], COPIES]),
        permissions=st.sampled_from(["registry", "repository"]),
        trusted_services=st.booleans(),
        push=st.dictionaries(NAMES, pushers, max_size=2).filter(_apart),
        cache=st.dictionaries(NAMES, st.sampled_from(UPSTREAMS), max_size=2).map(_cached),
    )


def _cached(sources: dict[str, str]) -> Json:
    """Return cache rules, each with a target that no other overlaps."""
    wild = {name: "/*" if source.endswith("/*") else "" for name, source in sources.items()}
    return {
        name: {"source": source, "target": f"mirror/{name}{wild[name]}"}
        for name, source in sources.items()
    }


def _identities(roles: dict[str, list[Json]]) -> Json:
    return {
        name: {"namespace": "shop", "service_account": name, "roles": given}
        for name, given in roles.items()
    }


def _ingresses() -> st.SearchStrategy[Json]:
    gateway = st.fixed_dictionaries(
        {
            "kind": st.just("application_gateway"),
            "hosts": st.lists(
                st.sampled_from(["a.example.com", "*.b.example.com"]), min_size=1, unique=True
            ),
            "certificate": st.just({"name": "shop"}),
            "backend": st.fixed_dictionaries(
                {"host_name": st.just("ingress.example.com")},
                optional={"protocol": st.sampled_from(["Https", "Http"])},
            ),
        },
        optional={
            "tls_policy": st.sampled_from(["AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"]),
            "min_capacity": st.integers(0, 10),
            "subnet_prefix_length": st.integers(22, 26),
            "waf": _optional(mode=st.sampled_from(["Prevention", "Detection"])),
        },
    )
    kinds = st.sampled_from(["none", "app_routing_internal"])
    return gateway | kinds.map(lambda kind: {"kind": kind})
