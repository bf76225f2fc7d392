"""Says which types of a repository the emulator doesn't know, before terraform does it worse."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from landsmith.emulator.facts import known_providers, provider_facts
from landsmith.emulator.facts.stored import mend
from landsmith.errors import Place, Problem, TerraformError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from landsmith.emulator.facts import ProviderFacts

_KINDS: Final = ("resource", "data", "ephemeral")
_BUILT_IN: Final = "terraform"
"""The provider inside terraform: ``terraform_data`` and ``terraform_remote_state``."""

_BLOCK: Final = re.compile(
    rf'(?P<space>\s*)(?P<kind>{"|".join(_KINDS)})\s+"?(?P<type>[A-Za-z][\w-]*)"?\s+"?[\w-]+"?\s*{{'
)
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_REMARK: Final = re.compile(r"#|//")
_HEREDOC: Final = re.compile(r"<<[-~]?\s*(\w+)\s*$")


class Use(NamedTuple):
    """A block of a type; ``kind`` is resource, data or ephemeral."""

    place: Place
    kind: str
    type: str

    @property
    def provider(self) -> str:
        """The provider's name, as terraform derives it where nothing else is said."""
        return self.type.partition("_")[0]


class UnknownTypesError(TerraformError):
    """A repository uses types that the emulator has no facts about; one problem for each use."""

    def __init__(self, problems: Sequence[Problem], providers: Sequence[str]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems]
        end = [f"    mend: {mend(providers)}"] if providers else []
        super().__init__("\n".join([*lines, *end]))


def check_types(repository: Path, facts: Path | None = None) -> None:
    """Refuse a repository that uses types which the emulator can't serve.

    ``facts`` is the folder of the user's own provider facts.

    Raises:
        UnknownTypesError: the emulator has no facts about some types: says where they are used,
            and the command that takes the facts in.
        EmulatorError: the user's own facts can't be read.

    """
    known = {name: provider_facts(name, facts) for name in known_providers(facts)}
    problems: list[Problem] = []
    missing: set[str] = set()
    for use in uses(repository):
        message = _said(use, known)
        if message:
            problems.append(Problem(use.place, f"{use.kind} {use.type}", message))
        if message and use.kind != "ephemeral":
            missing.add(use.provider)
    if problems:
        raise UnknownTypesError(problems, sorted(missing))


def _said(use: Use, known: dict[str, ProviderFacts]) -> str:
    """Return why a type can't be served, empty if it can."""
    if use.provider == _BUILT_IN:
        return ""
    if use.kind == "ephemeral":
        return "ephemeral resources are not emulated"
    kinds = {"resource": "resource_schemas", "data": "data_source_schemas"}
    served = [facts.raw[kinds[use.kind]] for facts in known.values()]
    if any(use.type in schemas for schemas in served):
        return ""
    own = known.get(use.provider)
    if not own:
        return f"the emulator has no facts about the provider {use.provider}"
    close = get_close_matches(use.type, own.raw[kinds[use.kind]], n=1, cutoff=0.9)
    hint = f" (did you mean {close[0]}?)" if close else ""
    return f"not in the emulator's facts: {own.origin}{hint}"


def uses(repository: Path) -> Iterator[Use]:
    """Yield every resource, data source and ephemeral block of a repository's Terraform files."""
    for path in sorted(repository.rglob("*.tf")):
        if ".terraform" not in path.relative_to(repository).parts:
            yield from _in_text(path.relative_to(repository).as_posix(), _text(path))
    for path in sorted(repository.rglob("*.tf.json")):
        if ".terraform" not in path.relative_to(repository).parts:
            yield from _in_json(path.relative_to(repository).as_posix(), _text(path))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _in_text(file: str, text: str) -> Iterator[Use]:
    for number, line in _code(text):
        match = _BLOCK.match(line)
        if match:
            place = Place(file, number, len(match["space"]) + 1)
            yield Use(place, match["kind"], match["type"])


def _code(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are neither in a block comment nor in a heredoc."""
    end = ""
    for number, line in enumerate(text.splitlines(), 1):
        if end:
            closed = end in line if end == "*/" else line.strip() == end
            end = "" if closed else end
            continue
        yield number, line
        end = _opened(line)


def _opened(line: str) -> str:
    """Return what closes the comment or heredoc that a line opens, empty if it opens none."""
    plain = _REMARK.split(_STRING.sub('""', line), maxsplit=1)[0]
    if plain.rfind("/*") > plain.rfind("*/"):
        return "*/"
    heredoc = _HEREDOC.search(plain)
    return heredoc[1] if heredoc else ""


def _in_json(file: str, text: str) -> Iterator[Use]:
    try:
        document: Any = json.loads(text)
    except ValueError:
        return  # terraform says where
    lines = text.splitlines()
    for kind in _KINDS:
        given = document.get(kind, {}) if isinstance(document, dict) else {}
        for block in given if isinstance(given, list) else [given]:
            for type_name in block if isinstance(block, dict) else ():
                yield Use(Place(file, _line(lines, type_name)), kind, type_name)


def _line(lines: list[str], name: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if f'"{name}"' in line), 0)
