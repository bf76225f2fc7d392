"""Cross-field rules of pipelines: whether the identities trust what the tokens will say."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.platform.identity import AzureDevOpsPipeline, GitHubPipeline, Pipeline

AT: Loc = ("identity", "pipeline")

_WHERE = {
    "owner_id": "write what gh api repos/OWNER/REPOSITORY -q .owner.id says",
    "repository_id": "write what gh api repos/OWNER/REPOSITORY -q .id says",
    "issuer": "write the issuer that the draft of the service connection shows",
    "plan_subject": "write the subject that the draft of connection landing-zone-plan shows",
    "apply_subject": "write the subject that the draft of connection landing-zone-apply shows",
    "organization_id": "write the id that ends the issuer of the service connections",
}
_OLDER = {
    "github": "subjects: names for a repository of before 2026-07-15",
    "azure_devops": "subjects: names for connections whose issuer is vstoken.dev.azure.com",
}


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each field with which no token, or more than one, would be trusted."""
    pipeline = file.identity.pipeline
    yield from _fields(pipeline)
    if isinstance(pipeline, AzureDevOpsPipeline) and pipeline.subjects == "ids":
        yield from _connections(pipeline)


def _fields(pipeline: Pipeline) -> Iterator[FieldProblem]:
    """Yield a problem for each field that the chosen subjects need, or know nothing of."""
    ids, names = _used(pipeline)
    needed, others = (ids, names) if pipeline.subjects == "ids" else (names, ids)
    older = f", or {_OLDER[pipeline.kind]}" if pipeline.subjects == "ids" else ""
    for field in needed:
        if getattr(pipeline, field) is None:
            message = f"subjects: {pipeline.subjects} needs {field}"
            yield FieldProblem((*AT, field), message, f"{_WHERE[field]}{older}")
    for field in others:
        if getattr(pipeline, field) is not None:
            message = f"subjects: {pipeline.subjects} knows no {field}"
            other = "names" if pipeline.subjects == "ids" else "ids"
            yield FieldProblem((*AT, field), message, f"remove it, or write subjects: {other}")


def _used(pipeline: Pipeline) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that subjects with ids are made of, and those of subjects with names."""
    if isinstance(pipeline, GitHubPipeline):
        return ("owner_id", "repository_id"), ()
    return ("issuer", "plan_subject", "apply_subject"), ("organization_id",)


def _connections(pipeline: AzureDevOpsPipeline) -> Iterator[FieldProblem]:
    """Yield a problem where two subjects aren't those of two connections of one organisation."""
    plan, apply = pipeline.plan_subject, pipeline.apply_subject
    if plan is None or apply is None:
        return
    at: Loc = (*AT, "apply_subject")
    if plan == apply:
        message = "whoever may plan could apply: both subjects are one connection's"
        yield FieldProblem(at, message, "make a connection of its own for each")
    elif plan.rpartition("/")[0] != apply.rpartition("/")[0]:
        message = "the connections that plan and apply are not of one organisation"
        yield FieldProblem(at, message, "write the subjects of two connections of one project")
