"""Faults on demand, so that one can see what a deployment makes of them.

A fault is written in one line::

    create:3:quota                                 the third creation fails
    create:azurerm_subnet:throttled                every creation of a subnet fails
    create:2:crash                                 the emulator dies in the second creation
    drift:azurerm_key_vault:tags.owner=somebody    somebody changes a tag of the first key vault
    drift:module.a.azurerm_subnet.b["x"]:name=y    the same by a resource's address
    delete:azurerm_subnet                          somebody deletes a subnet

What fails is one of `FAILURES`. A fault strikes what Azure would otherwise have done, so that
the third creation is the third that would have gone well.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts import provider_facts
from landsmith.emulator.protocol.codec import convert
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.provider.objection import RefusedError, StoppedError, UnfinishedError
from landsmith.emulator.refusals import RULES, refusal
from landsmith.emulator.refusals.change import Change
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from landsmith.emulator.cloud import Cloud, Resource
    from landsmith.emulator.values import Object, Value

_CRASH: Final = "crash"
_TIMEOUT: Final = "timeout"

FAILURES: Final[dict[str, tuple[str, str]]] = {
    "quota": (
        "QuotaExceeded: the operation would exceed the approved quota",
        "The subscription has none left in this region: ask for more, or free some.",
    ),
    "throttled": (
        "TooManyRequests: 429, the request was throttled",
        "Too many requests were made to this resource provider; retry after 17 seconds.",
    ),
    "conflict": (
        "AnotherOperationInProgress: 409, another operation on a dependent resource is running",
        "Its result has to be waited for before this one can begin.",
    ),
    _TIMEOUT: (
        "context deadline exceeded: polling after the creation took longer than its timeout",
        "Azure had begun, and the provider stopped waiting; what there is of it is in the state.",
    ),
    _CRASH: ("the emulator died in the middle of a request", ""),
}
"""What a creation can fail with, and what the provider then says."""

_KINDS: Final = ("create", "drift", "delete")
_EXAMPLES: Final = {
    "create": "create:3:quota",
    "drift": "drift:azurerm_key_vault:tags.owner=somebody",
    "delete": "delete:azurerm_subnet",
}
_TYPE: Final = re.compile(r"(?:azurerm|azuread)_[a-z0-9_]+")
_STEP: Final = r"[A-Za-z0-9_-]+(?:\[(?:[0-9]+|\"(?:[^\"\\]|\\.)*\")\])?"
_RESOURCE: Final = re.compile(rf"{_STEP}(?:\.{_STEP})*")
_DRIFT: Final = re.compile(rf"(?P<resource>{_STEP}(?:\.{_STEP})*):(?P<path>[^=]+)=(?P<value>.*)")


@dataclass(frozen=True)
class Fault:
    """What is to go wrong.

    ``kind`` is create, drift or delete. ``resource`` is a resource type, or for drift and delete
    also an address; ``ordinal`` counts creations from 1, 0 where a type is given. ``failure`` is
    one of `FAILURES`; ``path`` and ``value`` say what drifts.
    """

    kind: str
    resource: str = ""
    ordinal: int = 0
    failure: str = ""
    path: tuple[str, ...] = ()
    value: str = ""

    @staticmethod
    def parse(text: str) -> Fault:
        """Return the fault that a text describes; the module's documentation has the forms.

        Raises:
            EmulatorError: it describes none; the message says how to mend it.

        """
        kind, _, rest = text.strip().partition(":")
        if kind not in _PARSERS:
            raise _mend(text, f"{kind!r} is no kind of fault{_like(kind, _KINDS)}")
        return _PARSERS[kind](text, rest)

    def __str__(self) -> str:
        """Return the text that `parse` takes."""
        if self.kind == "create":
            return f"create:{self.ordinal or self.resource}:{self.failure}"
        if self.kind == "delete":
            return f"delete:{self.resource}"
        return f"drift:{self.resource}:{'.'.join(self.path)}={self.value}"

    @property
    def strikes(self) -> bool:
        """Whether it makes an apply fail; else it changes the cloud behind Terraform's back."""
        return self.kind == "create"

    @property
    def kills(self) -> bool:
        """Whether the emulator has to be started anew after it."""
        return self.failure == _CRASH

    @property
    def by_address(self) -> bool:
        """Whether ``resource`` is an address rather than a type."""
        return bool(self.resource) and not _TYPE.fullmatch(self.resource)


def _mend(text: str, wrong: str, kind: str = "") -> EmulatorError:
    examples = [_EXAMPLES[kind]] if kind else list(_EXAMPLES.values())
    return EmulatorError(f"the fault {text!r} can't be: {wrong}\n    mend: {' or '.join(examples)}")


def _like(word: str, known: Iterable[str]) -> str:
    choices = list(known)
    close = get_close_matches(word, choices, 1)
    if close:
        return f": did you mean {close[0]!r}?"
    return f": choose one of {', '.join(choices)}" if len(choices) < 10 else ""


def _checked_type(text: str, name: str, kind: str) -> str:
    provider = name.partition("_")[0]
    known = provider_facts(provider).resources if _TYPE.fullmatch(name) else []
    if name not in known:
        other = known or [*provider_facts("azurerm").resources]
        raise _mend(text, f"{name!r} is no resource type{_like(name, other)}", kind)
    return name


def _create(text: str, rest: str) -> Fault:
    which, separator, failure = rest.partition(":")
    if not separator:
        raise _mend(text, "it needs which creation and how it fails", "create")
    if failure not in FAILURES:
        raise _mend(text, f"{failure!r} is no failure{_like(failure, FAILURES)}", "create")
    if not which.isdecimal():
        return Fault("create", _checked_type(text, which, "create"), 0, failure)
    if int(which) < 1:
        raise _mend(text, "creations are counted from 1", "create")
    return Fault("create", "", int(which), failure)


def _resource_of(text: str, name: str, kind: str) -> str:
    """Return a resource type or an address; the type within an address has to be one, too."""
    if not _RESOURCE.fullmatch(name):
        raise _mend(text, f"{name!r} is neither a resource type nor an address", kind)
    if "." not in name:
        return _checked_type(text, name, kind)
    types = [step for step in re.split(r"[.\[]", name) if _TYPE.fullmatch(step)]
    if not types:
        raise _mend(text, f"the address {name!r} holds no resource type", kind)
    _checked_type(text, types[0], kind)
    return name


def _drift(text: str, rest: str) -> Fault:
    found = _DRIFT.fullmatch(rest)
    if not found:
        raise _mend(text, "it needs a resource, an attribute and its new value", "drift")
    path = tuple(found["path"].split("."))
    return Fault(
        "drift", _resource_of(text, found["resource"], "drift"), 0, "", path, found["value"]
    )


def _delete(text: str, rest: str) -> Fault:
    return Fault("delete", _resource_of(text, rest, "delete"))


_PARSERS: Final[dict[str, Callable[[str, str], Fault]]] = {
    "create": _create,
    "drift": _drift,
    "delete": _delete,
}


class Faults:
    """The fault that waits in a running emulator, and what it struck; shared between threads.

    Creations are counted in the cloud's transactions, one at a time.
    """

    def __init__(self, fault: Fault | None = None) -> None:
        self._fault = fault if fault and fault.strikes else None
        self._lock = threading.Lock()
        self._struck: list[Resource] = []
        self._created = 0
        self.on_crash: Callable[[], None] | None = None
        self.dead = False

    @property
    def struck(self) -> tuple[Resource, ...]:
        """The resources whose creation it made fail."""
        return tuple(self._struck)

    @property
    def created(self) -> int:
        """How many creations there were."""
        return self._created

    def disarm(self) -> None:
        """Let everything go well from now on."""
        self._fault = None

    def strike(self, change: Change) -> UnfinishedError | None:
        """Let a creation fail if it is its turn; return what to raise once it is done, if so.

        Raises:
            RefusedError: nothing is done, and the provider is told why.
            StoppedError: the emulator dies.

        """
        with self._lock:
            fault = self._hit(change)
            if not fault:
                return None
            self._struck.append(change.resource)
            self.dead = self.dead or fault.kills
        return self._fail(fault, change)

    def _hit(self, change: Change) -> Fault | None:
        if self.dead:
            raise StoppedError("the emulator has died")
        if not change.creates:
            return None
        self._created += 1
        fault = self._fault
        wanted = fault and (fault.ordinal == self._created or fault.resource == change.type)
        return fault if wanted else None

    def _fail(self, fault: Fault, change: Change) -> UnfinishedError:
        summary, detail = FAILURES[fault.failure]
        if fault.kills:
            if self.on_crash:
                self.on_crash()
            raise StoppedError(summary)
        detail = f"{change.type} {change.id}: {detail}"
        if fault.failure == _TIMEOUT:
            return UnfinishedError(change.after or {}, summary, detail)
        raise RefusedError(summary, detail)


_SOMEBODY: Final = Account("", "", "", "", keeps_full_groups=False)
"""Who deletes a resource behind Terraform's back: no provider asks back before."""


def disturb(cloud: Cloud, fault: Fault, id_: str = "") -> Resource:
    """Change or delete a resource behind Terraform's back and return what it was.

    ``id_`` says which; without it the first that will do, of the fault's type.

    Raises:
        EmulatorError: there is no such resource, or Azure would not let anybody do that.

    """
    type_name = _type_in(fault.resource)
    provider = type_name.partition("_")[0]
    with cloud.transaction():
        there = cloud.of_type(provider, type_name)
        found = [item for item in there if not id_ or item.key == id_.lower()]
        if not found:
            raise EmulatorError(f"{fault}: there is no {fault.resource} in the emulated cloud")
        if fault.kind == "delete":
            return _deleted(cloud, fault, found)
        cloud.put(_drifted(fault, found[0]), cloud.references(found[0]))
        return found[0]


def _type_in(resource: str) -> str:
    found = [step for step in re.split(r"[.\[]", resource) if _TYPE.fullmatch(step)]
    return found[0] if found else resource


def _deleted(cloud: Cloud, fault: Fault, found: list[Resource]) -> Resource:
    said = ""
    for item in found:
        facts = provider_facts(item.provider).of(item.type)
        change = Change(item.provider, item.type, item.id, item.value, None, _SOMEBODY, facts)
        finding = refusal(cloud, change, RULES)
        if finding is None:
            cloud.remove(item)
            return item
        said = said or f"{finding.summary}. {finding.detail}"
    raise EmulatorError(f"{fault}: nobody could delete that in Azure either. {said}")


def _drifted(fault: Fault, resource: Resource) -> Resource:
    """Return the resource with the fault's value in its place, in the type of that place."""
    head = fault.path[0]
    block = provider_facts(resource.provider).resource(resource.type).block
    names = [name for name in (*block.attributes, *block.blocks) if name != "id"]
    if head not in names:
        raise EmulatorError(f"{fault}: {resource.type} has no {head!r}{_like(head, names)}")
    attribute = block.attributes.get(head)
    kind: Value = attribute.type if attribute else block.blocks[head].type
    try:
        new = _read(fault.value, _kind_at(kind, fault.path[1:]))
        changed = convert(_set(resource.value.get(head), fault.path[1:], new), kind)
        if not _conforms(changed, kind):
            raise ValueError(f"it has to be of type {json.dumps(kind)[:80]}")  # noqa: TRY301
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        raise EmulatorError(f"{fault}: {fault.value!r} is not a value for that: {error}") from error
    value = {**resource.value, head: changed}
    if value == resource.value:
        raise EmulatorError(f"{fault}: {resource.id} has that value already")
    return type(resource)(resource.provider, resource.type, resource.id, value)


def _conforms(value: Value, kind: Value) -> bool:
    """Return whether a value is null or of a type."""
    if value is None:
        return True
    if isinstance(kind, str):
        fits: type | tuple[type, ...] = {"string": str, "bool": bool}.get(kind, (int, Decimal))
        return isinstance(value, fits) and (kind == "bool" or not isinstance(value, bool))
    if isinstance(value, list):
        return all(_conforms(item, kind[1]) for item in value)
    of = kind[1] if kind[0] == "object" else dict.fromkeys(value, kind[1])
    return all(_conforms(item, of[name]) for name, item in value.items())


def _kind_at(kind: Value, path: tuple[str, ...]) -> Value:
    """Return the type at a path within a value of a type."""
    for step in path:
        kind = kind[1][step] if kind[0] == "object" else kind[1]
    return kind


def _read(text: str, kind: Value) -> Value:
    """Return a value written in JSON; where a text is wanted, the text itself."""
    if kind == "string":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _set(value: Value, path: tuple[str, ...], new: Value) -> Value:
    """Return a value with another one at a path within it."""
    if not path:
        return new
    if isinstance(value, list):
        index = int(path[0])
        return [*value[:index], _set(value[index], path[1:], new), *value[index + 1 :]]
    inner: Object = dict(value or {})
    return {**inner, path[0]: _set(inner.get(path[0]), path[1:], new)}
