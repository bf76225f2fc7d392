"""Verifies an evidence pack: every digest, every rendered file, every fact and every page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from landsmith import __version__
from landsmith.errors import EvidenceError, LandsmithError
from landsmith.evidence import CONTROL
from landsmith.evidence.pack import DOCUMENT, KIND, MANIFEST, provenance
from landsmith.evidence.pages import html
from landsmith.evidence.pages.comparison import comparison
from landsmith.evidence.pages.document import facts_digest
from landsmith.evidence.recompute import as_read, differing, subject_again
from landsmith.evidence.subject import LANDING_ZONE_FILE
from landsmith.policy.controls.catalogue import control
from landsmith.policy.controls.control import Control
from landsmith.reading import read_bytes
from landsmith.render.kubernetes.manifests import digests as bundle_digests
from landsmith.render.output import lock as locks
from landsmith.render.output.paths import LOCK_FILE
from landsmith.render.terraform.modules import digests as module_digests

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject
    from landsmith.landing_zone.landing_zone import LandingZone
    from landsmith.render.output.lock import Lock

Json: TypeAlias = dict[str, Any]
Outcome: TypeAlias = Literal["pass", "fail", "skipped"]
Rerender: TypeAlias = "Callable[[str, Lock], Mapping[str, bytes]]"
"""Renders a landing-zone file again: its text and its lock to the files of the repository."""
Reload: TypeAlias = "Callable[[str, Lock], LandingZone]"
"""Resolves a landing-zone file again: its text and its lock to the landing zone."""

FILES: Final = "files"
ORIGIN: Final = "origin"
RENDERING: Final = "rendering"
FACTS: Final = "facts"
PAGES: Final = "pages"


@dataclass(frozen=True)
class Check:
    """One thing that was verified: its area, what it was about, and what came out."""

    area: str
    subject: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True)
class VerifyReport:
    """Every check; ``manifest_sha256`` is what a note of the pack's digest is compared with."""

    checks: tuple[Check, ...]
    manifest_sha256: str
    generator_version: str

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    @property
    def complete(self) -> bool:
        """Whether nothing was skipped, either."""
        return all(check.outcome == "pass" for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if check.outcome == "fail")


@dataclass(frozen=True)
class _Pack:
    """A pack on disk, and what it is compared with."""

    folder: Path
    manifest: Json
    told: Json
    installed: str
    control: Control
    again: dict[str, Subject] = field(default_factory=dict)
    """The customers' runs, computed anew, as far as that is done."""

    def read(self, path: str) -> bytes:
        """Return a file of the pack, never through a link."""
        return _read(self.folder, path)

    @property
    def same_version(self) -> bool:
        """Whether the installed Landsmith built the pack."""
        return bool(self.told["generator_version"] == self.installed)


def verify(
    folder: Path,
    *,
    rerender: Rerender | None = None,
    reload: Reload | None = None,
    installed: str = __version__,
    requirement: Control | None = None,
) -> VerifyReport:
    """Verify the pack in a folder.

    Args:
        folder: where the pack lies.
        rerender: renders a landing-zone file again; without it nothing is rendered.
        reload: resolves a landing-zone file again; without it no fact is computed anew.
        installed: the installed version of Landsmith.
        requirement: the control; by default A-3.1, as it ships.

    Raises:
        EvidenceError: there is no pack there that could be verified.

    """
    manifest = _manifest(folder)
    if not isinstance(manifest.get("files"), dict) or manifest.get("kind") != KIND:
        raise EvidenceError(f"{folder / MANIFEST} is not the manifest of an evidence pack")
    checks = list(_files(folder, manifest))
    pack = _opened(folder, manifest, installed, requirement or control(CONTROL))
    checks += _guarded(ORIGIN, DOCUMENT, partial(_origin, pack))
    for item in pack.told.get("customers", ()):
        work = partial(_customer, pack, item, rerender, reload)
        checks += _guarded(RENDERING, item["code"], work)
    checks += _guarded(FACTS, "comparison", partial(_comparison, pack))
    checks += _guarded(PAGES, html.INDEX, partial(_pages, pack))
    digest = sha256(_read(folder, MANIFEST)).hexdigest()
    return VerifyReport(tuple(checks), digest, str(pack.told.get("generator_version", "")))


def _opened(folder: Path, manifest: Json, installed: str, requirement: Control) -> _Pack:
    told = _json(folder, DOCUMENT)
    if "generator_version" not in told or "customers" not in told:
        raise EvidenceError(f"{folder / DOCUMENT} is not the document of an evidence pack")
    return _Pack(folder, manifest, told, installed, requirement)


def _guarded(area: str, subject: str, work: Callable[[], Iterator[Check]]) -> list[Check]:
    """Return the checks of a piece of work; what can't be read or understood fails."""
    found: list[Check] = []
    try:
        found.extend(work())
    except (LandsmithError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        found.append(Check(area, subject, "fail", f"can't be checked: {error!r}"))
    return found


def _files(folder: Path, manifest: Json) -> Iterator[Check]:
    """Compare every file with the manifest: missing, changed and extra ones are named."""
    for path, said in sorted(manifest["files"].items()):
        yield _file(folder, path, said)
    known = {MANIFEST, *manifest["files"]}
    for found in sorted(folder.rglob("*")):
        path = found.relative_to(folder).as_posix()
        if path not in known and (found.is_symlink() or not found.is_dir()):
            yield Check(FILES, path, "fail", "is not in the manifest")


def _file(folder: Path, path: str, said: Json) -> Check:
    try:
        data = _read(folder, path)
    except EvidenceError as error:
        return Check(FILES, path, "fail", str(error))
    if len(data) != said.get("size") or sha256(data).hexdigest() != said.get("sha256"):
        return Check(FILES, path, "fail", "was changed: its sha256 is not the manifest's")
    return Check(FILES, path, "pass")


def _origin(pack: _Pack) -> Iterator[Check]:
    same = pack.manifest.get("provenance") == provenance(pack.told)
    detail = "" if same else f"differs from what {DOCUMENT} says"
    yield _check(ORIGIN, "provenance", same, detail)
    if pack.same_version:
        yield Check(ORIGIN, "generator version", "pass", pack.installed)
    else:
        yield Check(ORIGIN, "generator version", "skipped", _other_version(pack))


def _other_version(pack: _Pack) -> str:
    return (
        f"built by Landsmith {pack.told['generator_version']}, and {pack.installed} is installed: "
        "rendering, facts and pages can't be expected to match; install that version to check them"
    )


def _customer(
    pack: _Pack, item: Json, rerender: Rerender | None, reload: Reload | None
) -> Iterator[Check]:
    code = item["code"]
    at = f"customers/{code}"
    source = pack.read(f"{at}/{LANDING_ZONE_FILE}").decode()
    lock = locks.read(pack.folder / at / LOCK_FILE)
    if lock is None:
        yield Check(RENDERING, code, "fail", f"{LOCK_FILE} is missing")
        return
    same = lock.files.get(LANDING_ZONE_FILE) in (None, sha256(source.encode()).hexdigest())
    detail = "" if same else "is not the one that the lock names"
    yield _check(RENDERING, f"{code}: {LANDING_ZONE_FILE}", same, detail)
    same = facts_digest(item["requirements"]) == item["facts_sha256"]
    yield _check(FACTS, f"{code}: digest", same, "" if same else "the facts were changed")
    yield _findings(pack, item)
    if not pack.same_version or rerender is None:
        reason = "no renderer was given" if pack.same_version else _other_version(pack)
        yield Check(RENDERING, f"{code}: repository", "skipped", reason)
        yield Check(FACTS, f"{code}: computed anew", "skipped", reason)
        return
    tree = rerender(source, lock)
    yield from _rendered(code, tree, lock)
    yield from _facts(pack, item, lock, tree, reload)


def _rendered(code: str, tree: Mapping[str, bytes], lock: Lock) -> Iterator[Check]:
    """Compare a repository that was rendered again with what the lock says of the first."""
    new = {path: sha256(data).hexdigest() for path, data in tree.items()}
    yield _equal(RENDERING, f"{code}: repository", new, lock.files, "files")
    modules = module_digests(tree) | bundle_digests(tree)
    yield _equal(RENDERING, f"{code}: modules", modules, lock.modules, "modules")


def _equal(
    area: str, subject: str, new: Mapping[str, str], old: Mapping[str, str], noun: str
) -> Check:
    differing = sorted(name for name in {*new, *old} if new.get(name) != old.get(name))
    if differing:
        more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
        return Check(
            area, subject, "fail", f"rendered differently: {', '.join(differing[:5])}{more}"
        )
    return Check(area, subject, "pass", f"{len(new)} {noun}")


def _facts(
    pack: _Pack, item: Json, lock: Lock, tree: Mapping[str, bytes], reload: Reload | None
) -> Iterator[Check]:
    subject = f"{item['code']}: computed anew"
    if reload is None:
        yield Check(FACTS, subject, "skipped", "nothing was given to resolve the landing zone with")
        return
    source = pack.read(f"customers/{item['code']}/{LANDING_ZONE_FILE}").decode()
    zone = reload(source, lock)
    plans = {
        kind: {
            root["name"]: _json(pack.folder, f"customers/{item['code']}/{kind}/{root['name']}.json")
            for root in item["rehearsal"]["roots"]
        }
        for kind in ("plans", "state")
    }
    again = subject_again(item, zone, source, lock, tree, plans)
    pack.again[item["code"]] = again
    odd = differing(item, again, pack.control)
    detail = f"differ from what the stored plans say: {', '.join(odd)}" if odd else ""
    yield _check(FACTS, subject, not odd, detail)


def _findings(pack: _Pack, item: Json) -> Check:
    """Compare the counts of findings with the findings themselves."""
    path = f"customers/{item['code']}/findings.json"
    listed = _json(pack.folder, path)["findings"]
    counts = {
        scanner: dict(Counter(one["status"] for one in listed if one["scanner"] == scanner))
        for scanner in item["findings"]["counts"]
    }
    same = counts == item["findings"]["counts"]
    detail = "" if same else "the counts are not those of findings.json"
    return _check(FACTS, f"{item['code']}: findings", same, detail)


def _comparison(pack: _Pack) -> Iterator[Check]:
    """Compare the customers anew, if all of their runs could be computed anew."""
    codes = [item["code"] for item in pack.told["customers"]]
    if set(codes) != set(pack.again):
        ran = "not every customer's run was computed anew"
        reason = ran if pack.same_version else _other_version(pack)
        yield Check(FACTS, "comparison", "skipped", reason)
        return
    new = as_read(comparison([pack.again[code] for code in codes]))
    same = new == pack.told["comparison"]
    yield _check(FACTS, "comparison", same, "" if same else "differs from what the runs give")


def _pages(pack: _Pack) -> Iterator[Check]:
    """Make the pages again from the document: they say what it says, and nothing else."""
    if not pack.same_version:
        yield Check(PAGES, html.INDEX, "skipped", _other_version(pack))
        return
    for path, data in html.pages(pack.told).items():
        same = pack.read(path) == data
        yield _check(PAGES, path, same, "" if same else f"does not say what {DOCUMENT} says")


def _check(area: str, subject: str, passed: bool, detail: str = "") -> Check:
    return Check(area, subject, "pass" if passed else "fail", detail)


def _manifest(folder: Path) -> Json:
    try:
        return _json(folder, MANIFEST)
    except EvidenceError as error:
        mend = "name a folder that landsmith evidence build wrote"
        raise EvidenceError(f"{error}\n    mend: {mend}") from error


def _json(folder: Path, path: str) -> Json:
    try:
        found = json.loads(_read(folder, path))
    except ValueError as error:
        raise EvidenceError(f"{folder / path} is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise EvidenceError(f"{folder / path} is no JSON object")
    return found


def _read(folder: Path, path: str) -> bytes:
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path:
        raise EvidenceError("is not a path inside the pack")
    here = folder
    for part in parts:
        here /= part
        if here.is_symlink():
            raise EvidenceError("is a link")
    try:
        return read_bytes(here)
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else f"can't be read: {error}"
        raise EvidenceError(f"{here} {reason}") from error
