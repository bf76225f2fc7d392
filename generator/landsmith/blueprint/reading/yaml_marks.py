"""Reads YAML once into plain values and, beside them, the place of every key and value.

One pass over the C parser's events builds both, without recursion. Only what a landing-zone
file needs is accepted: one document, no anchors, aliases, merge keys or tags, and no key
twice. Timestamps stay text. What YAML 1.1 would silently misread is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import yaml

from landsmith.blueprint.base import Loc, dotted, shown
from landsmith.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 32
"""How deep maps and lists may lie in one another."""
MAX_REFUSED = 1000
"""How many values are refused before reading stops."""

Mark = tuple[int, int]
"""Line and column, counted from 1."""
_KINDS = {"mapping": "a map", "sequence": "a list", "scalar": "a single value"}


@dataclass(slots=True)
class Node:
    """A value of the file. ``raw`` is a scalar's text and ``plain`` says it stands unquoted."""

    kind: Literal["scalar", "mapping", "sequence"]
    mark: Mark
    raw: str = ""
    plain: bool = False
    scalar: object = None
    children: dict[str | int, Node] = field(default_factory=dict)
    key_marks: dict[str | int, Mark] = field(default_factory=dict)

    def value(self) -> object:
        """Return the node as a dict, a list, or a str, int, float, bool or None."""
        if self.kind == "mapping":
            return {key: child.value() for key, child in self.children.items()}
        if self.kind == "sequence":
            return [child.value() for child in self.children.values()]
        return self.scalar

    def mark_of(self, loc: Loc, *, on_key: bool = False) -> Mark:
        """Return where a value below stands; where it is missing, what should hold it.

        A map or list is marked at its key, and so is an empty value.
        """
        node, mark = self, self.mark
        for index, step in enumerate(loc):
            child = node.children.get(step)
            if child is None:
                break
            last = index == len(loc) - 1
            at_value = last and child.kind == "scalar" and not child.is_blank() and not on_key
            mark = child.mark if at_value else node.key_marks.get(step, child.mark)
            node = child
        return mark

    def is_blank(self) -> bool:
        """Tell whether nothing at all is written for the value."""
        return self.kind == "scalar" and self.plain and not self.raw


@dataclass(slots=True)
class Tree:
    """What was refused, and the top node: None when the file can't be understood to its end."""

    root: Node | None = None
    problems: list[tuple[Loc, Problem]] = field(default_factory=list)


_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(file: str, text: str) -> Tree:
    """Return what ``text`` says, and every problem of reading it. Never raises.

    Args:
        file: the name that the problems' places carry.
        text: the YAML, with or without a byte order mark.
    """
    text = text.removeprefix("\ufeff")
    builder = _Builder(file)
    bad = _UNREADABLE.search(text)
    if bad:
        line, column = (
            text.count("\n", 0, bad.start()) + 1,
            bad.start() - text.rfind("\n", 0, bad.start()),
        )
        message = f"the character U+{ord(bad[0]):04X} may not stand in a YAML file"
        builder.problem((), (line, column), message, "remove it")
        return Tree(None, builder.problems)
    try:
        return builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        mark, message, mend = _explain_syntax(error, text)
        builder.problem((), mark, message, mend)
    except _StopParsing:
        pass
    return Tree(None, builder.problems)


class _StopParsing(Exception):  # noqa: N818 - not an error: the problem is already recorded
    """What follows can't be understood any more."""


@dataclass(slots=True)
class _Frame:
    """A map or list that is still open.

    ``key`` is the map's key that waits for its value; ``drop`` says the value is not kept.
    """

    node: Node
    loc: Loc
    key: str | None = None
    key_mark: Mark = (0, 0)
    drop: bool = False


class _Builder:
    """Builds the tree from the parser's events, keeping a list of what it refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[tuple[Loc, Problem]] = []
        self.root: Node | None = None
        self.open: list[_Frame] = []
        self.documents = 0

    def problem(self, loc: Loc, mark: Mark, message: str, mend: str) -> None:
        """Record that the value at ``loc`` is refused."""
        self.problems.append((loc, Problem(Place(self.file, *mark), dotted(loc), message, mend)))
        if len(self.problems) > MAX_REFUSED:
            raise _StopParsing

    def build(self, events: Iterator[yaml.Event]) -> Tree:
        """Consume all events and judge the top of the document."""
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                self._node(event, _mark(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(_mark(event))
        return self._judge_top()

    def _judge_top(self) -> Tree:
        if self.root is None or (
            self.root.kind == "scalar" and not self.root.raw and self.root.plain
        ):
            self.problem((), (1, 1), "the file is empty", "write one with landsmith init")
        elif self.root.kind != "mapping":
            message = (
                f"expected keys and values at the top of the file, not {_KINDS[self.root.kind]}"
            )
            self.problem((), self.root.mark, message, "start with a line such as `key: value`")
        else:
            return Tree(self.root, self.problems)
        return Tree(None, self.problems)

    def _document(self, mark: Mark) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second document starts here, and a file holds one"
            self.problem((), mark, message, "remove the line `---`, or make two files")
            raise _StopParsing

    def _node(self, event: yaml.NodeEvent, mark: Mark) -> None:
        frame = self.open[-1] if self.open else None
        if frame and frame.node.kind == "mapping" and frame.key is None:
            self._key(frame, event, mark)
            return
        loc = self._next_loc(frame)
        node = self._make(event, loc, mark)
        self._attach(frame, node)
        if node.kind != "scalar":
            if len(self.open) >= MAX_DEPTH:
                self.problem(
                    loc, mark, f"more than {MAX_DEPTH} levels lie in one another", "flatten it"
                )
                raise _StopParsing
            self.open.append(_Frame(node, loc))

    @staticmethod
    def _next_loc(frame: _Frame | None) -> Loc:
        if frame is None:
            return ()
        return (*frame.loc, len(frame.node.children) if frame.key is None else frame.key)

    def _attach(self, frame: _Frame | None, node: Node) -> None:
        if frame is None:
            self.root = node
        elif frame.key is None:
            frame.node.children[len(frame.node.children)] = node
        else:
            if not frame.drop:
                frame.node.children[frame.key] = node
                frame.node.key_marks[frame.key] = frame.key_mark
            frame.key = None

    def _key(self, frame: _Frame, event: yaml.NodeEvent, mark: Mark) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            message = "a key must be text, not a map, list or alias"
            self.problem(frame.loc, mark, message, "put a value that starts with { or [ in quotes")
            raise _StopParsing
        merge = event.value == "<<" and bool(event.implicit[0])
        frame.key, frame.key_mark = event.value, mark
        frame.drop = merge or event.value in frame.node.children
        self._refuse_extras(event, (*frame.loc, event.value), mark)
        if merge:
            self.problem(frame.loc, mark, "merge keys (<<) are not read", "write the keys out")
        elif frame.drop:
            message = f"this key is already on line {frame.node.key_marks[event.value][0]}"
            self.problem((*frame.loc, event.value), mark, message, "keep one of the two")

    def _make(self, event: yaml.NodeEvent, loc: Loc, mark: Mark) -> Node:
        self._refuse_extras(event, loc, mark)
        if isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0])
            node = Node("scalar", mark, event.value, plain, event.value)
            node.scalar = self._scalar(event.value, loc, mark) if plain else event.value
            return node
        if isinstance(event, yaml.AliasEvent):
            return Node("scalar", mark, f"*{event.anchor}", plain=True)
        return Node("mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence", mark)

    def _refuse_extras(self, event: yaml.NodeEvent, loc: Loc, mark: Mark) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = f"aliases (*{shown(event.anchor)}) are not read"
            self.problem(loc, mark, message, "write the value out here")
        elif event.anchor is not None:
            message = f"anchors (&{shown(event.anchor)}) are not read"
            self.problem(loc, mark, message, "remove it, and write the value out where it is used")
        if getattr(event, "tag", None) is not None:
            message = "tags (such as !!str) are not read"
            self.problem(loc, mark, message, "remove the tag; put text in quotes")

    def _scalar(self, raw: str, loc: Loc, mark: Mark) -> object:
        value, trap = read_scalar(raw)
        if trap:
            mend = f'write "{shown(raw)}" in quotes if it is text'
            mend += f", or {raw.lstrip('0') or '0'} if it is a number" if raw.isdigit() else ""
            self.problem(loc, mark, f"YAML reads an unquoted {shown(raw)} as {trap}", mend)
        return value


def _mark(event: yaml.Event) -> Mark:
    at = event.start_mark
    return (at.line + 1, at.column + 1) if at else (1, 1)


_TAG = "tag:yaml.org,2002:"
_LONGEST_NUMBER = 64
_BOOLS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def read_scalar(raw: str) -> tuple[object, str]:
    """Return what YAML 1.1 reads in an unquoted word and, if that surprises, how it reads it.

    Timestamps stay text, and so does a number too long to be one.
    """
    tag = next((tag for tag, form in _resolvers(raw) if form.match(raw)), "")
    if tag == _TAG + "null":
        return None, ""
    if tag == _TAG + "bool":
        return _BOOLS[raw.lower()], ""
    if tag not in {_TAG + "int", _TAG + "float"} or len(raw) > _LONGEST_NUMBER:
        return raw, ""
    try:
        return _number(raw.lower().replace("_", ""), whole=tag.endswith("int"))
    except ValueError:
        return raw, ""


def _resolvers(raw: str) -> list[tuple[str, re.Pattern[str]]]:
    found: list[tuple[str, re.Pattern[str]]] = yaml.SafeLoader.yaml_implicit_resolvers.get(
        raw[:1], []
    )
    return found


def _number(raw: str, *, whole: bool) -> tuple[int | float, str]:
    sign = -1 if raw.startswith("-") else 1
    digits = raw.lstrip("+-")
    if ":" in digits:
        total = 0.0
        for part in digits.split(":"):
            total = total * 60 + float(part)
        number = int(total) if whole else total
        return sign * number, f"a number in base 60, {sign * number}"
    if not whole:
        return sign * float(digits.replace(".inf", "inf").replace(".nan", "nan")), ""
    if len(digits) > 1 and digits[0] == "0" and digits[1] not in "xb":
        return sign * int(digits, 8), f"an octal number, {sign * int(digits, 8)}"
    return sign * int(digits, {"0x": 16, "0b": 2}.get(digits[:2], 10)), ""


_QUOTE = "put the whole value in quotes"
_SYNTAX = {
    "mapping values are not": (
        "a second `: ` on one line, or a line that is indented too far",
        _QUOTE,
    ),
    "found unexpected end of stream": ("a quote is opened here and never closed", "close it"),
    "did not find expected ',' or ']'": ("a [ is opened here and not closed", "close it with ]"),
    "did not find expected ',' or '}'": ("a { is opened here and not closed", "close it with }"),
    "did not find expected node content": ("something is missing after this", "close what is open"),
    "did not find expected key": (
        "this line doesn't line up with the keys above",
        "align it with them",
    ),
    "did not find expected '-'": (
        "this line doesn't line up with the list above",
        "start it with `- `",
    ),
    "could not find expected ':'": ("this line is not `key: value`", "add the colon after the key"),
    "block sequence entries": ("a list can't start on this line", "start it on the next line"),
    "found character that cannot": ("a value can't start with this character", _QUOTE),
    "found unknown escape": ("a backslash in double quotes starts an escape", "use single quotes"),
    "found invalid Unicode": (
        "this escape is not a Unicode character",
        "write the character itself",
    ),
}
_AT_OPENING = ("found unexpected end", "did not find expected ',", "could not find expected ':'")
_TAB = re.compile("^ *\t", re.MULTILINE)


def _explain_syntax(error: yaml.YAMLError, text: str) -> tuple[Mark, str, str]:
    """Return where the parser stopped, why in plain words, and the mend."""
    said = getattr(error, "problem", None) or "this can't be read as YAML"
    mark: yaml.Mark | None = getattr(error, "problem_mark", None)
    if said.startswith(_AT_OPENING):
        mark = getattr(error, "context_mark", None) or mark
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    tab = _TAB.match(lines[at[0] - 1]) if at[0] <= len(lines) else None
    if tab:
        return (at[0], tab.end()), "a tab stands in the indentation", "indent with spaces only"
    words = next((words for start, words in _SYNTAX.items() if said.startswith(start)), (said, ""))
    return (at, *words)
