"""Cross-field rules of what operates a cluster: dashboards, backup, GitOps, safeguards, events."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from landsmith.blueprint.base import FieldProblem, Loc, listed
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.blueprint.operations.backup import HOURS, ClusterBackup
from landsmith.blueprint.operations.gitops import GitOps, Kustomization
from landsmith.resolve.checks.governance import check_vault
from landsmith.resolve.platform.hubs import region_of
from landsmith.resolve.platform.policies import policies

AZURE_DEVOPS = ("dev.azure.com", "visualstudio.com")
"""Hosts of Git repositories that know managed identities."""


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination that operates no cluster."""
    for index, entry in enumerate(file.landing_zones):
        yield from _entry(file, entry, ("landing_zones", index))


def _entry(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    region = region_of(file, entry)
    yield from _grafana(entry, region, (*at, "observability", "grafana"))
    if entry.backup:
        yield from _backup(entry.backup, region, (*at, "backup"))
    if entry.safeguards:
        yield from _safeguards(file, entry, (*at, "safeguards"))
    if entry.gitops:
        yield from check_gitops(entry.gitops, (*at, "gitops"))
    if entry.events:
        yield from _repeated(entry.events.types, (*at, "events", "types"))


def _grafana(entry: LandingZoneEntry, region: Region, at: Loc) -> Iterator[FieldProblem]:
    grafana = entry.observability.grafana
    if grafana and grafana.zone_redundant and not REGIONS[region].zones:
        message = f"{region} has no availability zones"
        yield FieldProblem((*at, "zone_redundant"), message, "write false, or leave it out")


def _backup(backup: ClusterBackup, region: Region, at: Loc) -> Iterator[FieldProblem]:
    hours = HOURS[backup.every]
    if hours > backup.rpo_hours:
        message = f"{backup.every} is {hours} hours, more than the {backup.rpo_hours} of rpo_hours"
        mend = "leave it out for the longest that is allowed, or raise rpo_hours"
        yield FieldProblem((*at, "interval"), message, mend)
    for index, namespace in enumerate(backup.excluded_namespaces):
        if namespace in backup.namespaces:
            message = f"{namespace} is backed up and left out at once"
            yield FieldProblem((*at, "excluded_namespaces", index), message, "write it once")
    yield from _replication(backup, region, (*at, "storage_replication"))
    yield from check_vault(backup.vault, region, (*at, "vault"))


def _replication(backup: ClusterBackup, region: Region, at: Loc) -> Iterator[FieldProblem]:
    chosen, facts = backup.storage_replication or "", REGIONS[region]
    if "ZRS" in chosen and not facts.zones:
        message = f"{region} has no availability zones for {chosen}"
        yield FieldProblem(at, message, "write LRS or GRS, or leave it out")
    elif "G" in chosen and not facts.paired:
        message = f"{region} has no paired region that {chosen} could copy to"
        yield FieldProblem(at, message, "write ZRS, or leave it out")


def _safeguards(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem where somebody else sets safeguards: AKS Automatic, or policy.

    Sources: AKS documentation, "What is AKS Automatic"; catalogue section 3.
    """
    if entry.aks.mode == "automatic":
        message = "AKS Automatic has deployment safeguards already"
        yield FieldProblem(at, message, "leave it out, or choose aks.mode: standard")
    if any(policy.entry.key == "safeguards" for policy in policies(file)):
        message = "the policy initiative safeguards does the same, and Azure keeps but one of them"
        yield FieldProblem(at, message, "leave it out, or take safeguards out of policy.overrides")


def check_gitops(gitops: GitOps, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each part of GitOps that Flux does not follow."""
    given = [kind for kind in ("branch", "tag", "commit") if getattr(gitops, kind)]
    if len(given) > 1:
        message = f"{listed(given, last='and')} are given, and Flux follows one of them"
        yield FieldProblem((*at, given[-1]), message, "keep one")
    host = (urlsplit(gitops.url).hostname or "").lower()
    if gitops.sign_in == "workload_identity" and not host.endswith(AZURE_DEVOPS):
        message = f"{host} does not know managed identities; Azure DevOps does"
        mend = "choose sign_in: none, or a repository of Azure DevOps"
        yield FieldProblem((*at, "sign_in"), message, mend)
    for name, one in gitops.kustomizations.items():
        loc: Loc = (*at, "kustomizations", name, "depends_on")
        yield from _order(name, one, gitops, loc)


def _order(name: str, one: Kustomization, gitops: GitOps, at: Loc) -> Iterator[FieldProblem]:
    for index, other in enumerate(one.depends_on):
        if other not in gitops.kustomizations:
            message = f"there is no kustomization {other}"
            yield FieldProblem((*at, index), message, "name one of gitops.kustomizations")
        elif name in _before(other, gitops):
            message = f"{name} waits for {other}, which waits for {name}"
            yield FieldProblem((*at, index), message, "let one of them go first")


def _before(name: str, gitops: GitOps) -> set[str]:
    """Return the kustomization and all that it waits for."""
    found, waiting = set[str](), [name]
    while waiting:
        current = waiting.pop()
        if current not in found and current in gitops.kustomizations:
            found.add(current)
            waiting += gitops.kustomizations[current].depends_on
    return found


def _repeated(words: tuple[str, ...], at: Loc) -> Iterator[FieldProblem]:
    for index, word in enumerate(words):
        if word in words[:index]:
            yield FieldProblem((*at, index), f"{word} stands twice", "name each once")
