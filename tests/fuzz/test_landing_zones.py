"""Whatever stands in a landing-zone file, it is refused with a mend or it renders and rehearses."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import BOUNDED, PIECES, Json, bounded, landing_zone_files, text

from landsmith import api
from landsmith.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")


def built(file: object, folder: Path, *, escaped: bool = False) -> Any:
    path = folder / "landing-zone.yaml"
    path.write_bytes(text(file, escaped=escaped).encode())
    return api.build(path)


def bytes_of(made: Any) -> dict[str, bytes]:
    return {**made.tree, "lock": made.lock.to_json()}


def assert_helpful(error: InputError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.place.line > 0, problem
        assert problem.message, problem
        assert problem.mend, problem
        assert str(problem).isprintable() or "\n    mend: " in str(problem)


@bounded(80)
@given(file=landing_zone_files(), escaped=st.booleans())
def test_a_drawn_file_renders_or_is_refused(
    file: Json, escaped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    try:
        first = built(file, folder, escaped=escaped)
    except InputError as error:
        assert_helpful(error)
        return
    assert bytes_of(first) == bytes_of(built(file, folder, escaped=escaped))


# One value of a valid file replaced by one that is probably wrong.

JUNK: list[Any] = [
    None, "", " ", "x", "no", True, 0, -1, 10**30, 0.5, [], {}, [None], [[]], {"x": 1}, ["x"],
    "10.0.0.0/8", "0.0.0.0/0", "10.64.0.0/32", "255.255.255.255", "2026-02-30", "vpn",
    "e\u0301", "a" + "\u0316" * 31, "a" * 600, "\x07", "\x85", "\uffff", "\n", "\u2028",
    "${var.x}", "../../etc/passwd", "a/b", "a<b", "A", "Environment", "microsoft.x", "kube_system",
]  # fmt: skip
junk = st.one_of(st.sampled_from(JUNK), st.sampled_from(PIECES), st.text(max_size=5))
keys = st.one_of(
    st.text(max_size=4), st.sampled_from([word for word in JUNK if isinstance(word, str)])
)


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """Draw a file in which up to three values, or keys, were replaced."""
    file = copy.deepcopy(draw(landing_zone_files()))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        at, step = draw(st.sampled_from(list(places(file))))
        if isinstance(at, dict) and draw(st.integers(0, 7)) == 0:
            at[draw(keys)] = at.pop(step)
        else:
            at[step] = copy.deepcopy(draw(junk))
    return file


def places(at: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every map or list of a file with each of its keys."""
    for step in list(at) if isinstance(at, dict) else range(len(at)):
        yield at, step
        if isinstance(at[step], dict | list):
            yield from places(at[step])
