"""What Azure itself refuses, beyond the provider: rules on one change against the whole cloud.

Each rule is a pure function of the cloud and a `Change`, and returns a finding or None. A rule
that isn't about the change at hand returns None. The codes are Azure's; the words are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.refusals import (
    authorization,
    deletions,
    kubernetes,
    names,
    network,
    peerings,
    resources,
    tags,
)

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.provider.objection import Objection
    from landsmith.emulator.refusals.change import Change, Rule

RULES: Final[tuple[Rule, ...]] = (
    deletions.scope_locked,
    deletions.group_not_empty,
    deletions.group_used_from_outside,
    deletions.in_use,
    deletions.nested_resources,
    deletions.management_group_not_empty,
    resources.parent_missing,
    resources.reference_missing,
    authorization.role_assignment_exists,
    authorization.role_name_taken,
    authorization.policy_assignment_name,
    resources.exists_already,
    resources.gone,
    names.taken,
    tags.limits,
    network.invalid_notation,
    network.subnet_outside_network,
    network.subnets_overlap,
    network.subnet_in_use,
    network.network_shrinks,
    network.network_overlaps_peer,
    peerings.second_peering,
    peerings.spaces_overlap,
    peerings.overlaps_third_network,
    peerings.remote_gateways,
    kubernetes.service_cidr_overlaps,
    kubernetes.subnet_too_small,
)
"""Every rule, in the order in which they are asked; the first finding counts."""


def refusal(cloud: Cloud, change: Change, rules: tuple[Rule, ...] = RULES) -> Objection | None:
    """Return what Azure would say against a change, None if it would do it."""
    return next((found for rule in rules if (found := rule(cloud, change))), None)
