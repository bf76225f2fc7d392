"""Storage accounts refuse plain HTTP."""

from landsmith.policy.planned import expect
from landsmith.policy.rule import Context, Outcome, Rule
from landsmith.terraform.plan import ResourceChange


class StorageHttpsOnly(Rule):
    """Judges ``https_traffic_only_enabled``."""

    id = "network-storage-https-only"
    title = "Storage accounts refuse plain HTTP"
    severity = "high"
    rationale = (
        "Plain HTTP carries data and tokens readable through every network between. Checkov looks "
        "for the setting under its former name, and passes an account that allows HTTP."
    )
    mend = "Set https_traffic_only_enabled to true."
    resource_types = ("azurerm_storage_account",)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one storage account."""
        return expect(
            resource,
            "https_traffic_only_enabled",
            True,
            "HTTPS only",
            "the account takes plain HTTP",
        )
