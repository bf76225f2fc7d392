"""A setting that differs from best practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from landsmith.blueprint import landing_zone as authored
from landsmith.blueprint.base import Loc


@dataclass(frozen=True)
class Deviation:
    """One setting that differs from best practice.

    ``setting`` is its path in the landing-zone file, with landing zones by key; ``justification``
    is None until the file gives one.
    """

    setting: str
    loc: Loc
    chosen: str
    recommended: str
    source: str
    justification: authored.Deviation | None = None


class Difference(NamedTuple):
    """A choice beside the recommended one: its path, its place and the source of the advice."""

    setting: str
    loc: Loc
    chosen: str
    recommended: str
    source: str
