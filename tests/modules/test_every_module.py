"""Every module is planned, by its name, by one of the tests in this folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from modules.harness import MODULES

TESTS = Path(__file__).parent
NAMES = sorted(folder.name for folder in MODULES.iterdir() if folder.is_dir())


def planned(text: str) -> set[str]:
    """Return the modules that the tests of a file plan; one that is only refused isn't planned."""
    tree = ast.parse(text)
    constants = {
        target.id: item.value
        for item in tree.body
        if isinstance(item, ast.Assign)
        for target in item.targets
        if isinstance(target, ast.Name)
    }
    return {
        name
        for item in tree.body
        if isinstance(item, ast.FunctionDef)
        for call in _plans(item)
        for name in _names(call.args[0], item, constants)
    }


def _plans(item: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls of ``plan`` that aren't expected to be refused."""
    if isinstance(item, ast.With) and "raises" in ast.unparse(item.items[0].context_expr):
        return
    if isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == "plan":
        yield item
    for child in ast.iter_child_nodes(item):
        yield from _plans(child)


def _names(
    argument: ast.expr, function: ast.FunctionDef, constants: dict[str, ast.expr]
) -> set[str]:
    """Return what the first argument of ``plan`` is: a text, or one of a test's parameters."""
    if isinstance(argument, ast.Constant):
        return {str(argument.value)}
    given = {
        item.value
        for decorator in function.decorator_list
        for part in ast.walk(decorator)
        for item in ast.walk(constants.get(part.id, part) if isinstance(part, ast.Name) else part)
        if isinstance(item, ast.Constant)
    }
    return {text for text in given if isinstance(text, str)}


PLANNED = {
    name
    for file in sorted(TESTS.glob("test_*.py"))
    for name in planned(file.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("module", NAMES)
def test_a_test_plans_the_module(module: str) -> None:
    assert module in PLANNED, f"no test of {TESTS.name} plans {module}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('def test_a():\n    values(plan("nat_gateway", {}))\n', {"nat_gateway"}),
        ('def test_a():\n    with pytest.raises(E):\n        plan("nat_gateway", {})\n', set()),
        (
            'ALL = ("a", "b")\n@pytest.mark.parametrize("one", ALL)\ndef test_a(one): plan(one)\n',
            {"one", "a", "b"},
        ),
        ('def test_a():\n    assert "nat_gateway"\n', set()),
    ],
)
def test_what_counts_as_planned(text: str, expected: set[str]) -> None:
    assert planned(text) == expected
