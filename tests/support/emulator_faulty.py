"""Random roots that faults strike, and the little of Terraform that it takes to recover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from emulator_azure import PLACE, PRINCIPAL, SUBSCRIPTION, Azure, complete
from emulator_client import proposed_new
from landsmith.emulator import Cloud
from landsmith.emulator.faults import FAILURES, Fault, Faults, disturb
from landsmith.emulator.provider.objection import RefusedError, StoppedError, UnfinishedError
from landsmith.emulator.values import Object, Value
from landsmith.errors import EmulatorError

Given = Callable[[Mapping[str, Object]], Object]


@dataclass(frozen=True)
class Node:
    """A resource of a root: what it is, what it waits for, and its arguments."""

    name: str
    kind: str
    needs: tuple[str, ...]
    given: Given

    @property
    def type(self) -> str:
        return f"azurerm_{self.kind}"


@dataclass
class Root:
    """A root in the order of its dependencies, and its state."""

    nodes: list[Node]
    state: dict[str, Object] = field(default_factory=dict)
    tainted: set[str] = field(default_factory=set)

    def refresh(self, azure: Azure) -> None:
        for node in self.nodes:
            if node.name in self.state:
                found = azure.provider(node.kind).read(node.type, self.state.pop(node.name))
                if found is not None:
                    self.state[node.name] = found

    def apply(self, azure: Azure) -> list[str]:
        """Refresh, plan and apply; return what failed. What waits for that is not tried."""
        self.refresh(azure)
        for node in reversed(self.nodes):
            if node.name in self.tainted:
                azure.delete(node.kind, self.state.pop(node.name))
        self.tainted.clear()
        failed: list[str] = []
        for node in self.nodes:
            if all(name in self.state and name not in self.tainted for name in node.needs):
                try:
                    self.make(azure, node)
                except UnfinishedError as error:
                    self.state[node.name] = error.state
                    self.tainted.add(node.name)
                    failed.append(error.finding.summary)
                except RefusedError as error:
                    failed.append(error.finding.summary)
        return failed

    def plan(self, azure: Azure, node: Node) -> tuple[Object | None, Object]:
        """Return the planned state and the configuration."""
        provider = azure.provider(node.kind)
        block = provider.schema(node.type).block
        config = complete(block, node.given(self.state))
        prior = self.state.get(node.name)
        planned = provider.plan(node.type, prior, proposed_new(block, prior, config), config)
        assert planned.replace == ()
        return planned.state, config

    def make(self, azure: Azure, node: Node) -> None:
        planned, config = self.plan(azure, node)
        prior = self.state.get(node.name)
        if planned != prior:
            account = azure.account(SUBSCRIPTION)
            provider = azure.provider(node.kind)
            state = provider.apply(node.type, prior, planned, account, config)
            assert state is not None
            self.state[node.name] = state

    def changes(self, azure: Azure) -> list[str]:
        """Return what a plan would change."""
        self.refresh(azure)
        return [
            node.name
            for node in self.nodes
            if node.name not in self.state or self.plan(azure, node)[0] != self.state[node.name]
        ]

    def lost(self, azure: Azure) -> list[str]:
        """Return what state and cloud don't agree on."""
        there = {(item.type, item.id): item.value for item in azure.cloud.resources()}
        known = {
            (node.type, str(self.state[node.name]["id"])): self.state[node.name]
            for node in self.nodes
            if node.name in self.state
        }
        return [str(key) for key in there | known if there.get(key) != known.get(key)]


def _plain(kind: str, name: str, **given: Value) -> Node:
    return Node(name, kind, ("rg",), lambda _: {"name": name, **PLACE, **given})


def _subnet(name: str, network: str, number: int, guarded: str) -> Node:
    def given(state: Mapping[str, Object]) -> Object:
        found: Object = {
            "name": name,
            "resource_group_name": "rg",
            "virtual_network_name": network,
            "address_prefixes": [f"10.{network[-1]}.{number}.0/24"],
        }
        if guarded:
            found["network_security_group_id_wo"] = state[guarded]["id"]
            found["network_security_group_id_wo_version"] = 1
        return found

    return Node(name, "subnet", (network, *([guarded] if guarded else [])), given)


def _user(name: str, kind: str, target: str, **given: Value) -> Node:
    """Return a resource that names another one."""
    attribute = {
        "role_assignment": "scope",
        "monitor_diagnostic_setting": "target_resource_id",
        "management_lock": "scope",
    }[kind]
    own = {} if kind == "role_assignment" else {"name": name}
    return Node(name, kind, (target,), lambda state: own | {attribute: state[target]["id"]} | given)


def _card(name: str, subnet: str) -> Node:
    def given(state: Mapping[str, Object]) -> Object:
        configuration = {"name": "ip", "subnet_id": state[subnet]["id"]}
        return {"name": name, "ip_configuration": [configuration], **PLACE}

    return Node(name, "network_interface", (subnet,), given)


def random_root(random: Random) -> Root:
    """Return a root of five to twenty resources that depend on each other."""
    group = {"name": "rg", "location": "westeurope", "tags": {"owner": "us"}}
    nodes = [Node("rg", "resource_group", (), lambda _: group)]
    plain = [
        _plain("key_vault", "kv", sku_name="standard", tenant_id=PRINCIPAL),
        _plain("log_analytics_workspace", "log", tags={"owner": "us"}),
        _plain("container_registry", "crshop01", sku="Premium"),
        _plain("user_assigned_identity", "id"),
    ]
    nodes += random.sample(plain, random.randint(1, len(plain)))
    for number in range(random.randint(1, 2)):
        space, network = [f"10.{number}.0.0/16"], f"vnet{number}"
        nodes.append(_plain("virtual_network", network, address_space=space, tags={"owner": "us"}))
        if guarded := random.choice(["", f"nsg{number}"]):
            nodes.append(_plain("network_security_group", guarded))
        for place in range(random.randint(1, 3)):
            nodes.append(_subnet(f"snet{number}{place}", network, place, guarded))
            if random.random() < 0.4:
                nodes.append(_card(f"nic{number}{place}", f"snet{number}{place}"))
    for place, target in enumerate(random.sample(nodes, min(3, len(nodes)))):
        kind = random.choice(["role_assignment", "monitor_diagnostic_setting"])
        given: dict[str, Value] = {"role_definition_name": "Reader", "principal_id": PRINCIPAL}
        metrics: dict[str, Value] = {"enabled_metric": [{"category": "AllMetrics"}]}
        extra = given if kind == "role_assignment" else metrics
        nodes.append(_user(f"user{place}", kind, target.name, **extra))
    return Root(nodes)


def random_fault(random: Random, root: Root) -> Fault:
    """Return a fault that may strike while a root is created."""
    which = random.choice([str(random.randint(1, len(root.nodes))), random.choice(root.nodes).type])
    return Fault.parse(f"create:{which}:{random.choice(sorted(FAILURES))}")


def random_disturbance(random: Random, root: Root) -> Fault:
    """Return a fault that changes or deletes something behind Terraform's back."""
    tagged = [node.type for node in root.nodes if "tags" in root.state[node.name]]
    if random.random() < 0.5:
        return Fault.parse(f"drift:{random.choice(tagged)}:tags.owner=somebody")
    return Fault.parse(f"delete:{random.choice(root.nodes).type}")


def survive(random: Random, folder: Path) -> int:
    """Let faults strike a root, one after the other, and demand that nothing is lost.

    Returns how many struck.
    """
    path = folder / f"{random.random()}.db"
    root = random_root(random)
    struck = _create(random, root, path)
    with Cloud(path) as cloud:
        azure = Azure(cloud)
        _recovered(root, azure)
        for _ in range(random.randint(2, 5)):
            fault = random_disturbance(random, root)
            try:
                disturb(cloud, fault)
            except EmulatorError as error:
                assert "nobody could delete" in str(error)  # noqa: PT017 - the only reason there is
                continue
            struck += 1
            assert root.changes(azure)
            _recovered(root, azure)
    return struck


def _create(random: Random, root: Root, path: Path) -> int:
    """Create a root while a fault strikes; the state then holds what there is, and only that."""
    faults = Faults(random_fault(random, root))
    with Cloud(path) as cloud:
        azure = Azure(cloud, faults)
        try:
            failed = root.apply(azure)
            assert bool(failed) == bool(faults.struck)
        except StoppedError:
            assert faults.dead
    with Cloud(path) as cloud:
        assert root.lost(Azure(cloud)) == []
    return int(bool(faults.struck))


def _recovered(root: Root, azure: Azure) -> None:
    """Apply again: nothing may fail, nothing be lost, and nothing be left to do."""
    assert root.apply(azure) == []
    assert root.lost(azure) == []
    assert root.changes(azure) == []
