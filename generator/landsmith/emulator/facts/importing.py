"""Takes in the output of ``terraform providers schema -json`` as facts about providers."""

from __future__ import annotations

import gzip
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from landsmith.emulator.facts.stored import file_name, mend, stored_in
from landsmith.emulator.schema import schema_of
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from landsmith.emulator.values import Object, Value

_BUILT_IN: Final = "terraform.io/builtin/"
_KINDS: Final = ("resource_schemas", "data_source_schemas")
_NESTING: Final = ("single", "group", "list", "set", "map")
_PRIMITIVES: Final = ("string", "number", "bool", "dynamic")
_DROPPED: Final = ("description", "description_kind", "deprecation_message")
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?")
_ADDRESS: Final = re.compile(r"[a-z0-9.:-]+/[a-z0-9_-]+/([a-z0-9][a-z0-9-]*)", re.IGNORECASE)
_HEADER: Final = 9
"""Where a gzip header tells the operating system that wrote it."""


@dataclass(frozen=True)
class Imported:
    """A provider whose facts were taken in; ``replaced`` is the version that went for it."""

    address: str
    version: str
    path: Path
    resources: int
    data_sources: int
    replaced: str = ""


def read(source: str) -> tuple[bytes, str]:
    """Return a document and what to call it: the file ``source``, or standard input for ``-``.

    Raises:
        EmulatorError: it can't be read.

    """
    if source == "-":
        return sys.stdin.buffer.read(), "standard input"
    try:
        if Path(source).exists() and not Path(source).is_file():
            raise _wrong(source, "is no file; what comes through a pipe is taken with --from -")
        return Path(source).read_bytes(), source
    except OSError as error:
        raise _wrong(source, f"can't be read: {error.strerror}") from error


def import_facts(
    text: bytes, source: str, versions: Mapping[str, str], folder: Path
) -> tuple[Imported, ...]:
    """Store the schemas of every provider in a document as facts in a folder; return what came.

    ``text`` is the output of ``terraform providers schema -json``, ``source`` what to call it in
    messages: its path, or ``standard input``. ``versions`` gives each provider's version, which
    the output doesn't carry, by name (``azurerm``) or by address (``hashicorp/azurerm``,
    ``registry.terraform.io/hashicorp/azurerm``); the empty name stands for the only provider.
    An earlier version of the same provider is replaced. The same input writes the same bytes.

    Raises:
        EmulatorError: the document isn't such output, a version is missing or not needed, or the
            folder can't be written. No file is left half written.

    """
    schemas = _schemas(text, source)
    dated = _dated(list(schemas), versions, source)
    try:
        checked = {name: _Reader(source, name).provider(raw) for name, raw in schemas.items()}
    except RecursionError:
        raise _wrong(source, "is nested too deeply to be a provider's schemas") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = stored_in(folder)
        return tuple(
            _stored(folder, address, dated[address], raw, earlier.get(_name(address)))
            for address, raw in checked.items()
        )
    except UnicodeEncodeError as error:
        raise _wrong(source, f"holds half a character: {error.object[error.start]!r}") from None
    except OSError as error:
        raise EmulatorError(f"{folder} can't take provider facts: {error}") from error


def versions_of(given: Iterable[str]) -> dict[str, str]:
    """Return the versions that ``--provider-version`` gave: ``azurerm=4.30.0``, or ``4.30.0``.

    Raises:
        EmulatorError: one is no version.

    """
    found = {}
    for text in given:
        name, _, version = text.rpartition("=")
        if not _VERSION.fullmatch(version):
            said = f"--provider-version {text}: {version!r} is no version"
            raise EmulatorError(f"{said}\n    mend: write it as azurerm=4.30.0")
        found[name] = version
    return found


def _schemas(text: bytes, source: str) -> dict[str, Value]:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(source, f"no JSON: {error}") from error
    schemas = document.get("provider_schemas") if isinstance(document, dict) else None
    if not isinstance(schemas, dict):
        raise _wrong(source, "has no provider_schemas")
    found = {name: raw for name, raw in sorted(schemas.items()) if not name.startswith(_BUILT_IN)}
    if not found:
        raise _wrong(source, "provider_schemas has no provider")
    for address in found:
        if not _ADDRESS.fullmatch(address):
            raise _wrong(source, f"provider_schemas: {address!r} is no provider's address")
    return found


def _wrong(source: str, message: str) -> EmulatorError:
    return EmulatorError(f"{source}: {message}\n    mend: {mend(())}")


def _name(address: str) -> str:
    return address.rpartition("/")[2].lower()


def _dated(addresses: list[str], versions: Mapping[str, str], source: str) -> dict[str, str]:
    """Return each provider's version; every provider needs one, and every version a provider."""
    found, used = {}, set()
    for address in addresses:
        _, namespace, name = address.split("/")
        names = [address, f"{namespace}/{name}", name, *([""] if len(addresses) == 1 else [])]
        own = next((name for name in names if name in versions), None)
        if own is None:
            said = f"{source}: the version of {address} is missing, the output doesn't carry it"
            told = f"add --provider-version {name}=<version>, as `terraform version` shows it"
            raise EmulatorError(f"{said}\n    mend: {told}")
        used.add(own)
        found[address] = versions[own]
    for name in sorted(set(versions) - used):
        known = ", ".join(addresses)
        raise EmulatorError(f"{source} has no provider {name or '(unnamed)'}, it has {known}")
    if len({_name(address) for address in addresses}) < len(addresses):
        raise EmulatorError(f"{source}: two providers have the same name: {', '.join(addresses)}")
    return found


def _stored(folder: Path, address: str, version: str, raw: Object, earlier: Any) -> Imported:  # noqa: ANN401
    path = folder / file_name(_name(address), version)
    new = path.with_name(path.name + ".new")
    document = {"format_version": "1.0", "provider_schemas": {address: raw}}
    new.write_bytes(packed(document))
    new.replace(path)
    replaced = ""
    if earlier and earlier.path != path:
        earlier.path.unlink()
        replaced = earlier.version
    resources, data_sources = (len(raw[kind]) for kind in _KINDS)
    return Imported(address, version, path, resources, data_sources, replaced)


def packed(document: Object) -> bytes:
    """Return a document as gzip-compressed JSON, the same bytes on every machine."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    data = bytearray(gzip.compress(text.encode(), 9, mtime=0))
    data[_HEADER] = 255
    return bytes(data)


@dataclass(frozen=True)
class _Reader:
    """Checks one provider's schemas and leaves out the descriptions."""

    source: str
    address: str

    def provider(self, raw: Value) -> Object:
        """Return a provider's schemas; both kinds are there, empty ones too."""
        self.check(isinstance(raw, dict), "", "is no object")
        config = raw.get("provider") or {"version": 0, "block": {}}
        found: Object = {"provider": self.schema(config, "provider")}
        for kind in _KINDS:
            given = raw.get(kind) or {}
            self.check(isinstance(given, dict), kind, "is no object")
            found[kind] = {
                name: self.schema(item, f"{kind}.{name}") for name, item in sorted(given.items())
            }
        return found

    def check(self, held: object, where: str, message: str) -> None:
        if not held:
            place = ".".join(part for part in ("provider_schemas", self.address, where) if part)
            raise _wrong(self.source, f"{place} {message}")

    def schema(self, raw: Value, where: str) -> Object:
        self.check(isinstance(raw, dict) and "block" in raw, where, "has no block")
        version = raw.get("version", 0)
        self.check(isinstance(version, int), where, f"has no version: {version!r}")
        found = {"version": version, "block": self.block(raw["block"], where)}
        schema_of(found)
        return found

    def block(self, raw: Value, where: str) -> Object:
        self.check(isinstance(raw, dict), where, "is no object")
        found = {name: value for name, value in raw.items() if name not in _DROPPED}
        if "attributes" in raw:
            found["attributes"] = self.attributes(raw["attributes"], where)
        if "block_types" in raw:
            self.check(isinstance(raw["block_types"], dict), f"{where}.block_types", "is no object")
            found["block_types"] = {
                name: self.nested(item, f"{where}.{name}")
                for name, item in raw["block_types"].items()
            }
        return found

    def attributes(self, raw: Value, where: str) -> Object:
        self.check(isinstance(raw, dict), f"{where}.attributes", "is no object")
        return {name: self.attribute(item, f"{where}.{name}") for name, item in raw.items()}

    def attribute(self, raw: Value, where: str) -> Object:
        self.check(isinstance(raw, dict), where, "is no object")
        self.check(isinstance(raw, dict), where, "is no object")
        found = {name: value for name, value in raw.items() if name not in _DROPPED}
        if "nested_type" in raw:
            nested = self.nesting(raw["nested_type"], where)
            inner = self.attributes(nested.get("attributes"), where)
            found["nested_type"] = {**nested, "attributes": inner}
        else:
            self.check(_is_type(raw.get("type")), where, f"has no type: {raw.get('type')!r}")
        return found

    def nested(self, raw: Value, where: str) -> Object:
        block = self.nesting(raw, where).get("block")
        for bound in ("min_items", "max_items"):
            self.check(isinstance(raw.get(bound, 0), int), f"{where}.{bound}", "is no whole number")
        return {**raw, "block": self.block(block, where)}

    def nesting(self, raw: Value, where: str) -> Object:
        self.check(isinstance(raw, dict), where, "is no object")
        mode = raw.get("nesting_mode")
        self.check(mode in _NESTING, where, f"has a nesting mode that isn't known: {mode!r}")
        told: Object = raw
        return told


def _is_type(type_: Value) -> bool:
    if isinstance(type_, str):
        return type_ in _PRIMITIVES
    if not isinstance(type_, list) or len(type_) < 2:
        return False
    kind, inner = type_[:2]
    if kind in ("list", "set", "map"):
        return _is_type(inner)
    if kind == "object":
        return isinstance(inner, dict) and all(map(_is_type, inner.values()))
    return kind == "tuple" and isinstance(inner, list) and all(map(_is_type, inner))
