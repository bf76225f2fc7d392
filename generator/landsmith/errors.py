"""Every error Landsmith raises, and the place in a file that an error points at.

The tree::

    LandsmithError                exit code 1
    ├── InputError                the landing-zone file, one problem per mistake
    ├── ContentError              a blueprint, module or policy that ships with Landsmith is missing
    ├── RenderError               a value or path that can't be rendered
    ├── ConflictError             exit code 2: a generated file was edited by hand
    ├── EmulatorError             emulated Azure can't do what was asked
    ├── TerraformError            terraform is missing, too old, or failed
    ├── PolicyError               a rule or waiver file is not well formed
    └── EvidenceError             an evidence pack is incomplete or does not verify
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that Unicode counts among the visible ones, and that show nothing."""


def is_hidden(char: str) -> bool:
    """Tell whether a character shows nothing, or changes how its neighbours are shown."""
    return char in _FILLERS or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """Return a text with what can't be seen written as escapes, as Python writes them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(ascii(c)[1:-1] if is_hidden(c) or not c.isprintable() else c for c in text)


@dataclass(frozen=True, order=True)
class Place:
    """A position in a text file; lines and columns count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, as editors and terminals link it."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what was expected there, and what to do about it."""

    place: Place
    field: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        """Return one line, or two where there is a mend."""
        head = visible(": ".join(filter(None, [str(self.place), self.field, self.message])))
        return f"{head}\n    mend: {visible(self.mend)}" if self.mend else head


class LandsmithError(Exception):
    """Base of all errors; ``exit_code`` is what the command line returns for it."""

    exit_code: ClassVar[int] = 1


class InputError(LandsmithError):
    """The landing-zone file is not valid; carries every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ContentError(LandsmithError):
    """A blueprint, module or policy that ships with Landsmith is missing or broken."""


class RenderError(LandsmithError):
    """A value or a path can't be rendered."""


class ConflictError(LandsmithError):
    """A generated file was edited by hand and would have been overwritten."""

    exit_code = 2


class EmulatorError(LandsmithError):
    """Emulated Azure can't do what was asked of it."""


class TerraformError(LandsmithError):
    """Terraform is missing, too old, or ended with an error."""


class PolicyError(LandsmithError):
    """A policy rule, control or waiver file is not well formed."""


class EvidenceError(LandsmithError):
    """An evidence pack can't be built, or does not verify."""
