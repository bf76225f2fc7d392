"""Turns the settings of a checklist check round, in plans and in manifests."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from landsmith.policy.checklist.rule import Subject, at, fits, met, steps_of
from landsmith.policy.controls.check import Assertion, Condition

if TYPE_CHECKING:
    from landsmith.policy.rule import Context
    from landsmith.terraform.plan import ResourceChange

Turn = Callable[[Any], Any]
"""Turns one resource's values in place; returns None to take it away."""


def turnings(asked: Assertion, found: Context, root: str) -> Iterator[Context]:
    """Yield contexts in which one thing that an assertion expects is turned round."""
    if asked.never:
        yield added(asked, found, root)
    elif asked.some and not asked.expect:
        yield changed_everywhere(asked, found, lambda _values: None)
    for path in () if asked.never else asked.expect:
        wanted = asked.expect[path]
        yield changed_everywhere(asked, found, partial(turn, path=path, wanted=wanted))


def meant(asked: Assertion, values: Any) -> bool:  # noqa: ANN401
    """Tell whether an assertion is about a resource: for ``some``, whether it is such a one."""
    pool = {"mode": "System", "os_type": "Linux", **values} if asked.type == "pool" else values
    one = Subject("", asked.type, pool)
    return fits(one, asked.where) and (
        asked.some is None or met(one, asked.expect).status != "fail"
    )


def changed_everywhere(asked: Assertion, found: Context, turn: Turn) -> Context:
    """Return a context with every resource that an assertion means turned, or taken away."""

    def turn_one(values: Any) -> Any:  # noqa: ANN401
        return turn(values) if meant(asked, values) else values

    plans = {
        name: replace(plan, changes=tuple(turned_changes(asked, plan.changes, turn_one)))
        for name, plan in found.plans.items()
    }
    manifests = [
        one
        for one in (turned_manifest(asked, one, turn_one) for one in found.manifests)
        if one is not None
    ]
    return replace(found, plans=plans, manifests=tuple(manifests))


def turned_changes(
    asked: Assertion, changes: tuple[ResourceChange, ...], turn_one: Turn
) -> Iterator[ResourceChange]:
    pools = ("azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool")
    for change in changes:
        if change.after is None or change.type not in (asked.type, *_pools(asked, pools)):
            yield change
            continue
        values = copy.deepcopy(change.after)
        inner = values
        if asked.type == "pool" and change.type == pools[0]:
            inner = values["default_node_pool"][0]
        turned = turn_one(inner)
        if turned is not None:
            yield replace(change, after=values)


def _pools(asked: Assertion, pools: tuple[str, str]) -> tuple[str, ...]:
    return pools if asked.type == "pool" else ()


def turned_manifest(asked: Assertion, one: Any, turn_one: Turn) -> Any:  # noqa: ANN401
    if asked.type not in (f"manifest/{one.kind}", "pod"):
        return one
    data = copy.deepcopy(one.data)
    if asked.type == "pod":
        template = pod_of(one.kind, data)
        if template is None:
            return one
        return replace(one, data=data) if turn_one(template) is not None else None
    return replace(one, data=data) if turn_one(data) is not None else None


def pod_of(kind: str, data: dict[str, Any]) -> dict[str, Any] | None:
    """Return the pod template of a workload, None of anything else."""
    if kind == "CronJob":
        data = data["spec"]["jobTemplate"]
    elif kind not in ("Deployment", "StatefulSet", "DaemonSet", "Job"):
        return None
    template: dict[str, Any] = data["spec"]["template"]
    return template


def turn(values: Any, path: str, wanted: Any) -> Any:  # noqa: ANN401
    """Turn round what stands at a path, in place; return the values."""
    *steps, last = steps_of(path)
    for holder in at(values, steps):
        if isinstance(holder, list):
            for index in range(len(holder)):
                if last in ("*", str(index)):
                    holder[index] = opposite(wanted)
        elif isinstance(holder, dict):
            holder[last] = opposite(wanted)
    if all(holder is None for holder in at(values, steps)):
        plant(values, [*steps, last], opposite(wanted))
    return values


def plant(values: Any, steps: list[str], value: object) -> None:  # noqa: ANN401
    """Write a value at a path of which nothing is there yet."""
    for step, following in pairwise(steps):
        empty: Any = [] if following in ("*", "0") else {}
        if isinstance(values, list):
            values.append(empty)
            values = values[-1]
        else:
            values = values[step] if values.get(step) else values.setdefault(step, empty)
    if isinstance(values, list):
        values.append(value)
    else:
        values[steps[-1]] = value


def opposite(wanted: Any) -> Any:  # noqa: ANN401
    """Return a value that an expectation refuses."""
    if isinstance(wanted, bool):
        return not wanted
    if not isinstance(wanted, Condition):
        return "turned round"
    if wanted.at_least is not None:
        return wanted.at_least - 1
    if wanted.at_most is not None:
        return wanted.at_most + 1
    if wanted.present is False or wanted.off is True:
        return "turned round"
    if wanted.excludes is not None:
        return [wanted.excludes]
    if wanted.present or wanted.items_at_least or wanted.includes is not None:
        return None
    return "turned round"


def fitting(wanted: Any) -> Any:  # noqa: ANN401
    """Return a value that an expectation takes."""
    if not isinstance(wanted, Condition):
        return wanted
    if wanted.one_of:
        return wanted.one_of[0]
    if wanted.includes is not None:
        return [wanted.includes]
    if wanted.at_least is not None:
        return wanted.at_least
    if wanted.matches is not None:
        return SAMPLES[wanted.matches]
    if wanted.excludes is not None:
        return ["turned round"]
    return "turned round" if wanted.present else None


SAMPLES = {
    "kubernetes-dashboard": "docker.example/kubernetes-dashboard:v2",
    ":latest$": "shop.example/api:latest",
    "^Standard_B": "Standard_B4ms",
    "^(Contributor|Owner|Reader)$": "Contributor",
}
"""Texts that the patterns of forbidden things match."""


def added(asked: Assertion, found: Context, root: str) -> Context:
    """Return a context with one resource more, of a kind that must not be."""
    values: dict[str, Any] = {}
    for path, wanted in {**asked.where, **asked.expect}.items():
        plant(values, steps_of(path), fitting(wanted))
    if asked.type == "pool" or asked.type.startswith("azurerm_"):
        type_ = "azurerm_kubernetes_cluster_node_pool" if asked.type == "pool" else asked.type
        plan = found.plans[root] if root in found.plans else next(iter(found.plans.values()))
        change = replace(plan.changes[0], address=f"{type_}.added", type=type_, mode="managed")
        grown = replace(plan, changes=(*plan.changes, replace(change, after=values)))
        return replace(found, plans={**found.plans, plan.root: grown})
    return replace(found, manifests=(*found.manifests, Extra(asked, root, values)))


class Extra:
    """A manifest that must not be."""

    def __init__(self, asked: Assertion, root: str, values: dict[str, Any]) -> None:
        self.root = f"cluster/{root.removeprefix('50-')}"
        self.kind = "Job" if asked.type == "pod" else asked.type.removeprefix("manifest/")
        self.address = f"{self.kind}/added"
        self.data = {"spec": {"template": values}} if asked.type == "pod" else values
