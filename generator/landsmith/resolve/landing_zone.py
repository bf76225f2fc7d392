"""The landing zone: every name, address range and default decided; one frozen value.

Pure: given the same landing-zone file and the same lock it is the same value.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from types import MappingProxyType

from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.resolve.addresses.sizing import address_plan
from landsmith.resolve.checks import checks
from landsmith.resolve.deviations.deviations import deviations, unmatched
from landsmith.resolve.names import naming
from landsmith.resolve.names.names import names


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
    by_key = MappingProxyType({name.key: name for name in decided})
    return LandingZone(file, by_key, MappingProxyType(plan), deviations(file))
