"""A customer's repository: roots, modules, cluster manifests, README and lock, as one tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from landsmith import __version__, content
from landsmith.calls.model import Root
from landsmith.compose.kubernetes.tree import compose_clusters
from landsmith.compose.monitoring.cluster import RUNBOOKS
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs import markdown
from landsmith.render.docs.capacity_page import CAPACITY_PAGE, capacity_page
from landsmith.render.docs.cluster_page import CLUSTER_PAGE, cluster_page
from landsmith.render.docs.readme_connectivity import connectivity_facts
from landsmith.render.docs.readme_governance import governance_facts, registrations
from landsmith.render.docs.readme_management import management_facts
from landsmith.render.docs.readme_operations import operations_facts
from landsmith.render.docs.readme_surroundings import surrounding_facts
from landsmith.render.docs.runbooks import runbooks
from landsmith.render.kubernetes.manifests import bundle_digests, render_clusters
from landsmith.render.output.lock import Lock
from landsmith.render.output.tree import Tree
from landsmith.render.templating import environment
from landsmith.render.terraform.modules import digests, vendor
from landsmith.render.terraform.roots import render_roots

SOURCE_FILE = "landing-zone.yaml"

_GITIGNORE = b".terraform/\n*.tfstate\n*.tfstate.*\n*.tfplan\nbackend_override.tf\n"
_GITATTRIBUTES = b"* text=auto eol=lf\n"


def repository(zone: LandingZone, roots: Sequence[Root], source: str) -> Tree:
    """Return every generated file of a customer's repository but the lock.

    Args:
        zone: the landing zone.
        roots: its roots, as ``compose`` returns them.
        source: the text of the landing-zone file, kept with what was made of it.

    Raises:
        RenderError: a value can't be rendered.
    """
    own = {
        "README.md": _readme(zone, roots).encode(),
        RUNBOOKS: runbooks(zone).encode(),
        CLUSTER_PAGE: cluster_page(zone).encode(),
        CAPACITY_PAGE: capacity_page(zone).encode(),
        SOURCE_FILE: source.encode(),
        ".gitattributes": _GITATTRIBUTES,
        ".gitignore": _GITIGNORE,
    }
    manifests = render_clusters(compose_clusters(zone))
    return Tree(own, render_roots(roots), vendor(_modules(roots)), manifests)


def lock(zone: LandingZone, roots: Sequence[Root]) -> Lock:
    """Return the lock of a landing zone; the writer adds the digest of each file."""
    return Lock(
        generator_version=__version__,
        blueprint=zone.blueprint,
        blueprint_digest=blueprint_digest(zone.blueprint),
        addresses={key: str(network) for key, network in sorted(zone.addresses.items())},
        modules=digests(vendor(_modules(roots))) | bundle_digests(compose_clusters(zone)),
    )


def blueprint_digest(name: str) -> str:
    """Return the sha256 of a shipped blueprint."""
    return sha256(content.path("blueprints", f"{name}.yaml").read_bytes()).hexdigest()


def _modules(roots: Sequence[Root]) -> list[str]:
    return sorted({call.module for root in roots for call in root.calls})


def _readme(zone: LandingZone, roots: Sequence[Root]) -> str:
    templates = environment({"markdown": markdown.encode, "code": markdown.code})
    return templates.get_template("README.md.j2").render(_facts(zone, roots))


def _facts(zone: LandingZone, roots: Sequence[Root]) -> Mapping[str, Any]:
    return {
        "version": __version__,
        "zone": zone,
        "roots": roots,
        "registrations": list(registrations(zone)),
        **governance_facts(zone),
        "host_encryption": _host_encryption(zone),
        "state": {"root": roots[0].name, "account": zone.name("tfstate/storage_account")},
        **connectivity_facts(zone, roots),
        **management_facts(zone),
        **operations_facts(zone),
        **surrounding_facts(zone),
        "addresses": list(zone.addresses.items()),
        "groups": list(_groups(zone)),
        "deviations": zone.deviations,
    }


def _host_encryption(zone: LandingZone) -> list[str]:
    management = zone.network.management
    jump_host = management is not None and management.jump_host is not None
    clusters = {
        entry.subscription
        for entry in zone.landing_zones
        if any(p.settings.host_encryption for p in entry.pools.values())
    }
    return sorted(clusters | ({zone.subscriptions.connectivity} if jump_host else set()))


def _groups(zone: LandingZone) -> Iterator[tuple[str, str]]:
    groups = zone.identity.groups
    yield zone.name("group/platform-admins"), groups.platform_admins.description
    yield zone.name("group/network-admins"), groups.network_admins.description
    yield zone.name("group/auditors"), groups.auditors.description
    for entry in zone.landing_zones:
        yield zone.name(f"{entry.key}/group/aks-admins"), entry.admins.description
        yield zone.name(f"{entry.key}/group/aks-readers"), entry.readers.description
