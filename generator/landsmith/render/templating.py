"""The Jinja environment that every template is rendered with; each kind brings its own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """Return an environment over the shipped templates.

    What is missing is an error. Nothing is escaped as HTML: HCL and Markdown have encoders of
    their own, which every value passes through as one of ``filters``.
    """
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters |= filters
    return made
