"""Identities that pipelines run as, and whom they trust."""

from __future__ import annotations

from landsmith.blueprint.platform.identity import AzureDevOpsPipeline, GitHubPipeline
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.landing_zone.landing_zone import LandingZone

CALL = "pipeline_identities"
STAGES = ("plan", "apply")


def identities(zone: LandingZone) -> ModuleCall:
    """Return the call that makes one identity for planning and one for applying."""
    described: dict[str, Value] = {
        stage: {
            "name": zone.name(f"pipeline/user_assigned_identity/{stage}"),
            "federated_credentials": {"pipeline": trust(zone, stage)},
        }
        for stage in STAGES
    }
    inputs: dict[str, Value] = {
        "identities": described,
        "location": parts.LOCATION,
        "resource_group_name": Ref("pipeline_resource_group", "name"),
        "tags": parts.TAGS,
    }
    return ModuleCall(CALL, "user_assigned_identities", inputs)


def trust(zone: LandingZone, stage: str) -> dict[str, Value]:
    """Return whom an identity trusts: one environment, or one service connection, alone."""
    pipeline = zone.identity.pipeline
    if isinstance(pipeline, GitHubPipeline):
        return {
            "name": f"github-{stage}",
            "issuer": "https://token.actions.githubusercontent.com",
            "subject": f"repo:{_repository(pipeline)}:environment:{stage}",
        }
    return {"name": f"azure-devops-{stage}", **_connection(pipeline, stage)}


def _repository(pipeline: GitHubPipeline) -> str:
    """Return the repository as GitHub's tokens name it.

    Source: GitHub documentation, "OpenID Connect reference", immutable subject claims.
    """
    if pipeline.subjects == "names":
        return f"{pipeline.organization}/{pipeline.repository}"
    owner = f"{pipeline.organization}@{pipeline.owner_id}"
    return f"{owner}/{pipeline.repository}@{pipeline.repository_id}"


def _connection(pipeline: AzureDevOpsPipeline, stage: str) -> dict[str, Value]:
    if pipeline.subjects == "names":
        return {
            "issuer": f"https://vstoken.dev.azure.com/{pipeline.organization_id}",
            "subject": f"sc://{pipeline.organization}/{pipeline.project}/landing-zone-{stage}",
        }
    subject = pipeline.plan_subject if stage == "plan" else pipeline.apply_subject
    return {"issuer": pipeline.issuer, "subject": subject}
