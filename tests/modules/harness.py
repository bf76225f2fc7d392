"""Plans one module of the checkout on the emulator and returns the typed plan."""

from __future__ import annotations

import atexit
import itertools
import json
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from initialised import initialise
from landsmith.calls.model import ModuleCall, Provider, Root, Value
from landsmith.emulator import Cloud, Emulator
from landsmith.render.terraform.roots import render_root
from landsmith.terraform.binary import Terraform, TerraformFailedError, environment
from landsmith.terraform.plan import Plan, parse
from landsmith.terraform.rehearsal import types_in
from settling import unsettled

MODULES = Path(__file__).parents[2] / "modules" / "terraform"
SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
OTHER_SUBSCRIPTION = "22222222-2222-2222-2222-222222222222"
TENANT = "33333333-3333-3333-3333-333333333333"
CALL = "it"
"""Name of the module call: a resource's address is ``module.it.<type>.<name>``."""

_numbers = itertools.count(1)


def cloud(module: str) -> Cloud:
    """Return the cloud that a module is planned against."""
    return _emulator(module)[1].cloud


def plan(module: str, inputs: Mapping[str, Value], aliases: Mapping[str, str] = {}) -> Plan:
    """Return the plan of a root that calls ``module`` with ``inputs`` and nothing else.

    What the plan makes has to settle: no apply refuses it, and no later plan changes it.

    ``aliases`` maps the module's provider names to the root's, where it asks for several:
    ``{"azurerm": "azurerm", "azurerm.connectivity": "azurerm.connectivity"}``.

    Raises:
        TerraformFailedError: terraform, the module or the emulated provider refuses the inputs.

    """
    root, emulator = _emulator(module)
    name = f"module-{next(_numbers)}"
    call = ModuleCall(CALL, module, inputs, providers=aliases)
    for path, text in render_root(_root(name, call)).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    folder = root / "roots" / name
    initialise(folder)
    terraform = Terraform(folder, environment(dict(emulator.environment())), lock=False)
    file = folder / "tfplan"
    terraform.plan(file, refresh=False)
    found = parse(terraform.show(file), name)
    assert unsettled(found) == []
    return found


def address(resource: str) -> str:
    """Return the full address of one of the module's resources."""
    return f"module.{CALL}.{resource}"


def values(found: Plan, resource: str) -> dict[str, Value]:
    """Return what one of the module's resources is planned to be."""
    change = found.change(address(resource))
    assert change is not None, f"{resource} is not among {addresses(found)}"
    assert change.after is not None
    return change.after


def addresses(found: Plan) -> list[str]:
    """Return the sorted addresses of everything that is planned, without the module's prefix."""
    return sorted(item.address.removeprefix(f"module.{CALL}.") for item in found.resources())


def _root(name: str, call: ModuleCall) -> Root:
    text = (MODULES / call.module / "terraform.tf").read_text(encoding="utf-8")
    wanted = {"azurerm", *call.providers.values()} | set(re.findall(r"\bazuread\b", text))
    return Root(
        name=name,
        purpose=f"Calls {call.module}.",
        providers=tuple(_provider(full) for full in sorted(wanted)),
        backend={},
        locals={},
        calls=(call,),
    )


def _provider(full: str) -> Provider:
    name, _, alias = full.partition(".")
    if name == "azuread":
        return Provider(name, {"tenant_id": TENANT}, alias or None)
    subscription = OTHER_SUBSCRIPTION if alias else SUBSCRIPTION
    settings: dict[str, Value] = {"subscription_id": subscription, "tenant_id": TENANT}
    return Provider(name, settings, alias or None, {"features": {}})


@cache
def _emulator(module: str) -> tuple[Path, Emulator]:
    """Return a repository whose modules are the checkout's, and an emulator of one's types."""
    kept = tempfile.TemporaryDirectory(prefix="landsmith-modules-")
    root = Path(kept.name)
    (root / "modules").symlink_to(MODULES, target_is_directory=True)
    emulator = Emulator(root / "cloud.db", types_in(MODULES / module))
    emulator.__enter__()
    atexit.register(kept.cleanup)
    atexit.register(emulator.__exit__, None, None, None)
    return root, emulator


def as_json(value: object) -> object:
    """Return what a planned JSON text says."""
    assert isinstance(value, str)
    return json.loads(value)


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    blocks = values(found, resource)[name]
    assert isinstance(blocks, list)
    assert len(blocks) == 1, blocks
    return dict(blocks[0])


def picked(of: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some of the values."""
    return {name: of[name] for name in names}


def told(found: Plan, resource: str, *names: str) -> dict[str, Any]:
    """Return some of the values of one of the module's resources."""
    return picked(values(found, resource), *names)


def refusal(module: str, inputs: Mapping[str, Value]) -> str:
    """Return why a module refuses inputs: the one validation that fails, in one line."""
    try:
        plan(module, inputs)
    except TerraformFailedError as error:
        said = [item for item in error.diagnostics if item.severity == "error"]
        assert [item.summary for item in said] == ["Invalid value for variable"], said
        return " ".join(said[0].detail.split())
    raise AssertionError(f"{module} takes {inputs}")
