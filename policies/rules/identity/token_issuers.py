"""Federated credentials trust issuers that go on issuing tokens."""

from datetime import date, timedelta

from landsmith.policy.rule import (
    Context,
    Outcome,
    Rule,
    failed,
    not_applicable,
    passed,
    unknown,
)
from landsmith.terraform.plan import Mark, ResourceChange

_RETIRED = {"https://vstoken.dev.azure.com/": date(2027, 7, 1)}
"""Days from which issuers issue no tokens any more, by how they begin (Azure DevOps documentation,
"Convert service connections to the Microsoft Entra issuer", 2026)."""

_NOTICE = timedelta(days=180)
"""Before that a credential is a finding: connections are converted one by one."""


class TokenIssuers(Rule):
    """Judges the issuer of a federated credential, on the day."""

    id = "identity-token-issuers"
    title = "Federated credentials trust issuers that stay"
    severity = "medium"
    rationale = (
        "When an issuer is retired, what it vouched for signs in no more: the pipeline stops on "
        "that day. Within 180 days of it a credential is a finding."
    )
    mend = (
        "Convert the service connections to the Entra issuer, and write the issuer and the "
        "subjects that they show then: identity.pipeline.issuer, plan_subject and apply_subject."
    )
    resource_types = (
        "azurerm_federated_identity_credential",
        "azuread_application_federated_identity_credential",
    )

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one federated credential."""
        issuer = resource.get("issuer", "")
        if isinstance(issuer, Mark):
            # A pipeline's issuer stands in the file; one that the apply tells is a cluster's own.
            return not_applicable("the issuer is made by the apply, a cluster's own", "issuer")
        ends = [day for start, day in _RETIRED.items() if str(issuer).startswith(start)]
        if not ends:
            return passed("no end of the issuer is known", "issuer")
        if context.today is None:
            return unknown("nobody said which day it is", "issuer")
        return _judged(f"the issuer is retired on {ends[0]}", ends[0], context.today)


def _judged(said: str, end: date, today: date) -> Outcome:
    if today >= end:
        return failed(f"{said}, which is past", "issuer")
    if today >= end - _NOTICE:
        return failed(f"{said}, in {(end - today).days} days", "issuer")
    return passed(said, "issuer")
