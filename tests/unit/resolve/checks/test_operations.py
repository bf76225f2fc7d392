"""What operates a cluster is refused where Azure refuses it, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.operations import check
from strategies import model, with_all

AT = ("landing_zones", 0)
ZONE = "landing_zones.0"
GIT = {"url": "https://github.com/contoso/cluster"}
QUEUE = {
    "kind": "storage_queue",
    "storage_account_id": "/subscriptions/00000000-0000-4000-8000-000000000004/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stevents",
    "queue": "events",
}

CASES: dict[str, tuple[list[tuple[str, Any]], tuple[Any, ...], str, str]] = {
    "Grafana spans zones that the region has not": (
        [("region", "ukwest"), (f"{ZONE}.observability", {"grafana": {"zone_redundant": True}})],
        (*AT, "observability", "grafana", "zone_redundant"),
        "ukwest has no availability zones",
        "write false, or leave it out",
    ),
    "backups are further apart than the RPO allows": (
        [(f"{ZONE}.backup", {"rpo_hours": 6, "interval": "PT8H"})],
        (*AT, "backup", "interval"),
        "PT8H is 8 hours, more than the 6 of rpo_hours",
        "leave it out for the longest that is allowed, or raise rpo_hours",
    ),
    "a namespace is in the backup and is not": (
        [(f"{ZONE}.backup", {"namespaces": ["shop"], "excluded_namespaces": ["a", "shop"]})],
        (*AT, "backup", "excluded_namespaces", 1),
        "shop is backed up and left out at once",
        "write it once",
    ),
    "the account of a backup spans zones that the region has not": (
        [("region", "ukwest"), (f"{ZONE}.backup", {"storage_replication": "GZRS"})],
        (*AT, "backup", "storage_replication"),
        "ukwest has no availability zones for GZRS",
        "write LRS or GRS, or leave it out",
    ),
    "the account of a backup is copied to no region": (
        [("region", "italynorth"), (f"{ZONE}.backup", {"storage_replication": "GRS"})],
        (*AT, "backup", "storage_replication"),
        "italynorth has no paired region that GRS could copy to",
        "write ZRS, or leave it out",
    ),
    "the vault of a backup is copied to no region": (
        [("region", "italynorth"), (f"{ZONE}.backup", {"vault": {"redundancy": "GeoRedundant"}})],
        (*AT, "backup", "vault", "redundancy"),
        "italynorth has no paired region to copy backups to",
        "write ZoneRedundant",
    ),
    "backups are restored in a region that they are not in": (
        [(f"{ZONE}.backup", {"vault": {"cross_region_restore": True}})],
        (*AT, "backup", "vault", "cross_region_restore"),
        "only a vault that is GeoRedundant has backups in another region",
        "write redundancy: GeoRedundant, or leave cross_region_restore out",
    ),
    "backups of a cluster have no copy in another region": (
        [
            (
                f"{ZONE}.backup",
                {"vault": {"redundancy": "GeoRedundant", "cross_region_restore": True}},
            )
        ],
        (*AT, "backup", "vault", "cross_region_restore"),
        "a cluster's backups stand in the operational tier, which has no copy elsewhere",
        "leave it out: azurerm's policy knows no other tier",
    ),
    **{
        f"{field} goes into a cluster without a network": (
            [(f"{ZONE}.aks", {"network": {"plugin": "none"}}), (f"{ZONE}.{field}", chosen)],
            (*AT, field),
            "its pods can't start before the cluster's own container network is there",
            f"write {field}: null, or network.plugin: azure",
        )
        for field, chosen in {
            "backup": {},
            "dapr": {},
            "gitops": {"url": "https://github.com/contoso/cluster", "branch": "main"},
        }.items()
    },
    "safeguards come from the cluster and from policy": (
        [(f"{ZONE}.safeguards", {}), ("policy.overrides", {"safeguards": "audit"})],
        (*AT, "safeguards"),
        "the policy initiative safeguards does the same, and Azure keeps but one of them",
        "leave it out, or take safeguards out of policy.overrides",
    ),
    "AKS Automatic has safeguards of its own": (
        [(f"{ZONE}.safeguards", {}), (f"{ZONE}.aks", {"mode": "automatic"})],
        (*AT, "safeguards"),
        "AKS Automatic has deployment safeguards already",
        "leave it out, or choose aks.mode: standard",
    ),
    "Flux follows a branch and a commit": (
        [(f"{ZONE}.gitops", {**GIT, "branch": "main", "commit": "0" * 40})],
        (*AT, "gitops", "commit"),
        "branch and commit are given, and Flux follows one of them",
        "keep one",
    ),
    "Flux signs in as an identity where none is known": (
        [(f"{ZONE}.gitops", {**GIT, "sign_in": "workload_identity"})],
        (*AT, "gitops", "sign_in"),
        "github.com does not know managed identities; Azure DevOps does",
        "choose sign_in: none, or a repository of Azure DevOps",
    ),
    "a kustomization waits for one that is not there": (
        [
            (
                f"{ZONE}.gitops",
                {**GIT, "kustomizations": {"apps": {"path": "apps", "depends_on": ["base"]}}},
            )
        ],
        (*AT, "gitops", "kustomizations", "apps", "depends_on", 0),
        "there is no kustomization base",
        "name one of gitops.kustomizations",
    ),
    "an event is sent twice": (
        [
            (
                f"{ZONE}.events",
                {"types": ["ClusterSupportEnded", "ClusterSupportEnded"], "target": QUEUE},
            )
        ],
        (*AT, "events", "types", 1),
        "ClusterSupportEnded stands twice",
        "name each once",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_combination_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    (problem,) = check(model(with_all(*changes)))
    assert tuple(problem) == (loc, message, mend)


def test_kustomizations_that_wait_for_each_other_are_refused() -> None:
    waiting = {
        "a": {"path": "a", "depends_on": ["b"]},
        "b": {"path": "b", "depends_on": ["a"]},
    }
    problems = list(check(model(with_all((f"{ZONE}.gitops", {**GIT, "kustomizations": waiting})))))
    assert [problem.message for problem in problems] == [
        "a waits for b, which waits for a",
        "b waits for a, which waits for b",
    ]


@pytest.mark.parametrize(
    ("rpo", "every"),
    [(4, "PT4H"), (5, "PT4H"), (6, "PT6H"), (12, "PT12H"), (24, "P1D"), (167, "P1D"), (168, "P1W")],
)
def test_the_interval_is_the_longest_that_the_rpo_allows(rpo: int, every: str) -> None:
    file = model(with_all((f"{ZONE}.backup", {"rpo_hours": rpo})))
    backup = file.landing_zones[0].backup
    assert backup is not None
    assert backup.every == every
    assert not list(check(file))


def test_everything_at_once_is_allowed() -> None:
    chosen: dict[str, Any] = {
        "observability": {"alerts": "complete", "grafana": {}, "tracing": {}},
        "backup": {"rpo_hours": 8, "interval": "PT4H", "vault": {"redundancy": "GeoRedundant"}},
        "safeguards": {"level": "Enforce"},
        "gitops": {
            "url": "https://dev.azure.com/contoso/shop/_git/cluster",
            "tag": "v1",
            "sign_in": "workload_identity",
        },
        "dapr": {},
        "events": {"target": QUEUE},
    }
    changes = [(f"{ZONE}.{field}", value) for field, value in chosen.items()]
    assert not list(check(model(with_all(*changes))))
