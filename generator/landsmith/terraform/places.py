"""Finds the lines of a rendered repository that findings point at."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from landsmith.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MODULE: Final = re.compile(r'module "([^"]+)" \{')
_SOURCE: Final = re.compile(r'  source\s*= "(?:\.\./)+modules/([^"/]+)"')
_RESOURCE: Final = re.compile(r'resource "([^"]+)" "([^"]+)" \{')
_ADDRESS: Final = re.compile(
    r"(?:module\.(?P<call>[\w-]+)(?:\[[^]]*\])?\.)?(?P<type>\w+)\.(?P<name>[\w-]+)(?:\[.*\])?"
)


class _Call(NamedTuple):
    place: Place
    module: str


class SourceMap:
    """Where module calls and resource blocks stand in a rendered repository.

    Scans canonical text, as the renderer and ``terraform fmt`` write it. What isn't found gets
    the file where it would stand, without a line.
    """

    def __init__(self, tree: Mapping[str, bytes | str]) -> None:
        """Take the repository's files: content by relative posix path."""
        self._tree: Final = tree

    def place(self, root: str, address: str) -> Place:
        """Return the line of the module call, in its root, that an address belongs to.

        A resource that stands in the root itself is its own place.
        """
        match = _ADDRESS.fullmatch(address)
        if match and match["call"]:
            call = self._calls.get((root, match["call"]))
            return call.place if call else self._main(root)
        return self.resource_place(root, address)

    def resource_place(self, root: str, address: str) -> Place:
        """Return the line of the resource block that an address comes from."""
        match = _ADDRESS.fullmatch(address)
        if not match:
            return self._main(root)
        folder = f"roots/{root}"
        if match["call"]:
            call = self._calls.get((root, match["call"]))
            folder = f"modules/{call.module}" if call else folder
        found = self._resources.get((folder, match["type"], match["name"]))
        return found or Place(f"{folder}/main.tf")

    def _main(self, root: str) -> Place:
        return Place(f"roots/{root}/main.tf")

    @cached_property
    def _calls(self) -> dict[tuple[str, str], _Call]:
        return dict(
            found
            for path, lines in self._files()
            if path.startswith("roots/")
            for found in _calls(path, lines)
        )

    @cached_property
    def _resources(self) -> dict[tuple[str, str, str], Place]:
        return {
            (path.rpartition("/")[0], match[1], match[2]): Place(path, number)
            for path, lines in self._files()
            for number, line in enumerate(lines, 1)
            if (match := _RESOURCE.fullmatch(line))
        }

    def _files(self) -> Iterator[tuple[str, list[str]]]:
        for path, data in sorted(self._tree.items()):
            if path.endswith(".tf"):
                text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
                yield path, text.split("\n")


def _calls(path: str, lines: list[str]) -> Iterator[tuple[tuple[str, str], _Call]]:
    """Yield each module call of a root's file: its line, and the module that it calls."""
    root = path.split("/")[1]
    name, line = "", 0
    for number, text in enumerate(lines, 1):
        if match := _MODULE.fullmatch(text):
            name, line = match[1], number
            yield (root, name), _Call(Place(path, line), "")
        elif name and (match := _SOURCE.fullmatch(text)):
            yield (root, name), _Call(Place(path, line), match[1])
        elif text == "}":
            name = ""
