"""The stage: decides everything that a landing-zone file leaves open, each thing once.

Pure: given the same landing-zone file and the same lock it is the same value.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from types import MappingProxyType

from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name
from landsmith.resolve.addresses.sizing import address_plan
from landsmith.resolve.application import applications
from landsmith.resolve.checks import checks
from landsmith.resolve.cluster.demand import quota_demands
from landsmith.resolve.cluster.stages import stages
from landsmith.resolve.deviations.deviations import deviations, unmatched
from landsmith.resolve.names import naming
from landsmith.resolve.names.governance import locked as locked_parts
from landsmith.resolve.names.names import names
from landsmith.resolve.names.tags import decided_tags
from landsmith.resolve.platform.hierarchy import groups, own_subscriptions, owners, placement
from landsmith.resolve.platform.hubs import allowed_regions, given_ids
from landsmith.resolve.platform.hubs_decided import decided_hubs
from landsmith.resolve.platform.namespaces import excluded_namespaces
from landsmith.resolve.platform.policies import exemptions, policies


def resolve(file: LandingZoneFile, locked: Mapping[str, IPv4Network] | None = None) -> LandingZone:
    """Decide everything that a landing-zone file leaves open.

    Args:
        file: what the customer chose.
        locked: ranges that the lock holds, by key; they stay where they are.

    Raises:
        FieldProblems: every combination that can't be deployed, at its field.
    """
    problems = [*checks.check(file), *unmatched(file)]
    decided = list(names(file))
    if not any(problem.loc[-1:] == ("name",) for problem in problems):
        problems += naming.check(decided)  # two landing zones of one name collide in every name
    plan, found = address_plan(file, locked or {})
    if problems or found:
        raise FieldProblems([*problems, *found])
    by_key = {name.key: name for name in decided}
    return _decided(file, MappingProxyType(by_key), MappingProxyType(plan))


def _decided(
    file: LandingZoneFile, names: Mapping[str, Name], addresses: Mapping[str, IPv4Network]
) -> LandingZone:
    hubs = decided_hubs(file)
    return LandingZone(
        file=file,
        blueprint=file.blueprint,
        customer=file.customer,
        approach=file.approach,
        tenant_id=file.tenant_id,
        region=file.region,
        subscriptions=file.subscriptions,
        management_groups=file.management_groups,
        vending=file.vending,
        network=file.network,
        identity=file.identity,
        monitoring=file.monitoring,
        policy=file.policy,
        state=file.state,
        global_entry=file.global_entry,
        fleet=file.fleet,
        arc_clusters=file.arc_clusters,
        hubs=hubs,
        landing_zones=applications(file, hubs, addresses),
        allowed_regions=allowed_regions(file),
        hierarchy=groups(file),
        placements=placement(file),
        own_subscriptions=own_subscriptions(file),
        owners=owners(file),
        locked=locked_parts(file),
        policies=tuple(policies(file)),
        exemptions=tuple(exemptions(file)),
        excluded_namespaces=excluded_namespaces(file),
        stages=stages(file),
        quotas=quota_demands(file),
        tags=decided_tags(file),
        names=names,
        addresses=addresses,
        deviations=deviations(file),
        given_ids=given_ids(file),
    )
