"""Providers other than Azure's: kept in the cloud by ids that mean nothing elsewhere.

What azapi makes has an ARM id. The values of hashicorp/random have the form that was asked for,
since names in Azure are built from them; everything else is made up as for any other type.
"""

from __future__ import annotations

import base64
import random
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.emulator.cloud import Resource
from landsmith.emulator.provider.fill import fill
from landsmith.emulator.provider.ids import identifier
from landsmith.emulator.provider.provider import Provider
from landsmith.emulator.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.provider.ids import Account
    from landsmith.emulator.values import Object, Value

_WORDS: Final = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet")


@dataclass(frozen=True)
class GenericProvider(Provider):
    """A provider of which only the schema is known; the cloud refuses it nothing."""

    def apply(
        self,
        type_name: str,
        prior: Object | None,
        planned: Object | None,
        account: Account,
        config: Object | None = None,  # noqa: ARG002 - as the base class has it
    ) -> Object | None:
        """Do what was planned and return the new state, None after a deletion.

        Two resources that were configured alike get two ids, in the order in which they come. One
        without an ``id`` attribute is in Terraform's state alone.
        """
        if planned is None:
            self.cloud.delete(self.name, type_name, str((prior or {}).get("id")))
            return None
        block = self.schema(type_name).block
        with self.cloud.transaction():
            id_ = str(prior["id"]) if prior and "id" in prior else self._free(type_name, planned)
            told = _completed(planned, _known(type_name, planned, id_))
            state = fill(type_name, block, told, id_, account)
            if "id" in state:
                self.cloud.put(Resource(self.name, type_name, str(state["id"]), state))
        return state

    def read(self, type_name: str, state: Object) -> Object | None:
        """Return the resource as it is in the cloud, None if it is gone."""
        return super().read(type_name, state) if "id" in state else state

    def _free(self, type_name: str, planned: Object) -> str:
        """Return an id that nothing has yet, the same in every run for what comes first."""
        parent, name = planned.get("parent_id"), planned.get("name")
        if type_name == "azapi_resource" and isinstance(parent, str) and isinstance(name, str):
            return _arm_id(parent, name, str(planned.get("type")))
        given = [f"{key}={value}" for key, value in sorted(planned.items()) if _plain(value)]
        number, id_ = 0, identifier(type_name, *given)
        while self._taken(type_name, planned, id_):
            number += 1
            id_ = identifier(type_name, *given, str(number))
        return id_

    def _taken(self, type_name: str, planned: Object, id_: str) -> bool:
        own = _known(type_name, planned, id_).get("id", id_)
        return self.cloud.get(self.name, type_name, str(own)) is not None


def _plain(value: Value) -> bool:
    return isinstance(value, str | int | bool)


def _known(type_name: str, planned: Object, seed: str) -> Object:
    """Return the values of a type of hashicorp/random; nothing for another type."""
    find = _KNOWN.get(type_name)
    told = {name: value for name, value in planned.items() if value not in (None, UNKNOWN)}
    return _DEFAULTS | find(_DEFAULTS | told, seed) if find else {}


def _completed(planned: Object, known: Object) -> Object:
    """Return the plan with what is known in place of what is unknown."""
    return {
        name: known.get(name, value) if value is UNKNOWN else value
        for name, value in planned.items()
    }


def _arm_id(parent: str, name: str, type_name: str) -> str:
    kind = type_name.partition("@")[0]
    if kind.lower() == "microsoft.resources/resourcegroups":
        return f"{parent}/resourceGroups/{name}"
    last = kind.rpartition("/")[2]
    inner = f"/{kind.rpartition('/')[0]}/".lower() in _kinds(parent)
    return f"{parent}/{last}/{name}" if inner else f"{parent}/providers/{kind}/{name}"


def _kinds(id_: str) -> str:
    """Return the type of an ARM id between slashes: ``/microsoft.network/virtualnetworks/``."""
    steps = id_.lower().rpartition("/providers/")[2].split("/")
    return f"/{'/'.join([steps[0], *steps[1::2]])}/"


def _source(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same in every run is what is wanted


def _text(planned: Object, seed: str) -> str:
    """Return a text of the length and the kinds of characters asked for, each at least once."""
    source = _source(seed)
    special = planned.get("override_special", "!@#$%&*()-_=+[]{}<>:?")
    kinds = {
        "lower": string.ascii_lowercase,
        "upper": string.ascii_uppercase,
        "numeric": string.digits,
        "special": special,
    }
    wanted = [kinds[name] for name in kinds if planned[name]]
    least = [planned[f"min_{name}"] for name in kinds]
    first = [
        source.choice(letters)
        for letters, count in zip(kinds.values(), least, strict=True)
        for _ in range(count)
    ]
    pool = "".join(wanted) or string.ascii_lowercase
    length = planned.get("length", 8)
    letters = [*first, *(source.choice(pool) for _ in range(length - len(first)))]
    source.shuffle(letters)
    return "".join(letters)


def _string(planned: Object, seed: str) -> Object:
    text = _text(planned, seed)
    return {"result": text, "id": text}


def _password(planned: Object, seed: str) -> Object:
    text = "emulated-" + _text({**planned, "special": False}, seed)
    return {"result": text[-int(planned.get("length", 8)) :], "id": seed}


def _bytes(planned: Object, seed: str) -> Object:
    data = _source(seed).randbytes(planned.get("byte_length", 8))
    prefix = planned.get("prefix", "")
    url = base64.urlsafe_b64encode(data).decode().rstrip("=")
    return {
        "id": url,
        "b64_url": prefix + url,
        "b64_std": prefix + base64.b64encode(data).decode(),
        "hex": prefix + data.hex(),
        "dec": f"{prefix}{int.from_bytes(data, 'big')}",
    }


def _integer(planned: Object, seed: str) -> Object:
    least, most = planned.get("min"), planned.get("max")
    if not isinstance(least, int) or not isinstance(most, int) or least > most:
        return {"result": 0, "id": seed}
    return {"result": _source(seed).randint(least, most), "id": seed}


def _pet(planned: Object, seed: str) -> Object:
    words = [_source(f"{seed}{n}").choice(_WORDS) for n in range(planned.get("length", 2))]
    prefix = [planned["prefix"]] if "prefix" in planned else []
    text = str(planned["separator"]).join([*prefix, *words, seed[:4]])
    return {"id": text, "length": 2}


def _shuffle(planned: Object, seed: str) -> Object:
    items = list(planned.get("input", ()))
    _source(seed).shuffle(items)
    return {"result": items[: planned.get("result_count", len(items))], "id": seed}


_SORTS: Final = ("lower", "upper", "numeric", "special")
_DEFAULTS: Final[Object] = {
    **dict.fromkeys((*_SORTS, "number"), True),
    **{f"min_{name}": 0 for name in _SORTS},
    "separator": "-",
}
"""What hashicorp/random takes where nothing is given."""

_KNOWN: Final[dict[str, Callable[[Object, str], Object]]] = {
    "random_id": _bytes,
    "random_integer": _integer,
    "random_password": _password,
    "random_pet": _pet,
    "random_shuffle": _shuffle,
    "random_string": _string,
    "random_uuid": lambda _planned, seed: {"result": seed, "id": seed},
}
"""Values whose form hashicorp/random documents; the seed is the id that is free."""
