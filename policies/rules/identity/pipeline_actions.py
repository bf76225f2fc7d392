"""What the roots do is allowed to the identities that run them."""

from collections.abc import Iterator

from landsmith.policy.access.grants import grants
from landsmith.policy.access.needs import OPERATIONS, Need, elsewhere, needs, untold
from landsmith.policy.rule import (
    Context,
    LandingZoneRule,
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)

_WHO = {"graph": "Microsoft Graph", "billing": "the billing scope"}


class PipelineActions(LandingZoneRule):
    """Compares the actions that the planned resources need with the roles that identities get."""

    id = "identity-pipeline-actions"
    title = "Pipelines may do what their roots do"
    severity = "high"
    rationale = (
        "An identity that lacks an action stops its pipeline in the middle of an apply, or in "
        "the refresh of every plan, and whoever is in a hurry then makes it Owner."
    )
    mend = (
        "Give the identity a role that allows the action at that scope, in 10-governance: a "
        "built-in one, or the pipelines' own role with that action alone."
    )

    def judge_landing_zone(self, context: Context, /) -> Iterator[tuple[str, Outcome]]:
        """Yield what each root's identities lack, or that they lack nothing."""
        if not any(_identities(context)):
            return
        for root, address in untold(context):
            message = "policies/access/actions.yaml doesn't say which actions this type needs"
            yield f"{root}/{address}", unknown(message)
        for stage in OPERATIONS:
            yield from _judged(context, stage)
            yield from _outside(context, stage)


def _identities(context: Context) -> Iterator[bool]:
    """Yield for each planned identity whether it is a pipeline's."""
    names = {context.zone.name(f"pipeline/user_assigned_identity/{one}") for one in OPERATIONS}
    for _, made in context.resources("azurerm_user_assigned_identity"):
        yield made.get("name") in names


def _judged(context: Context, stage: str) -> Iterator[tuple[str, Outcome]]:
    given, lacking = grants(context, stage), set()
    for need in needs(context, stage):
        if not any(grant.allows(need, context) for grant in given):
            lacking.add(need.root)
            yield f"{need.root}/{need.address}", failed(_lacks(stage, need))
    for root in sorted(context.plans.keys() - lacking):
        yield root, passed(f"the identity that runs {stage} may do all that {root} asks of Azure")


def _lacks(stage: str, need: Need) -> str:
    kind = "data action" if need.data else "action"
    role = f", giving {need.role}" if need.role and "roleAssignments" in need.action else ""
    return (
        f"the identity that runs {stage} lacks the {kind} {need.action} at {need.scope}{role}, "
        f"which {need.root} needs"
    )


def _outside(context: Context, stage: str) -> Iterator[tuple[str, Outcome]]:
    """Yield what no Azure role allows: it is granted by hand, as the README says."""
    for who, roots in elsewhere(context, stage).items():
        wanted = ", ".join(sorted(set().union(*roots.values())))
        message = (
            f"{stage} needs {wanted} of {_WHO[who]} in {', '.join(roots)}: no Azure role grants it"
        )
        yield "identity.pipeline", not_applicable(message)
