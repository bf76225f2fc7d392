"""Which facts about a provider there are, where they lie, and how to get those that are missing.

A user's own facts lie in one folder and go before those that ship. Nothing looks for that folder
by itself: whoever asks for facts names it, so that the same call has the same answer anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHIPPED: Final = Path(__file__).parent
"""The folder of the facts that ship with Landsmith."""

VARIABLE: Final = "LANDSMITH_FACTS"
"""The environment variable that names the folder of the user's own facts."""

_USUAL: Final = Path(".landsmith") / "facts"
_SUFFIX: Final = ".schema.json.gz"
_FILE: Final = re.compile(
    r"(?P<provider>[a-z0-9][a-z0-9-]*?)-(?P<version>\d+\.\d+\.\d+[0-9A-Za-z.+-]*)"
)


@dataclass(frozen=True)
class Stored:
    """A provider's schema in a file; ``shipped`` where it came with Landsmith."""

    provider: str
    version: str
    path: Path
    shipped: bool

    @property
    def origin(self) -> str:
        """Where it comes from, in words: ``azurerm 5.2.0, shipped with Landsmith``."""
        where = "shipped with Landsmith" if self.shipped else f"from {self.path}"
        return f"{self.provider} {self.version}, {where}"


def facts_folder(given: Path | None, environment: Mapping[str, str], beside: Path) -> Path | None:
    """Return the folder of the user's own facts for a command line, None where there is none.

    It is ``given``, else ``$LANDSMITH_FACTS``, else ``.landsmith/facts`` in the folder ``beside``
    if that is there.

    Raises:
        EmulatorError: a folder was named that isn't there.

    """
    named = given or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    if named is None:
        return beside / _USUAL if (beside / _USUAL).is_dir() else None
    _check(named)
    return named


def new_folder(given: Path | None, environment: Mapping[str, str], beside: Path) -> Path:
    """Return the folder that an import writes to: as `facts_folder`, but it need not be there."""
    named = environment.get(VARIABLE)
    return given or (Path(named) if named else beside / _USUAL)


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise EmulatorError(f"{folder} is no folder, so it holds no provider facts: {mend(())}")


def file_name(provider: str, version: str) -> str:
    """Return the name of a schema's file."""
    return f"{provider}-{version}{_SUFFIX}"


def stored_in(folder: Path, *, shipped: bool = False) -> dict[str, Stored]:
    """Return the providers whose schemas lie in a folder.

    Raises:
        EmulatorError: the folder isn't there, has two versions of one provider, or something
            that is no file.

    """
    _check(folder)
    found: dict[str, Stored] = {}
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        parts = _FILE.fullmatch(path.name.removesuffix(_SUFFIX))
        if not parts:
            raise EmulatorError(f"{path}: not named <provider>-<version>{_SUFFIX}")
        if not path.is_file():
            raise EmulatorError(f"{path} is no file\n    mend: remove it, or {mend(())}")
        stored = Stored(parts["provider"], parts["version"], path, shipped)
        other = found.setdefault(stored.provider, stored)
        if other is not stored:
            raise EmulatorError(
                f"{folder} has {stored.provider} {other.version} and {stored.version}:"
                " remove the file that isn't meant"
            )
    return found


def located(provider: str, folder: Path | None) -> Stored:
    """Return where a provider's schema lies: among the user's own facts, else the shipped ones.

    Raises:
        EmulatorError: there is none.

    """
    own = stored_in(folder) if folder else {}
    found = own.get(provider) or shipped(provider)
    if not found:
        raise EmulatorError(f"no facts about the provider {provider}: {mend([provider])}")
    return found


def shipped(provider: str) -> Stored | None:
    """Return what ships about a provider, None where nothing does."""
    return all_shipped().get(provider)


@cache
def all_shipped() -> dict[str, Stored]:
    """Return all providers that facts ship about."""
    return stored_in(SHIPPED, shipped=True)


def mend(providers: Iterable[str]) -> str:
    """Return what to do about missing facts."""
    wanted = [f"--provider-version {name}=<version>" for name in sorted(set(providers))]
    options = " ".join(wanted or ["--provider-version <name>=<version>"])
    return (
        "run `terraform providers schema -json > schema.json` where the provider is installed,"
        f" then `landsmith emulator facts --from schema.json {options}`"
    )
