"""Federated credentials trust one exact subject."""

import re

from landsmith.policy.kinds import CLUSTERS
from landsmith.policy.planned import marked
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import ResourceChange

_GITHUB = "https://token.actions.githubusercontent.com"
_ENTRA = "https://login.microsoftonline.com/"
_DEVOPS = "https://vstoken.dev.azure.com/"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_FORMS = (
    (_GITHUB, r"repo:([^:@/]+@\d+/[^:@/]+@\d+|[^:@/]+/[^:@/]+):environment:.+", "an environment"),
    (_ENTRA, rf"/eid1/.+/sc/{_UUID}/{_UUID}", "a service connection"),
    (_DEVOPS, r"sc://[^/]+/[^/]+/[^/]+", "a service connection"),
)
"""What exact subjects are made of, by how the issuer begins (GitHub documentation, "OpenID Connect
reference"; Azure DevOps documentation, "Convert service connections")."""

_SERVICE_ACCOUNT = r"system:serviceaccount:[a-z0-9-]{1,63}:[a-z0-9.-]{1,253}"


class FederatedSubjects(Rule):
    """Judges issuer and subject of a federated credential."""

    id = "identity-federated-subjects"
    title = "Federated credentials trust one exact subject"
    severity = "high"
    rationale = (
        "The subject is all that tells one workflow from another: with a wildcard, or without an "
        "environment, any branch or pull request of a repository is trusted."
    )
    mend = (
        "Write the whole subject: repo:<owner>@<id>/<repository>@<id>:environment:<name> on "
        "GitHub, or without the ids in older repositories; on Azure DevOps what the service "
        "connection shows, /eid1/…/sc/<organisation>/<connection>, or "
        "sc://<organisation>/<project>/<connection> in older ones; "
        "system:serviceaccount:<namespace>:<name> in a cluster."
    )
    resource_types = (
        "azurerm_federated_identity_credential",
        "azuread_application_federated_identity_credential",
    )

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one federated credential."""
        issuer, subject = resource.get("issuer", ""), resource.get("subject", "")
        if marked([issuer]) and _by_cluster(resource, context):
            return _service_account(subject)
        if marked([issuer, subject]):
            return unknown("issuer or subject is known after apply", "subject")
        if not issuer.startswith("https://"):
            return failed(f"the issuer {issuer!r} is not an https address", "issuer")
        if not subject or "*" in subject:
            return failed(f"the subject {subject!r} is not exact", "subject")
        for start, form, what in _FORMS:
            if issuer.startswith(start) and not re.fullmatch(form, subject):
                return failed(f"the subject {subject!r} does not name {what}", "subject")
        return passed(f"trusts {subject} alone", "subject")


def _by_cluster(resource: ResourceChange, context: Context) -> bool:
    """Return whether the issuer is that of a cluster which the same plan makes."""
    return bool(sources(context.plan_of(resource), resource, "issuer", *CLUSTERS))


def _service_account(subject: object) -> Outcome:
    if not isinstance(subject, str):
        return unknown("the subject is known after apply", "subject")
    if not re.fullmatch(_SERVICE_ACCOUNT, subject):
        return failed(f"the subject {subject!r} is no service account", "subject")
    return passed(f"trusts {subject} of the cluster made here alone", "subject")
