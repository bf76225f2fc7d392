"""What Azure alone knows, made up plausibly: the same for the same resource in every run.

Nothing here looks like a real secret: a sensitive value says what it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zlib import crc32

from landsmith.emulator.provider.ids import Account, identifier
from landsmith.emulator.provider.known import known
from landsmith.emulator.provider.nested import nested_id
from landsmith.emulator.values import UNKNOWN, Object, Value

if TYPE_CHECKING:
    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.schema import Attribute, Block

_UUIDS: Final = (
    "principal_id",
    "client_id",
    "object_id",
    "application_id",
    "workspace_id",
    "app_id",
    "customer_id",
    "immutable_id",
    "guid",
    "unique_id",
)

_HOSTS: Final = ("fqdn", "host", "hostname", "host_name", "dns_name", "login_server", "server")
_LINKS: Final = ("endpoint", "uri", "url", "link")


@dataclass(frozen=True)
class Filler:
    """Answers for one resource: ``type_name`` and ``id`` decide, with the place within it.

    ``state`` is what is known of the whole resource: names that ids within it are made of.
    """

    type_name: str
    id: str
    account: Account
    state: Object = field(default_factory=dict)

    def block(self, block: Block, state: Object, path: str = "") -> Object:
        """Return ``state`` with every unknown replaced."""
        filled: Object = {}
        for name, attribute in block.attributes.items():
            filled[name] = self.attribute(attribute, state.get(name), f"{path}{name}")
        for name, nested in block.blocks.items():
            inner = f"{path}{name}."
            filled[name] = self.nested(nested.block, state.get(name), inner)
        return filled

    def nested(self, block: Block, value: Value, path: str) -> Value:
        """Return the value of nested blocks with every unknown replaced."""
        if isinstance(value, list):
            items = enumerate(value)
            return [self.nested(block, item, f"{path}{index}.") for index, item in items]
        if value is UNKNOWN:
            return []
        return self.block(block, value, path) if isinstance(value, dict) else value

    def attribute(self, attribute: Attribute, value: Value, path: str) -> Value:
        """Return an attribute's value, made up where it is unknown."""
        if value is not UNKNOWN:
            return self.within(value, attribute.type, path)
        if attribute.sensitive and attribute.type == "string":
            return f"emulated {attribute.name} of {self.id.rpartition('/')[2]}"
        if attribute.optional and not attribute.name.endswith((*_UUIDS, *_HOSTS, *_LINKS)):
            return self.chosen(attribute.type)
        return self.made_up(attribute.type, path, hidden=attribute.sensitive)

    def chosen(self, type_: Type) -> Value:
        """Return what stands for Azure's own choice where the configuration made none.

        What Azure would choose is not known, so a plain value stays null.
        """
        if not isinstance(type_, list) or type_[0] in ("object", "tuple"):
            return None
        return {} if type_[0] == "map" else []

    def within(self, value: Value, type_: Type, path: str) -> Value:
        """Return a given value with the unknowns inside it replaced."""
        if value is UNKNOWN:
            return self.made_up(type_, path)
        if isinstance(value, list) and isinstance(type_, list):
            items = enumerate(value)
            return [self.within(item, type_[1], f"{path}.{index}") for index, item in items]
        if isinstance(value, dict) and isinstance(type_, list):
            inner = type_[1]
            kinds: Value = inner if type_[0] == "object" else dict.fromkeys(value, inner)
            return {key: self.within(value[key], kinds[key], f"{path}.{key}") for key in value}
        return value

    def made_up(self, type_: Type, path: str, *, hidden: bool = False) -> Value:
        """Return a value of a type for the place ``path``."""
        if isinstance(type_, str):
            plain = {"bool": False, "number": 0}
            return plain.get(type_) if type_ != "string" else self.text(path, hidden=hidden)
        kind, inner = type_[0], type_[1]
        if kind == "object":
            items = inner.items()
            return {key: self.made_up(of, f"{path}.{key}", hidden=hidden) for key, of in items}
        if kind == "map":
            return {}
        if kind in ("list", "set"):
            return [self.made_up(inner, f"{path}.0", hidden=hidden)]
        return [self.made_up(of, f"{path}.{n}", hidden=hidden) for n, of in enumerate(inner)]

    def text(self, path: str, *, hidden: bool = False) -> str:
        """Return a text for the place ``path``, in the form its name promises."""
        words = [part for part in path.split(".") if not part.isdigit()]
        name, own = words[-1], self.id.rpartition("/")[2].partition("|")[0]
        if hidden:
            return f"emulated {name} of {own}"
        within = nested_id(self.type_name, self.id, self.state, path)
        if within is not None:
            return within
        if name == "tenant_id":
            return self.account.tenant_id
        if name.endswith(_UUIDS):
            return identifier(self.type_name, self.id, path)
        return self.shaped(name, own.lower(), path)

    def shaped(self, name: str, own: str, path: str) -> str:
        """Return a host name, link, address, id or plain text."""
        kind = self.type_name.partition("_")[2].replace("_", "-")
        host = f"{own}.{kind}.azure.example"
        if name.endswith(_LINKS):
            return f"https://{host}/"
        if name.endswith(_HOSTS):
            return host
        if "ip_address" in name:
            digest = crc32(f"{self.id}|{path}".encode())
            net = "10" if "private" in name else "20"
            return f"{net}.{digest >> 16 & 255}.{digest >> 8 & 255}.{digest % 250 + 4}"
        if name.endswith("_id"):
            return f"{self.id}/{name.removesuffix('_id')}"
        return f"{name}-{crc32(f'{self.id}|{path}'.encode()):08x}"


def fill(type_name: str, block: Block, state: Object, id_: str, account: Account) -> Object:
    """Return a planned state with every unknown replaced and the id set."""
    merged = dict(state)
    if merged.get("id") in (None, UNKNOWN):
        merged["id"] = id_
    for name, value in known(type_name, merged, account).items():
        if name in merged and merged[name] is UNKNOWN:
            merged[name] = value
    return Filler(type_name, id_, account, merged).block(block, merged)
