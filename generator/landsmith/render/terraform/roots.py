"""Renders a root to its five Terraform files.

Templates lay out the structure; every name and value in them comes out of the encoder.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from landsmith.errors import RenderError
from landsmith.render.templating import environment
from landsmith.render.terraform import hcl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment

    from landsmith.calls.model import ModuleCall, Provider, Root, Value

FILES: Final = ("terraform.tf", "providers.tf", "backend.tf", "main.tf", "outputs.tf")
TERRAFORM_VERSION: Final = ">= 1.11"
PROVIDER_VERSIONS: Final = {
    "azuread": ("hashicorp/azuread", "~> 3.9"),
    "azurerm": ("hashicorp/azurerm", "~> 5.2"),
}

_ROOT_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODULE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PROVIDER: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_META: Final = frozenset(
    {"count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"}
)
_ADDRESS: Final = re.compile(
    r"module\.[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*"  # of a module, or of what is in it
)
_COMMENT_WIDTH: Final = 100


def render_roots(roots: Iterable[Root]) -> dict[str, bytes]:
    """Return the files of all ``roots``, by path.

    Raises:
        RenderError: a name or a value can't be rendered, or two roots have one name.

    """
    roots = tuple(roots)
    _refuse_repeats("root", (root.name for root in roots), "the landing zone")
    return {path: text for root in roots for path, text in render_root(root).items()}


def render_root(root: Root) -> dict[str, bytes]:
    """Return the files of ``root`` by path, ``roots/<name>/main.tf`` and so on.

    Raises:
        RenderError: a name or a value can't be rendered.

    """
    _check(root)
    context = {
        "root": root,
        "terraform_version": TERRAFORM_VERSION,
        "required_providers": _required(root),
    }
    templates = _environment()
    return {
        f"roots/{root.name}/{file}": templates.get_template(f"{file}.j2").render(context).encode()
        for file in FILES
    }


@cache
def _environment() -> Environment:
    return environment(
        {
            "hcl": hcl.encode,
            "attributes": hcl.attributes,
            "settings": _settings,
            "provider_map": _provider_map,
            "module_list": _module_list,
            "comment": _comment,
        }
    )


def _required(root: Root) -> dict[str, dict[str, str]]:
    names = sorted({provider.name for provider in root.providers})
    if unknown := [name for name in names if name not in PROVIDER_VERSIONS]:
        known = ", ".join(PROVIDER_VERSIONS)
        raise RenderError(f"root {root.name}: no version of provider {unknown[0]!r} ({known})")
    pairs = [(name, *PROVIDER_VERSIONS[name]) for name in names]
    return {name: {"source": source, "version": version} for name, source, version in pairs}


def _settings(provider: Provider) -> dict[str, Value]:
    alias: dict[str, Value] = {} if provider.alias is None else {"alias": provider.alias}
    return alias | dict(provider.settings)


def _provider_map(providers: Mapping[str, str]) -> str:
    """Return the lines of a call's ``providers`` map: references, not strings."""
    return hcl.aligned(providers.items(), 2 * hcl.STEP)


def _module_list(names: Iterable[str]) -> str:
    return hcl.listed([f"module.{name}" for name in names], hcl.STEP)


def _comment(text: str) -> str:
    """Return ``text`` as comment lines; nothing in it can end the comment."""
    line = " ".join(text.split())
    if not line or not line.isprintable():
        raise RenderError(f"a purpose is a line of text without control characters, not {text!a}")
    return textwrap.fill(line, initial_indent="# ", subsequent_indent="# ", width=_COMMENT_WIDTH)


def _check(root: Root) -> None:
    """Refuse names that would not stay where the templates put them."""
    at = f"root {root.name}"
    _match(_ROOT_NAME, root.name, "root")
    _refuse_repeats("module call", (call.name for call in root.calls), at)
    _refuse_repeats("output", (output.name for output in root.outputs), at)
    _refuse_repeats("provider", (_address(provider) for provider in root.providers), at)
    for provider in root.providers:
        _match(_PROVIDER, _address(provider), "provider", at)
        for block in provider.blocks:
            hcl.identifier(block, at)
    for output in root.outputs:
        hcl.identifier(output.name, at)
    for address in (*(at for move in root.moved for at in vars(move).values()), *root.forgotten):
        _match(_ADDRESS, address, "moved or forgotten resource", at)
    calls = {call.name for call in root.calls}
    for call in root.calls:
        _check_call(call, calls, f"{at}: module {call.name}")


def _check_call(call: ModuleCall, calls: set[str], at: str) -> None:
    hcl.identifier(call.name, at)
    _match(_MODULE_NAME, call.module, "module", at)
    for name in (name for pair in call.providers.items() for name in pair):
        _match(_PROVIDER, name, "provider", at)
    if taken := sorted(_META & call.inputs.keys()):
        raise RenderError(f"{at}: {taken[0]} can't be an input: Terraform has it for itself")
    if missing := [name for name in call.depends_on if name not in calls or name == call.name]:
        raise RenderError(f"{at}: depends_on names {missing[0]!r}, no other call of this root")


def _address(provider: Provider) -> str:
    return f"{provider.name}.{provider.alias}" if provider.alias is not None else provider.name


def _match(pattern: re.Pattern[str], name: str, kind: str, at: str = "") -> None:
    if not pattern.fullmatch(name):
        raise RenderError(f"{at + ': ' if at else ''}{name!a} can't be the name of a {kind}")


def _refuse_repeats(kind: str, names: Iterable[str], at: str) -> None:
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        raise RenderError(f"{at}: {kind} {repeated[0]!a} is there twice")
