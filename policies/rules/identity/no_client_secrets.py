"""No identity signs in with a secret that Terraform makes."""

from collections.abc import Iterator

from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed

_SECRETS = (
    "azuread_application_certificate",
    "azuread_application_password",
    "azuread_service_principal_certificate",
    "azuread_service_principal_password",
    "azuread_service_principal_token_signing_certificate",
)


class NoClientSecrets(LandingZoneRule):
    """Looks for resources that are secrets of applications and service principals."""

    id = "identity-no-client-secrets"
    title = "Pipelines and workloads have no client secrets"
    severity = "high"
    rationale = (
        "A secret that Terraform makes is readable in its state, works from anywhere, and expires "
        "on a day that nobody has in mind."
    )
    mend = "Use a managed identity, and for pipelines a federated credential on it."
    per_root = True

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield a failure for each secret, or that there is none."""
        found = list(context.resources(*_SECRETS))
        for root, resource in found:
            yield f"{root}/{resource.address}", failed("a client secret or certificate is made")
        if not found:
            yield "", passed(f"no client secret in {len(context.plans)} plans")
