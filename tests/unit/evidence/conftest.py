"""Small customers with hand-made plans: what the evidence of a run is made from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from landsmith import __version__
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.reading.load import load_model
from landsmith.compose.roots import compose
from landsmith.evidence import CONTROL
from landsmith.evidence.pack import Pack, build
from landsmith.evidence.subject import Subject
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.policy.controls.catalogue import control
from landsmith.policy.controls.control import Control
from landsmith.render.output.lock import Lock
from landsmith.render.terraform import modules
from landsmith.render.terraform.roots import render_roots
from landsmith.resolve.resolve import resolve
from landsmith.terraform.places import SourceMap
from landsmith.terraform.plan import parse
from landsmith.terraform.rehearsal import Rehearsal, RootRehearsal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BUILT_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

SOURCE = """\
blueprint: start-small
customer: {{name: {name}, code: {code}, industry: Testing}}
approach: {{rationale: {rationale}}}
tenant_id: {digit}0000000-0000-4000-8000-000000000001
region: westeurope
subscriptions:
  management: {digit}0000000-0000-4000-8000-000000000002
  connectivity: {digit}0000000-0000-4000-8000-000000000003
tags: {{owner: platform, cost_center: "42"}}
network:
  supernets: [10.{digit}0.0.0/16]
  hybrid: {{kind: equivalent, description: An SD-WAN., reason: It is there already.}}
identity: {{pipeline: {{kind: github, organization: acme, repository: azure, subjects: names}}}}
monitoring:
  contacts: [{{name: ops, email: ops@example.com}}]
  budget: {{amount: 10, start: 2026-12}}
landing_zones:
  - name: shop
    environment: prod
    subscription: {digit}0000000-0000-4000-8000-000000000004
    budget: {{amount: 10, start: 2026-12}}
deviations:
  - setting: network.hybrid
    requirement: A contract.
    approved_by: The board
    approved_on: 2026-09-14
"""


@dataclass
class PlanBuilder:
    """Builds terraform's JSON of one root's plan, and what the rehearsal made of it."""

    root: str
    changes: list[dict[str, Any]] = field(default_factory=list)
    applied: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        address: str,
        after: Mapping[str, Any],
        *,
        unknown: Mapping[str, Any] | None = None,
        sensitive: Mapping[str, Any] | None = None,
        applied: Mapping[str, Any] | None = None,
        made: bool = True,
    ) -> PlanBuilder:
        """Plan a resource; ``applied`` are values that only the apply tells."""
        parts = address.split(".")
        change = {"actions": ["create"], "before": None, "after": dict(after)}
        change |= {"after_unknown": dict(unknown or {}), "after_sensitive": dict(sensitive or {})}
        self.changes.append(
            {
                "address": address,
                "module_address": ".".join(parts[:2]) if parts[0] == "module" else "",
                "mode": "managed",
                "type": parts[-2],
                "name": parts[-1].partition("[")[0],
                "provider_name": "registry.terraform.io/hashicorp/azurerm",
                "change": change,
            }
        )
        if made:
            self.applied[address] = {**after, **(applied or {})}
        return self

    def raw(self) -> dict[str, Any]:
        """Return the plan's JSON."""
        return {
            "terraform_version": "1.11.4",
            "resource_changes": self.changes,
            "configuration": {
                "provider_config": {"azurerm": {"name": "azurerm", "version_constraint": "~> 5.2"}}
            },
        }


def rehearsed(*plans: PlanBuilder, settled: bool = True) -> Rehearsal:
    """Return a rehearsal of these plans."""
    roots = []
    for plan in plans:
        raw = json.loads(json.dumps(plan.raw()))
        typed = parse(raw, plan.root)
        done = RootRehearsal(
            plan.root, typed, raw, Path("plan"), dict(plan.applied), settled, {"plan": 0.25}
        )
        roots.append(done)
    return Rehearsal(tuple(roots), "1.11.4", 1.5)


def reload(source: str, lock: Lock | None = None) -> LandingZone:
    """Resolve a landing-zone file."""
    ranges = {key: IPv4Network(text) for key, text in lock.addresses.items()} if lock else {}
    return resolve(load_model(source, LandingZoneFile), ranges)


@cache
def vendored(names: tuple[str, ...]) -> dict[str, bytes]:
    """Return modules as far as they are there, whatever else they lack."""
    return {
        f"modules/{name}/main.tf": f'resource "azurerm_{name}" "this" {{\n}}\n'.encode()
        for name in names
    }


def rerender(source: str, lock: Lock | None = None) -> dict[str, bytes]:
    """Render a landing-zone file."""
    roots = compose(reload(source, lock))
    names = tuple(sorted({call.module for root in roots for call in root.calls}))
    return {"landing-zone.yaml": source.encode(), **render_roots(roots), **vendored(names)}


def subject_of(
    rehearsal: Rehearsal,
    *,
    name: str = "Acme",
    code: str = "acme",
    digit: int = 1,
    rationale: str = "It fits.",
) -> Subject:
    """Return a customer with this rehearsal."""
    source = SOURCE.format(name=name, code=code, digit=digit, rationale=rationale)
    zone, tree = reload(source), rerender(source)
    files = {path: modules.sha256(data).hexdigest() for path, data in tree.items()}
    addresses = {key: str(network) for key, network in zone.addresses.items()}
    lock = Lock(__version__, "start-small", "0" * 64, addresses, modules.digests(tree), files)
    return Subject(zone, source, tree, lock, rehearsal, SourceMap(tree))


def cluster_plan(root: str = "50-shop-prod", tenant: int = 1) -> PlanBuilder:
    """Return the plan of a root with a cluster, a network and a secret."""
    entra = {
        "tenant_id": f"{tenant}0000000-0000-4000-8000-000000000001",
        "azure_rbac_enabled": True,
    }
    tags = {"owner": "platform"}
    plan = PlanBuilder(root)
    plan.add(
        "module.cluster.azurerm_kubernetes_cluster.this",
        {
            "name": "aks-shop-prod-we-001",
            "local_account_disabled": True,
            "node_resource_group": "rg-shop-nodes-prod-we-001",
            "azure_active_directory_role_based_access_control": [entra],
            "tags": tags,
        },
        unknown={"id": True},
        applied={"id": "/subscriptions/x"},
    )
    plan.add(
        "module.spoke_network.azurerm_virtual_network.this",
        {"name": "vnet-shop-prod-we-001", "address_space": [f"10.{tenant}0.2.0/24"], "tags": tags},
    )
    plan.add(
        "module.vault.azurerm_key_vault_secret.this",
        {"name": "token", "value": "hunter2-hunter2", "pin": "1234"},
        sensitive={"value": True, "pin": True},
        applied={"value": "(sensitive)", "pin": "(sensitive)"},
    )
    return plan


def customers() -> list[Subject]:
    """Return two customers with small plans."""
    one = subject_of(rehearsed(cluster_plan()))
    two = subject_of(rehearsed(cluster_plan(tenant=2)), name="Zenith", code="zen", digit=2)
    return [one, two]


@pytest.fixture
def make() -> Callable[..., Subject]:
    """Return what makes a customer from plans."""

    def made(*plans: PlanBuilder, settled: bool = True, **texts: str) -> Subject:
        return subject_of(rehearsed(*plans, settled=settled), **texts)

    return made


@pytest.fixture
def plan() -> type[PlanBuilder]:
    """Return the builder of plans."""
    return PlanBuilder


@pytest.fixture
def subjects() -> list[Subject]:
    """Return two customers."""
    return customers()


@pytest.fixture
def pack(subjects: list[Subject]) -> Pack:
    """Return an evidence pack of two customers."""
    return build(subjects, built_at=BUILT_AT, generator_version=__version__)


@pytest.fixture
def seams() -> dict[str, Any]:
    """Return what renders and resolves a landing-zone file again."""
    return {"rerender": rerender, "reload": reload}


@pytest.fixture
def catalogue() -> Control:
    """Return control A-3.1."""
    return control(CONTROL)


@pytest.fixture
def named() -> Callable[..., list[Subject]]:
    """Return what makes two customers with texts of their own."""

    def made(**texts: str) -> list[Subject]:
        first = subject_of(rehearsed(cluster_plan()), **texts)
        return [first, replace(customers()[1])]

    return made


@pytest.fixture
def built_at() -> datetime:
    """Return the time that packs are built at."""
    return BUILT_AT
