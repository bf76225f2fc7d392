"""The pages of the evidence pack, made from ``pack.json`` and nothing else.

They open from disk: no script, no font, image or style from anywhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

Json: TypeAlias = dict[str, Any]

INDEX: Final = "index.html"
CUSTOMER: Final = "customer.html"

STATUSES: Final = {
    "shown": "shown",
    "refuted": "shown otherwise",
    "unknown": "known after apply",
    "missing": "not shown",
    "not_used": "not used",
    "manual": "stays manual",
    "gap": "gap",
    "open": "open",
}

_TEMPLATES: Final = Path(__file__).parent / "templates"


def pages(told: Json) -> dict[str, bytes]:
    """Return the index and every customer's page by path, from a pack's document."""
    index = _render("index.html.j2", pack=told, root="")
    customers = {
        f"customers/{item['code']}/{CUSTOMER}": _render(
            "customer.html.j2", pack=told, customer=item, root="../../"
        )
        for item in told["customers"]
    }
    return {INDEX: index} | customers


def _render(template: str, **context: object) -> bytes:
    return _environment().get_template(template).render(**context).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "word": word,
        "status": STATUSES.__getitem__,
        "sentence": sentence,
        "moment": moment,
        "short": short,
        "breakable": breakable,
        "identifier": identifier,
    }
    environment.globals["css"] = Markup((_TEMPLATES / "pack.css").read_text(encoding="utf-8"))  # noqa: S704
    return environment


def word(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a single value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        return ", ".join(map(word, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {word(item)}" for name, item in value.items()) or "none"
    return str(value)


def sentence(text: str) -> str:
    """Return text that ends in a full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def moment(text: str) -> str:
    """Return an ISO time as people read it: ``2026-11-20 09:00 UTC``."""
    return f"{text[:10]} {text[11:16]} UTC"


def short(digest: str) -> str:
    """Return the beginning of a digest, enough to compare by eye."""
    return digest[:12]


def breakable(address: str) -> Markup:
    """Return an address or path that may break after a dot, a slash or before a bracket."""
    text = str(escape(address)).replace(".", ".<wbr>").replace("/", "/<wbr>").replace("[", "<wbr>[")
    return Markup(text)  # noqa: S704 - escaped above


def identifier(text: str) -> str:
    """Return an ARM id so that it may break between its parts; other text stays as it is."""
    return breakable(text) if text.startswith("/") else text
