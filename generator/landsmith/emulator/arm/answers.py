"""What the resource manager answers to a request's path and query."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from landsmith.emulator.arm import refusal
from landsmith.emulator.arm.estate import GROUPS, Item, items
from landsmith.emulator.arm.filters import passes
from landsmith.emulator.arm.scopes import Hierarchy, narrowed
from landsmith.emulator.cloud import Resource
from landsmith.emulator.provider.ids import identifier
from landsmith.emulator.roles import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.values import Object

_VERSION: Final = re.compile(r"\d{4}-\d\d-\d\d(-[\w.]+)?")
_PROVIDERS: Final = "/providers/"
_ROLES: Final = "microsoft.authorization/roledefinitions"
_ASSIGNED: Final = (
    "microsoft.authorization/policyassignments",
    "microsoft.authorization/roleassignments",
)
_SUBSCRIPTION: Final = {
    "state": "Enabled",
    "authorizationSource": "RoleBased",
    "subscriptionPolicies": {
        "locationPlacementId": "Public_2014-09-01",
        "quotaId": "PayAsYouGo_2014-09-01",
        "spendingLimit": "Off",
    },
}


@dataclass(frozen=True)
class Answers:
    """Answers requests from a cloud; ``base`` is the endpoint's own address."""

    cloud: Cloud
    subscriptions: tuple[str, ...]
    facts: Path | None
    page: int
    base: str

    def get(self, target: str) -> Object:
        """Return the body for a request's target, ``/path?query``.

        Raises:
            RefusalError: there is nothing, or the query can't be read.

        """
        parts = urlsplit(target)
        steps = [unquote(step) for step in parts.path.split("/") if step]
        query = {name.lower(): value for name, value in parse_qsl(parts.query)}
        version = query.get("api-version", "")
        if not version:
            raise refusal.no_version()
        if not _VERSION.fullmatch(version):
            raise refusal.wrong_version(version)
        path = "/" + "/".join(steps)
        found = items(self.cloud.with_id(path), self.facts).get(path.lower())
        if found and _PROVIDERS in found.id:
            return found.whole()
        resources = self.cloud.resources()
        return _Asked(resources, items(resources, self.facts), self, query).answer(path)


@dataclass(frozen=True)
class _Asked:
    """One request, over the cloud as it was when the request came."""

    resources: list[Resource]
    items: Mapping[str, Item]
    answers: Answers
    query: Mapping[str, str]
    built_in: dict[str, Item] = field(default_factory=lambda: dict(_built_in()))

    def answer(self, path: str) -> Object:
        steps = path.lower().strip("/").split("/")
        if path.lower().endswith("/providers/microsoft.resources/tags/default"):
            return self.tags(path)
        if _PROVIDERS in path.lower():
            return self.provided(path)
        if steps[0] != "subscriptions" or len(steps) > 5:
            raise refusal.no_path(path)
        return self.subscribed(path, steps)

    def subscribed(self, path: str, steps: list[str]) -> Object:
        """Answer for subscriptions, resource groups and what is listed in them."""
        if len(steps) == 1:
            return self.paged(path, self.subscriptions(), self.subscription)
        own = self.known_subscription(path)
        if len(steps) == 2:
            return self.subscription(own)
        if steps[2:] == ["resourcegroups"]:
            groups = [item for item in self.items.values() if item.type == GROUPS]
            return self.listed(path, groups, Item.whole)
        if steps[2:] == ["resources"]:
            return self.listed(path, self.tracked(), Item.brief)
        if steps[2] != "resourcegroups" or steps[4:] not in ([], ["resources"]):
            raise refusal.no_path(path)
        group = self.known_group(path)
        return self.listed(path, self.tracked(), Item.brief) if steps[4:] else group.whole()

    def tracked(self) -> list[Item]:
        return [item for item in self.items.values() if item.tracked]

    def listed(self, path: str, found: Iterable[Item], form: Callable[[Item], Object]) -> Object:
        """Return a page of those that lie in the path's collection and pass the filter."""
        test = passes(self.query.get("$filter", ""))
        within = path.lower().rpartition("/")[0] + "/"
        here = [item for item in found if item.id.lower().startswith(within) and test(item)]
        return self.paged(path, here, form)

    def paged(self, path: str, found: Iterable[Item], form: Callable[[Item], Object]) -> Object:
        """Return a page, with the link to the next where there is more."""
        after = _untoken(self.query.get("$skiptoken", ""))
        left = [item for item in found if item.id.lower() > after]
        size = self.size()
        page: Object = {"value": [form(item) for item in left[:size]]}
        if len(left) > size:
            query = dict(self.query) | {"$skiptoken": _token(left[size - 1].id.lower())}
            page["nextLink"] = f"{self.answers.base}{quote(path)}?{urlencode(query)}"
        return page

    def size(self) -> int:
        top = self.query.get("$top", "")
        if not top:
            return self.answers.page
        if not top.isdecimal() or not int(top):
            raise refusal.wrong_query("$top", top)
        return min(int(top), self.answers.page)

    def subscriptions(self) -> list[Item]:
        """Return the subscriptions that something lies in, and those that were named."""
        own = {item.subscription.lower() for item in self.items.values()} - {""}
        own |= {name.lower() for name in self.answers.subscriptions}
        ids = [f"/subscriptions/{name}" for name in sorted(own)]
        return [self.items.get(id_) or Item(id_, ()) for id_ in ids]

    def subscription(self, item: Item) -> Object:
        """Return ARM's form of a subscription."""
        own = item.subscription
        mine = (part.value for part in self.resources if f"/{own}/" in part.id)
        tenants = (value["tenant_id"] for value in mine if value.get("tenant_id"))
        return _SUBSCRIPTION | {
            "id": item.id,
            "subscriptionId": own,
            "tenantId": next(tenants, None) or identifier("tenant"),
            "displayName": item.told.get("subscription_name") or f"subscription {own}",
            "tags": item.tags,
        }

    def known_subscription(self, path: str) -> Item:
        own = path.split("/")[2]
        found = [item for item in self.subscriptions() if item.subscription.lower() == own.lower()]
        if not found:
            raise refusal.no_subscription(own)
        return found[0]

    def known_group(self, path: str) -> Item:
        found = self.items.get("/".join(path.lower().split("/")[:5]))
        if not found:
            raise refusal.no_group(path.split("/")[4])
        return found

    def check_scope(self, scope: str) -> None:
        """Refuse a scope whose subscription or resource group isn't there."""
        steps = scope.lower().split("/")
        if steps[1:2] == ["subscriptions"] and len(steps) > 2:
            self.known_subscription(scope)
            if steps[3:4] == ["resourcegroups"] and len(steps) > 4:
                self.known_group(scope)

    def provided(self, path: str) -> Object:
        """Answer for a resource, or for all resources of a type at a scope."""
        cut = path.lower().rindex(_PROVIDERS)
        scope, kinds = path[:cut], path[cut + len(_PROVIDERS) :].split("/")
        if len(kinds) < 2:
            raise refusal.no_path(path)
        type_name = "/".join([kinds[0], *kinds[1::2]])
        if len(kinds) % 2 == 0:
            self.check_scope(scope)
            return self.of_type(path, scope, type_name.lower())
        found = self.items.get(path.lower()) or self.role(path, type_name)
        if found:
            return found.whole()
        self.check_scope(scope)
        where = re.match(r"/subscriptions/[^/]+/resourceGroups/([^/]+)", path, re.IGNORECASE)
        name = "/".join(kinds[2::2])
        raise refusal.no_resource(type_name, name, where[1] if where else "")

    def of_type(self, path: str, scope: str, type_name: str) -> Object:
        found = [item for item in self.items.values() if item.type.lower() == type_name]
        if type_name == _ROLES:
            return self.roles(path, scope, found)
        if type_name not in _ASSIGNED:
            return self.listed_of_type(path, scope, found)
        wanted, rest = narrowed(self.query.get("$filter", ""))
        here = Hierarchy(self.resources).listed(found, scope, wanted)
        return self.paged(path, list(filter(passes(rest), here)), Item.whole)

    def listed_of_type(self, path: str, scope: str, found: list[Item]) -> Object:
        """List a type within its parent resource, or within a scope and all that lies in it."""
        parent = path.lower().rpartition("/")[0]
        within = parent if parent.rpartition("/")[0] != f"{scope}/providers".lower() else scope
        test = passes(self.query.get("$filter", ""))
        here = [item for item in found if item.id.lower().startswith(within.lower() + "/")]
        return self.paged(path, list(filter(test, here)), Item.whole)

    def roles(self, path: str, scope: str, custom: list[Item]) -> Object:
        """List the custom roles that hold at a scope, and the built-in ones."""
        over = Hierarchy(self.resources).above(scope)
        held = [item for item in custom if item.scope.lower() in over]
        found = sorted([*held, *self.built_in.values()], key=lambda item: item.id.lower())
        return self.paged(path, found, Item.whole)

    def role(self, path: str, type_name: str) -> Item | None:
        """Return the built-in role with an id, whatever scope it is asked for at."""
        if type_name.lower() != _ROLES:
            return None
        return self.built_in.get(path.lower().rpartition("/")[2])

    def tags(self, path: str) -> Object:
        """Answer for the tags of a resource, resource group or subscription."""
        scope = path[: path.lower().rindex(_PROVIDERS)]
        self.check_scope(scope)
        found = self.items.get(scope.lower())
        if not found and len(scope.split("/")) > 3:
            raise refusal.no_resource("Microsoft.Resources/tags", "default", "")
        return {
            "id": path,
            "name": "default",
            "type": "Microsoft.Resources/tags",
            "properties": {"tags": found.tags if found else {}},
        }


def _built_in() -> Iterable[tuple[str, Item]]:
    for name, own in BUILT_IN.items():
        id_ = f"/providers/Microsoft.Authorization/roleDefinitions/{own}"
        value = {"name": name, "assignable_scopes": ["/"]}
        yield own, Item(id_, (Resource("azurerm", "azurerm_role_definition", id_, value),))


def _token(id_: str) -> str:
    return base64.urlsafe_b64encode(id_.encode()).decode()


def _untoken(token: str) -> str:
    try:
        return base64.b64decode(token.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise refusal.wrong_query("$skiptoken", token) from error
