"""AKS Automatic: the cluster whose nodes, network and upgrades AKS chooses itself."""

from __future__ import annotations

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


def cluster(
    zone: LandingZone, entry: ApplicationLandingZone, before: tuple[str, ...]
) -> ModuleCall:
    """Return the call that makes the cluster; ``before`` are the calls that come first."""
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/kubernetes_cluster"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "control_plane_identity_id": Ref("cluster_identities", "ids", ("control-plane",)),
        "node_subnet_id": Ref("spoke_network", "subnet_ids", ("nodes",)),
        "api_server_subnet_id": Ref("spoke_network", "subnet_ids", ("api-server",)),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster", "kubernetes_automatic_cluster", inputs, depends_on=before)
