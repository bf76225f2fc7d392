"""The user's own provider facts: where they lie, and how they come there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landsmith.emulator.facts.importing import Imported


def facts_beside(given: Path | None = None) -> Path | None:
    """Return the folder of the user's own facts, None where there is none.

    It is the one given, else ``$LANDSMITH_FACTS``, else ``.landsmith/facts`` in this folder.

    Raises:
        EmulatorError: the folder that was named is not there.
    """
    from landsmith.emulator.facts.stored import facts_folder

    return facts_folder(given, os.environ, Path.cwd())


def import_facts(
    source: str, versions: Sequence[str], folder: Path | None = None
) -> tuple[Imported, ...]:
    """Store the output of ``terraform providers schema -json`` as provider facts.

    Args:
        source: the file, or ``-`` for standard input.
        versions: each provider's version, ``azurerm=4.30.0``; the output does not carry it.
        folder: where to; by default as ``facts_beside`` looks for them.

    Raises:
        EmulatorError: the file is something else, or a version is missing.
    """
    from landsmith.emulator.facts import importing
    from landsmith.emulator.facts.stored import new_folder

    text, name = importing.read(source)
    target = new_folder(folder, os.environ, Path.cwd())
    return importing.import_facts(text, name, importing.versions_of(versions), target)
