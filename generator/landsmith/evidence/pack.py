"""The evidence pack: every file of it as bytes, and the one step that writes them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.errors import EvidenceError
from landsmith.evidence import CONTROL
from landsmith.evidence.pages import html
from landsmith.evidence.pages.document import document, redacted
from landsmith.evidence.pages.summary import all_findings, as_data, finding_json
from landsmith.evidence.subject import LANDING_ZONE_FILE
from landsmith.policy.controls.catalogue import control
from landsmith.policy.controls.control import Control
from landsmith.reading import read_bytes
from landsmith.render.output.paths import LOCK_FILE
from landsmith.stopping import STOP

if TYPE_CHECKING:
    from datetime import datetime

    from landsmith.evidence.subject import Subject

Json: TypeAlias = dict[str, Any]

MANIFEST: Final = "manifest.json"
DOCUMENT: Final = "pack.json"
KIND: Final = "landsmith evidence pack"
LEAST_CUSTOMERS: Final = 2


@dataclass(frozen=True)
class Pack:
    """An evidence pack: the content of each file by its posix path."""

    files: Mapping[str, bytes] = field(repr=False)

    @property
    def digest(self) -> str:
        """Return the sha256 of the manifest, which stands for the whole pack."""
        return sha256(self.files[MANIFEST]).hexdigest()


def build(
    subjects: Sequence[Subject],
    *,
    built_at: datetime,
    generator_version: str,
    requirement: Control | None = None,
) -> Pack:
    """Return the evidence pack of two or more customers; the same input gives the same bytes.

    Args:
        subjects: the customers' runs, in the order they are shown.
        built_at: the time that the pack says it was built at; it has a time zone.
        generator_version: the version of Landsmith that built it.
        requirement: the control; by default A-3.1, as it ships.

    Raises:
        EvidenceError: there are too few customers, or two of one code, or no time zone.

    """
    _check(subjects, built_at)
    clean = [_filled(redacted(subject)) for subject in subjects]
    told = document(
        clean,
        requirement or control(CONTROL),
        built_at=built_at,
        generator_version=generator_version,
    )
    files = {DOCUMENT: json_bytes(told, sort=False)}
    for subject in clean:
        files |= {f"customers/{subject.code}/{name}": data for name, data in _files(subject)}
    files |= html.pages(json.loads(files[DOCUMENT]))
    files[MANIFEST] = json_bytes(manifest(files, told))
    return Pack(dict(sorted(files.items())))


def manifest(files: Mapping[str, bytes], told: Json) -> Json:
    """Return the manifest of a pack's other files: digest, size and provenance."""
    return {
        "kind": KIND,
        "schema_version": told["schema_version"],
        "provenance": provenance(told),
        "files": {
            path: {"sha256": sha256(data).hexdigest(), "size": len(data)}
            for path, data in sorted(files.items())
        },
    }


def provenance(told: Json) -> Json:
    """Return what made a pack, from its document."""
    return {
        "built_at": told["built_at"],
        "generator_version": told["generator_version"],
        "highest_level": told["highest_level"],
        "customers": {
            item["code"]: {
                "blueprint": item["approach"]["blueprint"],
                "blueprint_sha256": item["blueprint_sha256"],
                "rendered_by": item["generator_version"],
                "repository_sha256": item["repository_sha256"],
                "terraform_version": item["rehearsal"]["terraform_version"],
            }
            for item in told["customers"]
        },
    }


def json_bytes(value: object, *, sort: bool = True) -> bytes:
    """Return JSON as people can read it, the same bytes every time."""
    return (json.dumps(value, indent=2, sort_keys=sort, ensure_ascii=False) + "\n").encode()


def write(pack: Pack, folder: Path) -> None:
    """Write a pack to a folder that is new, empty, or holds an earlier pack and nothing else.

    The pack is made beside the folder and put in its place in one step.

    Raises:
        EvidenceError: something else lies there, or the disk refuses.

    """
    _check_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as scratch:
            _put(pack, Path(scratch) / "new")
            with STOP.deferring():
                _exchange(Path(scratch), folder)
    except OSError as error:
        raise EvidenceError(f"{folder} can't be written: {error}; mend it and run again") from error


def _check(subjects: Sequence[Subject], built_at: datetime) -> None:
    if built_at.utcoffset() is None:
        raise EvidenceError("the time a pack is built at needs a time zone")
    if len(subjects) < LEAST_CUSTOMERS:
        raise EvidenceError(
            f"control A-3.1 asks for {LEAST_CUSTOMERS} customers, and there is {len(subjects)}: "
            "name a second landing-zone file"
        )
    codes = [subject.code for subject in subjects]
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise EvidenceError(f"two customers have the code {repeated[0]}: give each its own")


def _filled(subject: Subject) -> Subject:
    """Return the subject with the digest of each rendered file in its lock."""
    if subject.lock.files:
        return subject
    files = {path: sha256(data).hexdigest() for path, data in subject.tree.items()}
    return replace(subject, lock=replace(subject.lock, files=files))


def _files(subject: Subject) -> Iterator[tuple[str, bytes]]:
    """Yield a customer's files but its page."""
    from landsmith.policy import registry
    from landsmith.policy.formats import json as findings_json
    from landsmith.policy.formats import sarif

    findings = all_findings(subject)
    yield LANDING_ZONE_FILE, subject.source.encode()
    if subject.waivers is not None:
        yield "waivers.yaml", subject.waivers.encode()
    yield LOCK_FILE, subject.lock.to_json()
    for root in subject.rehearsal.roots:
        yield f"plans/{root.name}.json", json_bytes(root.plan_json)
        yield f"state/{root.name}.json", json_bytes(root.applied)
    yield "findings.json", findings_json.write(findings).encode()
    yield "findings.sarif", sarif.write(findings, registry.rules()).encode()
    yield "checkov-inventory.json", json_bytes(_inventory(subject))


def _inventory(subject: Subject) -> Json:
    report = subject.checkov
    if report is None:
        return {"schema_version": 1, "ran": False, "checks": [], "skipped": []}
    return {
        "schema_version": 1,
        "ran": True,
        "version": report.version,
        "checks": as_data(report.inventory),
        "skipped": [
            finding_json(item.finding) | {"reason": item.reason} for item in report.skipped
        ],
    }


def _check_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise EvidenceError(f"{folder} is a link or a file: name a folder")
    if folder.is_dir() and any(folder.iterdir()) and (foreign := _foreign(folder)):
        raise EvidenceError(
            f"{folder} holds {foreign}, which is no part of an evidence pack: "
            "name an empty folder, or move that file away"
        )


def _foreign(folder: Path) -> str:
    """Return a file that an earlier pack doesn't have; nothing where all of it is one."""
    try:
        earlier = json.loads(read_bytes(folder / MANIFEST))
        known = {MANIFEST, *earlier["files"]} if earlier["kind"] == KIND else set()
    except (OSError, ValueError, KeyError, TypeError):
        known = set()
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return next((path for path in sorted(found) if path not in known), "")


def _put(pack: Pack, folder: Path) -> None:
    for path, data in pack.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _exchange(scratch: Path, folder: Path) -> None:
    """Put the new folder in place of the old one; the old one comes back if that fails."""
    old = scratch / "old"
    if folder.exists():
        folder.rename(old)
    try:
        (scratch / "new").rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
