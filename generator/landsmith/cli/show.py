"""The resolved landing zone as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from landsmith.api import Built
from landsmith.landing_zone.deviation import Deviation


def as_json(built: Built) -> str:
    """Return names, address plan, roots and deviations as JSON."""
    zone = built.zone
    document = {
        "schema_version": 1,
        "blueprint": zone.blueprint,
        "customer": zone.customer.code,
        "names": {key: name.value for key, name in zone.names.items()},
        "addresses": {key: str(network) for key, network in zone.addresses.items()},
        "roots": [
            {
                "name": root.name,
                "purpose": root.purpose,
                "after": list(root.after),
                "modules": {call.name: call.module for call in root.calls},
            }
            for root in built.roots
        ],
        "deviations": [
            {
                "setting": item.setting,
                "chosen": item.chosen,
                "recommended": item.recommended,
                "justified": item.justification is not None,
            }
            for item in zone.deviations
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_text(built: Built) -> str:
    """Return the same as text, for a terminal of 80 columns."""
    return "\n".join(_lines(built)) + "\n"


def _lines(built: Built) -> Iterator[str]:
    zone = built.zone
    yield f"{zone.customer.name}: blueprint {zone.blueprint}, {zone.region}"
    yield from _section("Roots", [(root.name, root.purpose) for root in built.roots])
    yield from _section("Addresses", [(str(net), key) for key, net in zone.addresses.items()])
    yield from _section("Names", [(name.value, key) for key, name in zone.names.items()])
    yield from _section(
        "Deviations", [(item.setting, _deviation(item)) for item in zone.deviations]
    )


def _deviation(item: Deviation) -> str:
    justified = "" if item.justification else "; not justified yet"
    return f"{item.chosen} instead of {item.recommended}{justified}"


def _section(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f"\n{title}"
    width = min(max((len(first) for first, _ in rows), default=0), 40)
    for first, second in rows or [("none", "")]:
        yield f"  {first:<{width}}  {second}".rstrip()
