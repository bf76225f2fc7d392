"""A component is whole in its slice: without its choice nothing of it is there, with it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from composed import difference, flat
from landsmith.components.registry import GLOBAL, OPERATING, WATCHING
from landsmith.resolve.resolve import resolve
from strategies import changed, small, zone

if TYPE_CHECKING:
    from landsmith.components.component import Component

PARTS = {type(one).__name__: one for one in (*WATCHING, *OPERATING)}
CHOICES: dict[str, tuple[str, Any]] = {
    "Grafana": ("observability", {"grafana": {}}),
    "Tracing": ("observability", {"tracing": {}}),
    "Backup": ("backup", {}),
    "Safeguards": ("safeguards", {}),
    "GitOps": ("gitops", {"url": "https://github.com/acme/apps"}),
    "Dapr": ("dapr", {}),
    "Events": (
        "events",
        {
            "target": {
                "kind": "event_hub",
                "event_hub_id": "/subscriptions/10000000-0000-4000-8000-000000000009/resourceGroups"
                "/rg/providers/Microsoft.EventHub/namespaces/example/eventhubs/h",
            }
        },
    ),
}
"""How a landing zone chooses each part."""


def chosen(name: str) -> Any:  # noqa: ANN401
    field, value = CHOICES[name]
    return changed(f"landing_zones.0.{field}", value)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_can_be_chosen_and_is_not_by_itself(name: str) -> None:
    part: Component = PARTS[name]
    assert not part.applies(zone(small()).landing_zones[0])
    assert part.applies(zone(chosen(name)).landing_zones[0])


@pytest.mark.parametrize("name", PARTS)
def test_a_choice_brings_the_calls_of_its_part(name: str) -> None:
    found = zone(chosen(name))
    own = {call.name for call in PARTS[name].calls(found, found.landing_zones[0])}
    new = {
        path
        for path, value in difference(flat(small()), flat(chosen(name))).items()
        if value == "new"
    }
    assert own <= {path.partition("/")[2] for path in new}
    assert own


@pytest.mark.parametrize("name", PARTS)
def test_a_choice_names_nothing_of_others(name: str) -> None:
    found, before = zone(chosen(name)), zone(small())
    new = found.names.keys() - before.names.keys()
    assert all(key.startswith(f"{found.landing_zones[0].key}/") for key in new)


def test_no_part_stands_above_the_regions_unless_it_is_chosen() -> None:
    found = zone(small())
    assert not [part for part in GLOBAL if part.applies(found)]
    assert "global/resource_group" not in found.names
    assert resolve(found.file) == found
