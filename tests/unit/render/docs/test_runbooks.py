"""The runbooks of a customer's repository: a section for each alert that its clusters have."""

from __future__ import annotations

import re
from typing import Any

import pytest

from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs.runbook_texts import METRIC, PROMETHEUS
from landsmith.render.docs.runbooks import runbooks
from landsmith.resolve.cluster.alerts import cluster_alerts
from strategies import small, with_all, zone

COMPLETE = ("landing_zones.0.observability.alerts", "complete")
METRICS = ("monitoring.metric_alerts", True)


def sections(found: LandingZone) -> list[str]:
    """Return the headings of alerts."""
    return re.findall(r"^### (.+)$", runbooks(found), flags=re.MULTILINE)


def test_essential_alerts_have_their_sections() -> None:
    assert sections(zone(small())) == [book.alert for book in PROMETHEUS if book.essential]


def test_one_complete_landing_zone_is_enough_for_every_section() -> None:
    assert sections(zone(with_all(COMPLETE))) == [book.alert for book in PROMETHEUS]


@pytest.mark.parametrize("egress", ["nat_gateway", "firewall_basic", "load_balancer"])
def test_every_metric_alert_has_its_section(egress: str) -> None:
    found = zone(with_all(METRICS, ("network.egress", egress)))
    alerts = {alert.part for alert in cluster_alerts(found.file, found.file.landing_zones[0])}
    written = [name for name in sections(found) if name == name.lower()]
    assert set(written) == alerts


@pytest.mark.parametrize("book", [*PROMETHEUS, *METRIC], ids=lambda book: book.alert)
def test_a_runbook_says_what_to_do(book: Any) -> None:  # noqa: ANN401
    assert book.means.endswith(".")
    assert book.commands
    assert book.mend.endswith(".")


def test_a_section_stands_under_its_anchor() -> None:
    page = runbooks(zone(small()))
    section = page.split("### NodeNotReady\n")[1].split("### ")[0]
    assert "kubectl describe node <node>" in section
    assert "has not reported that it is ready" in section
    assert "the autoscaler makes another" in section
