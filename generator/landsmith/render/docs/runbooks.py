"""The runbooks of a customer's repository: a section for each alert on its clusters."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith import __version__
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs import markdown
from landsmith.render.docs.runbook_texts import METRIC, PROMETHEUS, Runbook
from landsmith.render.templating import environment

LEVELS = {
    "pod": "Pods and volumes",
    "node": "Nodes",
    "cluster": "The cluster as a whole",
    "platform": "Azure's metrics",
}
"""Levels at which alerts watch, and their headings."""


def runbooks(zone: LandingZone) -> str:
    """Return the page, in Markdown; an alert's anchor is its name in lower case."""
    found = list(_of(zone))
    sections = {
        heading: [book for book in found if book.level == level]
        for level, heading in LEVELS.items()
    }
    templates = environment({"markdown": markdown.encode, "code": markdown.code})
    template = templates.get_template("runbooks.md.j2")
    return template.render(version=__version__, sections=sections, zone=zone)


def _of(zone: LandingZone) -> Iterator[Runbook]:
    """Yield the runbooks of the alerts that this landing zone has."""
    entries = zone.landing_zones
    complete = any(entry.observability.alerts == "complete" for entry in entries)
    yield from (book for book in PROMETHEUS if complete or book.essential)
    if zone.monitoring.metric_alerts:
        parts = {alert.part for entry in entries for alert in entry.alerts}
        yield from (book for book in METRIC if book.alert in parts)
