"""The landing-zone file: what a customer chose, before anything is resolved."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.addresses import PublicAddress
from landsmith.blueprint.base import IsoDate, Model, Slug, TagName, TagValue, Text, Uuid
from landsmith.blueprint.cluster.aks import Aks
from landsmith.blueprint.cluster.arc import ArcCluster
from landsmith.blueprint.cluster.encryption import Encryption
from landsmith.blueprint.cluster.ingress import Ingress, NoIngress
from landsmith.blueprint.cluster.registry import Registry, Vault
from landsmith.blueprint.environment import Environment
from landsmith.blueprint.network.global_entry import Fleet, GlobalEntry
from landsmith.blueprint.network.network import Network, SecondaryRegion
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations.backup import ClusterBackup
from landsmith.blueprint.operations.events import ClusterEvents
from landsmith.blueprint.operations.extensions import Dapr
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.blueprint.operations.monitoring import Observability
from landsmith.blueprint.operations.safeguards import Safeguards
from landsmith.blueprint.platform.compliance import Compliance
from landsmith.blueprint.platform.governance import (
    Archetype,
    ManagementGroups,
    Subscriptions,
    Vending,
)
from landsmith.blueprint.platform.identity import Group, Identity
from landsmith.blueprint.platform.monitoring import Budget, Monitoring
from landsmith.blueprint.platform.policy import Policy
from landsmith.blueprint.workload.identity import WorkloadIdentity
from landsmith.blueprint.workload.teams import Headroom, Team

DataClassification: TypeAlias = Literal["public", "internal", "confidential", "restricted"]


class Customer(Model):
    """Whose landing zone it is."""

    name: Text = Field(description="The customer's name, as it stands in documents.")
    code: str = Field(
        pattern=r"^[a-z][a-z0-9]{1,7}$",
        description="2 to 8 lower-case letters and digits; prefix of management groups and groups.",
    )
    industry: Text = Field(description="Industry, for the design document and the evidence.")


class Approach(Model):
    """Which of control A-3.1's approaches was taken, and why."""

    rationale: Text = Field(description="Why this blueprint fits this customer.")


class Tags(Model):
    """Values of the required tags that are the same everywhere."""

    owner: TagValue = Field(description="Team or mailbox that answers for the resource.")
    cost_center: TagValue = Field(description="Where the cost goes.")
    data_classification: DataClassification = "internal"
    """How sensitive the data is."""
    extra: dict[TagName, TagValue] = Field(
        default={}, max_length=20, description="Further tags on every resource."
    )


class State(Model):
    """Terraform state storage."""

    replication: Literal["ZRS", "GRS", "GZRS", "RAGZRS", "LRS"] = Field(
        default="ZRS", description="Replication of the storage account; LRS is a deviation."
    )
    allowed_ip_addresses: tuple[PublicAddress, ...] = Field(
        default=(),
        description="Public addresses of pipeline runners, and of whoever applies first. With any, "
        "every other network is denied; with none, the account is reachable from anywhere, with "
        "Entra sign-in only, or by its private endpoint alone where network.management.runners is "
        "not hosted. Addresses of runners in Azure's same region have no effect.",
    )


class LandingZoneEntry(Model):
    """One application landing zone: a spoke with a cluster in a subscription."""

    name: Slug = Field(description="Workload name, used in resource names.")
    environment: Environment
    """Stage of the workload; part of names and tags."""
    subscription: Uuid
    """Id of the landing zone's subscription."""
    archetype: Archetype = Field(
        default="corp",
        description="corp: connected to the hub only; online: may have public addresses. Needs "
        "management_groups.hierarchy: alz to make a difference.",
    )
    region: Literal["primary", "secondary"] = Field(
        default="primary", description="Which of the two regions it stands in."
    )
    owner: TagValue | None = Field(default=None, description="Default: tags.owner.")
    cost_center: TagValue | None = Field(default=None, description="Default: tags.cost_center.")
    data_classification: DataClassification | None = Field(
        default=None, description="Default: tags.data_classification."
    )
    compliance: Compliance | None = Field(
        default=None,
        description="Regulation that it is under, which turns the regulated profile on; default: "
        "none.",
    )
    budget: Budget
    """Monthly budget of the subscription."""
    cluster_budget: Budget | None = Field(
        default=None, description="Budget of the cluster's resource group; default: none."
    )
    admins: Group = Group(description="Cluster administrators: full control of the cluster.")
    """Entra group of the cluster's administrators."""
    readers: Group = Group(description="Cluster readers: see workloads, change nothing.")
    """Entra group of those who may look."""
    aks: Aks = Aks()
    """The cluster."""
    observability: Observability = Observability()
    """What is watched of the cluster, and where it is shown."""
    backup: ClusterBackup | None = Field(
        default=None, description="Backup of the cluster and its volumes; default: none."
    )
    safeguards: Safeguards | None = Field(
        default=None, description="Deployment safeguards; default: none, Azure Policy judges."
    )
    gitops: GitOps | None = Field(
        default=None, description="Flux keeps the cluster as a Git repository says; default: none."
    )
    dapr: Dapr | None = Field(default=None, description="The Dapr extension; default: none.")
    events: ClusterEvents | None = Field(
        default=None, description="Where events of the cluster are sent; default: nowhere."
    )
    registry: Registry = Registry()
    """The container registry."""
    vault: Vault = Vault()
    """The Key Vault of the workloads' secrets."""
    encryption: Encryption = Encryption()
    """Whose keys encrypt secrets and disks."""
    ingress: Ingress = Field(
        default=NoIngress(kind="none"), description="How requests reach the cluster."
    )
    identities: dict[Slug, WorkloadIdentity] = Field(
        default={}, max_length=100, description="Identities of workloads, by name."
    )
    teams: tuple[Team, ...] = Field(
        default=(),
        max_length=50,
        description="Teams that share the cluster, a namespace each; default: one, named after "
        "the landing zone.",
    )
    headroom: Headroom | None = Field(
        default=None, description="Room kept free for workloads that start in a hurry."
    )

    @property
    def key(self) -> str:
        """Name and environment, unique in a landing-zone file: ``shop-prod``."""
        return f"{self.name}-{self.environment}"


class Deviation(Model):
    """A setting that differs from best practice, and the requirement that justifies it."""

    setting: str = Field(
        min_length=1, max_length=200, description="Path as `landsmith show` prints it."
    )
    requirement: Text = Field(description="The customer requirement behind it.")
    approved_by: Text = Field(max_length=256, description="Role or person who approved it.")
    approved_on: IsoDate
    """Day of the approval."""


class LandingZoneFile(Model):
    """A customer's landing-zone file, merged over its blueprint's defaults."""

    blueprint: Literal["start-small", "full"] = Field(
        description="The shipped blueprint to start from."
    )
    customer: Customer
    """The customer: name, code and industry."""
    approach: Approach
    """Which approach was taken, and why."""
    tenant_id: Uuid
    """Id of the customer's Entra tenant."""
    region: Region
    """Azure region of everything that has one."""
    subscriptions: Subscriptions
    """The platform's subscriptions."""
    management_groups: ManagementGroups = ManagementGroups()
    """The management groups, and where they hang."""
    vending: Vending | None = Field(
        default=None, description="Subscriptions to make for landing zones to come."
    )
    tags: Tags
    """Values of the tags that everything carries."""
    network: Network
    """Address space, hybrid connectivity and egress."""
    secondary_region: SecondaryRegion | None = Field(
        default=None, description="A second region with a hub of its own; default: none."
    )
    identity: Identity
    """Groups and pipeline identities."""
    monitoring: Monitoring
    """Logs, alerts and the platform's budget."""
    policy: Policy = Policy()
    """Azure Policy assignments."""
    state: State = State()
    """Storage of Terraform's state."""
    landing_zones: tuple[LandingZoneEntry, ...] = Field(min_length=1, max_length=50)
    """The application landing zones, each with a cluster."""
    global_entry: GlobalEntry | None = Field(
        default=None, description="The way into workloads of two regions; default: none."
    )
    fleet: Fleet | None = Field(
        default=None, description="A fleet that upgrades clusters in stages; default: none."
    )
    arc_clusters: dict[Slug, ArcCluster] = Field(
        default={},
        max_length=100,
        description="Kubernetes clusters that run elsewhere, shown in Azure with Azure Arc, by "
        "name.",
    )
    deviations: tuple[Deviation, ...] = ()
    """Justifications of what differs from best practice."""
