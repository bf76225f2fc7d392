"""Build an evidence pack over several customers, and verify one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from landsmith import __version__
from landsmith.api.building import load
from landsmith.api.judging import Validation
from landsmith.blueprint.reading.load import Source
from landsmith.compose.roots import compose
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.output.lock import Lock
from landsmith.render.repository import repository

if TYPE_CHECKING:
    from landsmith.evidence.verify import VerifyReport


def build_evidence(
    validations: Sequence[tuple[Validation, Source | None]], out: Path, *, built_at: datetime
) -> Path:
    """Write an evidence pack for control A-3.1 over validated customers; return its first page.

    Args:
        validations: each customer's validation, with its waiver file.
        out: the pack's folder, new or an earlier pack.
        built_at: the time to record.

    Raises:
        EvidenceError: there are too few customers, or the folder holds something else.
    """
    from dataclasses import replace

    from landsmith.evidence import pack
    from landsmith.evidence.subject import Subject

    subjects = [
        Subject(
            zone=item.built.zone,
            source=item.built.source.text,
            tree=item.built.tree,
            lock=replace(item.built.lock, files=item.built.tree.digests()),
            rehearsal=item.rehearsal,
            places=item.places,
            findings=item.findings,
            checkov=item.checkov,
            waivers=waivers.text if waivers else None,
        )
        for item, waivers in validations
    ]
    pack.write(pack.build(subjects, built_at=built_at, generator_version=__version__), out)
    return out / "index.html"


def verify_evidence(folder: Path) -> VerifyReport:
    """Recompute every digest of an evidence pack, and render its landing zones again.

    Raises:
        EvidenceError: the folder is not an evidence pack.
    """
    from landsmith.evidence import verify

    return verify.verify(folder, rerender=rerender, reload=reload)


def reload(source: str, lock: Lock) -> LandingZone:
    """Resolve a landing-zone file's text again, with the address ranges of its lock."""
    return load(Source("landing-zone.yaml", source), lock)


def rerender(source: str, lock: Lock) -> Mapping[str, bytes]:
    """Render a landing-zone file's text again, with the address ranges of its lock."""
    zone = reload(source, lock)
    return repository(zone, compose(zone), source)
