"""Says where a repository would run commands on the machine that rehearses it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from landsmith.errors import Place, Problem, TerraformError

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAG: Final = "--allow-local-commands"

_WORDS: Final = {
    "provisioner": "runs commands, or copies files, on the machine that rehearses",
    "key_provider": "may run a command of its own, in OpenTofu",
    "method": "may run a command of its own, in OpenTofu",
}
_BLOCK: Final = re.compile(
    r"\b(?P<word>provisioner|key_provider)\b(?!\s*[=.])|\b(?P<method>method)\b(?!\s*[=.])[^\n=]*\{"
)
"""Comments and texts count too: what only looks like a comment could hide a command."""


class LocalCommandsError(TerraformError):
    """A repository would run commands here; one problem for each place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        mend = f"take it out, or allow it with {FLAG} if you trust everybody who wrote it"
        lines = [str(problem) for problem in self.problems]
        super().__init__("\n".join([*lines, f"    mend: {mend}"]))


def check_local_commands(folder: Path) -> None:
    """Refuse Terraform files that would run commands, also behind links and in fetched modules.

    Raises:
        LocalCommandsError: some would; says where.

    """
    problems = [
        Problem(Place(path.relative_to(folder).as_posix(), line), word, _WORDS[word])
        for path in _files(folder)
        for line, word in _found(path)
    ]
    if problems:
        raise LocalCommandsError(problems)


def _files(folder: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        folders[:] = [] if real in seen else folders
        seen.add(real)
        ends = (".tf", ".tf.json", ".tofu", ".tofu.json")
        yield from (Path(here, name) for name in names if name.endswith(ends))


def _found(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.name.endswith(".json"):
        yield from ((0, word) for word in _keys(_parsed(text)) if word in _WORDS)
        return
    for match in _BLOCK.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match["word"] or match["method"]


def _parsed(text: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # terraform says where


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _keys(item)
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _keys(item)
