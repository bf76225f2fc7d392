"""The one YAML encoder: every value of a manifest comes out as the same value everywhere.

YAML 1.1 and 1.2 disagree on what plain text means (``no``, ``1e3``, ``0o7``), and so do the
parsers of Kubernetes and of Python. So text stands plain only where no parser can take it for
anything else, and in double quotes everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import yaml

from landsmith.compose.kubernetes.model import Substitution
from landsmith.errors import RenderError

if TYPE_CHECKING:
    from landsmith.compose.kubernetes.model import Yaml

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_WORDS: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
)
_VARIABLE: Final = re.compile(r"[a-z][a-z0-9_]*")
_BASE: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_TEXT: Final = "tag:yaml.org,2002:str"
_WIDTH: Final = 1 << 20


class _Dumper(_BASE):  # type: ignore[misc,valid-type]
    """PyYAML's safe dumper, with our quoting and without anchors."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return dumper.represent_scalar(_TEXT, value, style=None if plain else '"')


def _substitution(dumper: yaml.SafeDumper, value: Substitution) -> yaml.ScalarNode:
    if not _VARIABLE.fullmatch(value.name):
        raise RenderError(f"{value.name!a} can't be the name of a Flux variable")
    return dumper.represent_scalar(_TEXT, f"${{{value.name}}}", style='"')


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Substitution, _substitution)


def encode(documents: Iterable[Mapping[str, Yaml]]) -> bytes:
    """Return documents as one YAML stream; keys stay in their order.

    Raises:
        RenderError: a value is no plain text, number, boolean, list or map.

    """
    try:
        text = yaml.dump_all(
            (_plain(document) for document in documents),
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=_WIDTH,
        )
    except yaml.YAMLError as error:
        raise RenderError(f"a manifest can't be written as YAML: {error}") from error
    return str(text).encode()


def _plain(value: object) -> object:
    """Return mappings and sequences of any kind as the dicts and lists that PyYAML knows."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
