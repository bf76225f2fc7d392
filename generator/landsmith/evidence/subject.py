"""Everything that is known about one customer's run: what the evidence is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from landsmith.blueprint.reading.load import Source

if TYPE_CHECKING:
    from landsmith.blueprint.base import Loc
    from landsmith.errors import Place
    from landsmith.landing_zone.landing_zone import LandingZone
    from landsmith.policy.finding import Finding
    from landsmith.render.output.lock import Lock
    from landsmith.scanners.checkov import CheckovReport
    from landsmith.terraform.places import SourceMap
    from landsmith.terraform.rehearsal import Rehearsal

LANDING_ZONE_FILE = "landing-zone.yaml"


@dataclass(frozen=True)
class Subject:
    """One customer's run.

    ``source`` is the text of the landing-zone file, ``waivers`` that of the waiver file, and
    ``tree`` the rendered repository; ``checkov`` is None where Checkov was not run.
    """

    zone: LandingZone
    source: str = field(repr=False)
    tree: Mapping[str, bytes] = field(repr=False)
    lock: Lock = field(repr=False)
    rehearsal: Rehearsal = field(repr=False)
    places: SourceMap = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    checkov: CheckovReport | None = field(default=None, repr=False)
    waivers: str | None = field(default=None, repr=False)

    @property
    def code(self) -> str:
        """Return the customer's code, which names the customer's folder in the pack."""
        return self.zone.customer.code

    @cached_property
    def _yaml(self) -> Source:
        return Source(LANDING_ZONE_FILE, self.source)

    def place(self, *loc: str | int) -> Place:
        """Return where the landing-zone file says something: ``place("network", "egress")``."""
        return self._yaml.place(_present(self._yaml, loc))


def _present(source: Source, loc: Loc) -> Loc:
    """Return the longest beginning of a location that the file has; the rest is a default."""
    while loc and source.find(loc) is None:
        loc = loc[:-1]
    return loc
