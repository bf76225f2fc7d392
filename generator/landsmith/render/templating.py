"""The Jinja environment that every template is rendered with; each kind brings its own filters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

TEMPLATES = Path(__file__).parent / "templates"


class _Beside(BytecodeCache):
    """Keeps compiled templates beside them, as Python keeps compiled modules.

    Jinja compares the template's text with what was compiled, so that a stale one is never used.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if there is one."""
        try:
            with _compiled(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, unless Python is told not to, or the folder is closed."""
        if sys.dont_write_bytecode:
            return
        try:
            _compiled(bucket).parent.mkdir(exist_ok=True)
            _compiled(bucket).write_bytes(bucket.bytecode_to_string())
        except OSError:
            return


def _compiled(bucket: Bucket) -> Path:
    return TEMPLATES / "__pycache__" / f"{bucket.key}.{sys.implementation.cache_tag}"


def environment(filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """Return an environment over the shipped templates.

    What is missing is an error. Nothing is escaped as HTML: HCL and Markdown have encoders of
    their own, which every value passes through as one of ``filters``.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_Beside(),
    )
    made.filters |= filters
    return made
