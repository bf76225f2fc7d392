"""Clusters have no local accounts."""

from landsmith.policy.kinds import CLUSTER
from landsmith.policy.planned import expect
from landsmith.policy.rule import Context, Outcome, Rule
from landsmith.terraform.plan import ResourceChange


class LocalAccountsOff(Rule):
    """Judges ``local_account_disabled``."""

    id = "identity-local-accounts-off"
    title = "Clusters have no local accounts"
    severity = "high"
    rationale = (
        "A local account is a certificate that Entra ID knows nothing of: it can't be revoked for "
        "one person, asks for no second factor, and leaves no name in the audit log."
    )
    mend = "Set local_account_disabled to true on the cluster."
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one cluster."""
        return expect(
            resource,
            "local_account_disabled",
            True,
            "local accounts are off",
            "the cluster has local accounts",
        )
