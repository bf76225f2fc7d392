"""Landing-zone files for tests: one small valid file to change, and strategies that draw others.

A file is plain dicts and lists here; ``text`` writes it as YAML that the loader reads back.
"""

from __future__ import annotations

import copy
import unicodedata
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from landsmith import content
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.blueprint.reading.load import Source, load_model
from landsmith.resolve.resolve import resolve
from strategies_cluster import richer
from strategies_connectivity import connect
from strategies_surroundings import COPIES, surroundings
from strategies_teams import teams

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Network

    from landsmith.landing_zone.landing_zone import LandingZone

Json = dict[str, Any]

BOUNDED = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "report_multiple_bugs": False,
    "suppress_health_check": list(HealthCheck),
}
"""Settings of every property: the same examples each time, and no clock."""


def bounded(examples: int) -> settings:
    """Return settings for so many examples."""
    return settings(max_examples=examples, **BOUNDED)  # type: ignore[arg-type]


# One small valid file, and how to change it.

SSH_KEY = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f platform"
)
"""A public key whose private half nobody has."""

SELF_HOSTED = ("network.management", {"runners": "self_hosted"})
"""What customers' keys ask for: runners that reach a private vault."""


def uuid(number: int) -> str:
    """Return a UUID that ends in a number."""
    return f"00000000-0000-4000-8000-{number:012d}"


GITHUB: Json = {
    "kind": "github",
    "organization": "contoso",
    "repository": "landing-zone",
    "owner_id": 1001,
    "repository_id": 2002,
}


def connection(number: int) -> str:
    """Return the subject of an Azure DevOps service connection, as Entra issues it."""
    return f"/eid1/c/pub/t/{'t' * 22}/a/{'a' * 22}/sc/{uuid(60)}/{uuid(number)}"


DEVOPS: Json = {
    "kind": "azure_devops",
    "organization": "contoso",
    "project": "Landing Zone",
    "issuer": f"https://login.microsoftonline.com/{uuid(1)}/v2.0",
    "plan_subject": connection(61),
    "apply_subject": connection(62),
}


def small() -> Json:
    """Return the smallest landing-zone file that says everything it has to."""
    return {
        "blueprint": "start-small",
        "customer": {"name": "Contoso", "code": "cts", "industry": "Retail"},
        "approach": {"rationale": "One workload moves first."},
        "tenant_id": uuid(1),
        "region": "westeurope",
        "subscriptions": {"management": uuid(2), "connectivity": uuid(3)},
        "tags": {"owner": "platform@contoso.example", "cost_center": "1000"},
        "network": {
            "supernets": ["10.64.0.0/16"],
            "on_premises": ["10.0.0.0/16"],
            "hybrid": {"kind": "vpn", "sites": [site("berlin", "10.0.0.0/17")]},
        },
        "identity": {"pipeline": dict(GITHUB)},
        "monitoring": {
            "contacts": [{"name": "platform", "email": "platform@contoso.example"}],
            "budget": {"amount": 1000, "start": "2027-01"},
            "metric_alerts": False,
        },
        "landing_zones": [entry("shop", 4)],
    }


def site(name: str, *networks: str) -> Json:
    """Return a VPN site with static routes."""
    return {"name": name, "gateway_address": "203.0.113.10", "address_space": list(networks)}


def entry(name: str, number: int, **more: object) -> Json:
    """Return an application landing zone in the subscription ``uuid(number)``."""
    budget = {"amount": 2000, "start": "2027-01"}
    return {
        "name": name,
        "environment": "prod",
        "subscription": uuid(number),
        "budget": budget,
        **more,
    }


def changed(path: str, value: object, base: Json | None = None) -> Json:
    """Return a file with another value at a dotted path: ``landing_zones.0.aks.keda``."""
    file = copy.deepcopy(small() if base is None else base)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at: Any = file
    for step in steps:
        at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
    if isinstance(at, list) and last == len(at):
        at.append(value)
    else:
        at[last] = value
    return file


def with_all(*changes: tuple[str, object]) -> Json:
    """Return the small file with several changes, each a dotted path and a value."""
    file = small()
    for path, value in changes:
        file = changed(path, value, file)
    return file


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def text(file: object, *, escaped: bool = False) -> str:
    """Return a file as YAML, characters beyond ASCII as they are or ``escaped``."""
    return yaml.dump(file, Dumper=_Dumper, sort_keys=False, allow_unicode=not escaped, width=4000)


def model(file: Json) -> LandingZoneFile:
    """Return the authored model of a file, over the blueprint's defaults."""
    shipped = Source.read(content.path("blueprints", f"{file['blueprint']}.yaml"))
    return load_model(text(file), LandingZoneFile, defaults=shipped)


def zone(file: Json, locked: Mapping[str, IPv4Network] | None = None) -> LandingZone:
    """Return the landing zone that a file resolves to."""
    return resolve(model(file), locked)


# Free text that somebody could write.

PIECES = [
    "${var.x}", "%{ if true }", "$${", "%%{", "${", "%{", "$", "%", '"', "'", "\\", "\\n", "`",
    "\n", "\r\n", "\t", " ", "  ", "#", "//", "/*", "<<EOT", "EOT", "|", "{{ x }}", "{% x %}",
    "<b>", "&amp;", "---", "- ", ": ", "*", "_", "[x](y)", "null", "true", "no", "0o10", "1e3",
    "é", "ß", "İ", "日本", "한글", "ﷺ", "אב",
    "😀", "👩‍💻", "🇪🇺", "\U0001d4b3", "\U0010ffff", "q\u0316\u0301", "ﬁ", "Ω",
]  # fmt: skip
"""What has meaning in YAML, HCL, Markdown or a terminal, and letters that are easily damaged."""

HIDDEN = [
    "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028", "\u00ad", "\U000e0001", "\x1b",
]  # fmt: skip
"""What nobody can see, and no text of a file may hold."""

_letters = st.characters(
    exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"],
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
)


def free_text(longest: int = 256) -> st.SearchStrategy[str]:
    """Draw free text that is valid: something visible, of so many bytes at most."""
    pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(_letters, max_size=4)), max_size=6)
    joined = st.builds(lambda word, rest: word + "".join(rest), st.sampled_from(["a", "É"]), pieces)
    return joined.map(lambda drawn: cut(unicodedata.normalize("NFC", drawn), longest))


def cut(drawn: str, longest: int) -> str:
    """Return the longest beginning of a text that has so many bytes at most."""
    return drawn.encode()[:longest].decode(errors="ignore")


tag_names = st.builds(
    lambda head, rest: head + "".join(rest),
    st.sampled_from(["x", "billing", "Ä", "日", "z z", "1"]),
    st.lists(st.sampled_from([*'abc 019.:-_"{}$@é', "${", "😀"]), max_size=8),
).map(str.strip)

slugs = st.builds(
    "{}{}{}".format,
    st.sampled_from("abxyz019"),
    st.text("abc019", min_size=1, max_size=5),
    st.sampled_from(["", "", "-1", "-eu", "-a-b"]),
)
codes = st.text("abyz059", min_size=1, max_size=7).map("c{}".format)
uuids = st.integers(10, 99_999_999).map(uuid)
months = st.builds("20{:02d}-{:02d}".format, st.integers(20, 99), st.integers(1, 12))
environments = st.sampled_from(["prod", "preprod", "test", "dev"])
classifications = st.sampled_from(["public", "internal", "confidential", "restricted"])


def optional(required: Json, **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Draw a map with the required keys, and any of the others."""
    return st.fixed_dictionaries(required, optional=others)


budgets = optional(
    {"amount": st.integers(1, 1_000_000_000), "start": months},
    actual=st.lists(st.integers(1, 1000), min_size=1, max_size=3, unique=True),
    forecast=st.lists(st.integers(1, 1000), min_size=1, max_size=2, unique=True),
)
groups = optional({"description": free_text(512)})

# The cluster.

LOCAL_DISK_SIZES = ["Standard_D4ds_v5", "Standard_E8ds_v5", "Standard_D8ads_v5", "Standard_D2_v3"]
SIZES = [*LOCAL_DISK_SIZES, "Standard_D4s_v5", "Standard_E4as_v6"]
label_words = st.sampled_from(["a", "workload", "x.y_z-1", "A9", "0"])
taints = st.builds(
    "{}={}:{}".format,
    label_words,
    label_words,
    st.sampled_from(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
)


@st.composite
def pools(draw: st.DrawFn, region: str, *, user: bool) -> Json:
    """Draw a node pool that the region can have."""
    fewest = draw(st.integers(0 if user else 1, 5))
    pool: Json = {"min_count": fewest, "max_count": draw(st.integers(max(fewest, 1), 12))}
    disk = draw(st.sampled_from(["Ephemeral", "Managed"]))
    sizes = LOCAL_DISK_SIZES if disk == "Ephemeral" else SIZES
    more = {
        "max_pods": st.integers(50, 120),
        "max_surge": st.integers(1, 100).map("{}%".format),
        "os_sku": st.sampled_from(["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204"]),
        "os_disk_size_gb": st.integers(30, 50 if disk == "Ephemeral" else 2048),
        "host_encryption": st.booleans(),
        "zones": _zones(region),
    }
    if user:
        more["labels"] = st.dictionaries(label_words, label_words | st.just(""), max_size=3)
        more["taints"] = st.lists(taints, max_size=2)
    pool |= draw(st.fixed_dictionaries({}, optional=more))
    return {**pool, "os_disk_type": disk, "vm_size": draw(st.sampled_from(sizes))}


def _zones(region: str) -> st.SearchStrategy[list[str]]:
    zones = REGIONS[region].zones  # type: ignore[index]
    return st.lists(st.sampled_from(zones), unique=True) if zones else st.just([])


windows = optional(
    {},
    day=st.sampled_from(["Monday", "Wednesday", "Sunday"]),
    start=st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
    hours=st.integers(4, 24),
    utc_offset=st.builds(
        "{}{:02d}:{:02d}".format, st.sampled_from("+-"), st.integers(0, 14), st.integers(0, 59)
    ),
)


cluster_networks = optional(
    {"pod_mode": st.sampled_from(["overlay", "pod_subnet"])},
    pod_cidr=st.sampled_from(["192.168.0.0/16", "10.128.0.0/14"]),
    service_cidr=st.sampled_from(["172.20.0.0/16", "172.21.0.0/28"]),
)


def clusters(region: str) -> st.SearchStrategy[Json]:
    """Draw a cluster that the region can have."""
    names = st.sampled_from(["a", "user", "batch01", "abcdefghijkl", "abcdefghijkm"])
    return optional(
        {
            "sku_tier": st.sampled_from(["Free", "Standard", "Premium"]),
            "network": cluster_networks,
            "user_pools": st.dictionaries(names, pools(region, user=True), min_size=1, max_size=3),
        },
        kubernetes_version=st.sampled_from(["1.34", "1.35", "1.36"]),
        system_pool=pools(region, user=False),
        maintenance=optional({}, cluster=windows, nodes=windows),
        run_command=st.booleans(),
        keda=st.booleans(),
        vertical_pod_autoscaler=st.booleans(),
    ).flatmap(lambda drawn: richer(_supported(drawn), REGIONS[region].zones))  # type: ignore[index]


def _supported(cluster: Json) -> Json:
    """Return a cluster without the add-on that long-term support leaves out."""
    premium = cluster.get("sku_tier") == "Premium"
    return {key: value for key, value in cluster.items() if key != "keda" or not premium}


# The platform.

SUPERNETS = [["10.64.0.0/12"], ["10.80.0.0/14", "10.64.0.0/16"], ["172.22.0.0/15", "10.96.0.0/12"]]


@st.composite
def sites(draw: st.DrawFn) -> list[Json]:
    """Draw VPN sites, each with its own networks and perhaps BGP."""
    names = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    asns = st.integers(64512, 65000) | st.integers(4_200_000_001, 4_294_967_294)
    own = draw(st.lists(asns, min_size=len(names), max_size=len(names), unique=True))
    drawn: list[Json] = []
    for number, name in enumerate(names):
        described = site(name, f"10.{number}.0.0/17", f"10.{number}.128.0/18")
        described["gateway_address"] = f"203.0.113.{10 + number}"
        if draw(st.booleans()):
            described["bgp"] = {"asn": own[number], "peering_address": f"10.{number}.0.1"}
        drawn.append(described)
    return drawn


hybrids = st.one_of(
    optional(
        {"kind": st.just("vpn"), "sites": sites()},
        sku=st.sampled_from(["VpnGw1AZ", "VpnGw2AZ", "VpnGw5AZ"]),
        active_active=st.booleans(),
        asn=st.sampled_from([65515, 65001, 4_200_000_000]),
    ),
    optional(
        {"kind": st.just("equivalent"), "description": free_text(512), "reason": free_text(512)}
    ),
)
networks = optional(
    {
        "supernets": st.sampled_from(SUPERNETS),
        "on_premises": st.sampled_from([[], ["10.0.0.0/12"], ["10.0.0.0/14", "192.0.2.0/24"]]),
        "hybrid": hybrids,
        "egress": st.sampled_from(["nat_gateway", "firewall_basic"]),
    },
    dns_servers=st.lists(st.sampled_from(["10.0.0.4", "10.0.0.5"]), unique=True),
    hub=optional({}, prefix_length=st.integers(20, 23)),
)
projects = free_text(60).map(
    lambda drawn: "".join(c for c in drawn if c not in '\\/:*?"<>|;#$*{},+=[]' and c >= " ")
)
pipelines = st.one_of(
    optional(
        {
            "kind": st.just("github"),
            "organization": st.sampled_from(["contoso", "0-A-", "X"]),
            "repository": st.sampled_from(["landing-zone", "a.b_c", "."]),
        }
        | {"owner_id": st.integers(1, 2**53 - 1), "repository_id": st.integers(1, 2**53 - 1)}
    ),
    optional(
        {
            "kind": st.just("github"),
            "organization": st.just("contoso"),
            "repository": st.just("landing-zone"),
            "subjects": st.just("names"),
        }
    ),
    projects.map(lambda project: DEVOPS | {"project": project}),
    optional(
        {
            "kind": st.just("azure_devops"),
            "organization": st.sampled_from(["contoso", "0-a", "X"]),
            "subjects": st.just("names"),
            "organization_id": uuids,
            "project": projects,
        }
    ),
)
_custom_roles = st.lists(slugs, min_size=1, max_size=2, unique=True).flatmap(
    lambda names: st.tuples(*(_custom_role(name) for name in names)).map(list)
)


def _custom_role(name: str) -> st.SearchStrategy[Json]:
    actions = ["Microsoft.Network/*", "Microsoft.Insights/alertRules/*", "Microsoft.*/*/read"]
    return optional(
        {
            "name": st.just(name),
            "description": free_text(256),
            "actions": st.lists(st.sampled_from(actions), min_size=1, unique=True),
        },
        not_actions=st.just(["Microsoft.Network/vpnSites/*"]),
    )


def _eligible_key(role: Json) -> tuple[str, ...]:
    return role["group"], role["role"], role["at"]


_eligible = optional(
    {
        "group": st.sampled_from(["platform_admins", "network_admins", "auditors"]),
        "role": st.sampled_from(["Reader", "Network Contributor", "Security Admin"]),
        "at": st.sampled_from(["root", "platform", "landingzones", "connectivity"]),
        "justification": free_text(),
    },
    days=st.none() | st.integers(1, 365),
)
identities = optional(
    {"pipeline": pipelines},
    break_glass=free_text(512),
    custom_roles=st.just([]) | _custom_roles,
    eligible=st.just([]) | st.lists(_eligible, min_size=1, max_size=2, unique_by=_eligible_key),
    groups=optional({}, platform_admins=groups, network_admins=groups, auditors=groups),
)
contacts = st.lists(slugs, min_size=1, max_size=3, unique=True).map(
    lambda names: [{"name": name, "email": f"{name}@contoso.example"} for name in names]
)
monitoring = optional(
    {"contacts": contacts, "budget": budgets},
    retention_days=st.integers(30, 730),
    activity_log_export=st.booleans(),
    metric_alerts=st.booleans(),
    virtual_machines=st.booleans(),
    locks=st.booleans(),
    backup_vault=st.none()
    | optional(
        {},
        soft_delete=st.sampled_from(["On", "AlwaysOn"]),
        retention_days=st.integers(14, 180),
        immutability=st.sampled_from(["Disabled", "Unlocked", "Locked"]),
    ),
    defender=st.lists(
        st.sampled_from(["Arm", "Containers", "KeyVaults", "VirtualMachines"]), unique=True
    ),
    total_budget=st.none() | budgets,
)
tags = optional(
    {"owner": free_text(), "cost_center": free_text()},
    data_classification=classifications,
    extra=st.dictionaries(tag_names, free_text(), max_size=4),
)


@st.composite
def entries(draw: st.DrawFn, region: str, platform: list[str]) -> list[Json]:
    """Draw application landing zones with names of their own."""
    keys = draw(st.lists(st.tuples(slugs, environments), min_size=1, max_size=3, unique=True))
    return [
        {
            "name": name,
            "environment": environment,
            **draw(
                optional(
                    {
                        "subscription": uuids | st.sampled_from(platform),
                        "budget": budgets,
                        "aks": clusters(region),
                        **surroundings(),
                    },
                    owner=free_text(),
                    cost_center=free_text(),
                    data_classification=classifications,
                    cluster_budget=st.none() | budgets,
                    admins=groups,
                    readers=groups,
                    teams=teams(uuids),
                )
            ),
        }
        for name, environment in keys
    ]


@st.composite
def landing_zone_files(draw: st.DrawFn) -> Json:
    """Draw a whole landing-zone file that means to be valid."""
    region = draw(st.sampled_from(["westeurope", "swedencentral", "southcentralus", "ukwest"]))
    management, other = draw(st.tuples(uuids, uuids))
    connectivity = draw(st.sampled_from([management, other]))
    replications = ["ZRS", "GRS", "GZRS", "LRS"] if REGIONS[region].zones else ["GRS", "LRS"]
    customer = {"name": draw(free_text()), "code": draw(codes), "industry": draw(free_text())}
    state = {"replication": draw(st.sampled_from(replications))}
    if draw(st.booleans()):
        state["allowed_ip_addresses"] = ["203.0.113.20", "198.51.100.7"]
    file = {
        "blueprint": "start-small",
        "customer": customer,
        "approach": {"rationale": draw(free_text(512))},
        "tenant_id": draw(uuids),
        "region": region,
        "subscriptions": {"management": management, "connectivity": connectivity},
        "tags": draw(tags),
        "network": draw(networks),
        "identity": draw(identities),
        "monitoring": draw(monitoring),
        "state": state,
        "landing_zones": draw(entries(region, [management, connectivity])),
    }
    pools_drawn = [pool for zone in file["landing_zones"] for pool in _pools(zone)]
    encrypted = all(pool.get("host_encryption", True) for pool in pools_drawn)
    file["policy"] = draw(_policies(region, ["audit", "deny"] if encrypted else ["audit"]))
    _govern(draw, file)
    connect(draw, file, free_text, SSH_KEY)
    _agree(file)
    return _justified(draw, file)


def _agree(file: Json) -> None:
    """Let what was drawn for registries and for what surrounds them agree."""
    for zone in file["landing_zones"]:
        registry = zone.get("registry", {})
        if registry.get("replicas") and not file["policy"].get("allowed_regions"):
            second = file.get("secondary_region", {}).get("region")
            own = [file["region"], *([second] if second else [])]
            file["policy"]["allowed_regions"] = [*own, *COPIES]
        if zone.get("aks", {}).get("network", {}).get("images") == "Cache":
            rules = registry.get("cache", {}).items()
            kept = {name: rule for name, rule in rules if not rule["target"].endswith("/*")}
            registry.update({"cache": kept} if registry else {})


def _govern(draw: st.DrawFn, file: Json) -> None:
    """Add management groups, further subscriptions and what they make possible."""
    groups: Json = {}
    if draw(st.booleans()):
        hanging = draw(st.sampled_from(["parent", "parent", "adopt"]))
        groups[hanging] = draw(st.sampled_from(["contoso", "mg-1(a)._x"]))
    if draw(st.booleans()):
        groups["hierarchy"] = "alz"
        archetypes = {zone["subscription"]: "corp" for zone in file["landing_zones"]}
        archetypes = {it: draw(st.sampled_from(["corp", "online"])) for it in archetypes}
        for zone in file["landing_zones"]:
            zone["archetype"] = archetypes[zone["subscription"]]
        groups["sandbox"] = draw(st.sampled_from([[], [uuid(3)]]))
    if groups:
        file["management_groups"] = groups
    for number, part in enumerate(("identity", "security"), 4):
        if draw(st.booleans()):
            shared = file["subscriptions"]["management"]
            file["subscriptions"][part] = draw(st.sampled_from([uuid(number), shared]))
    if draw(st.booleans()):
        account = "/providers/Microsoft.Billing/billingAccounts/1"
        file["vending"] = {
            "billing_scope": f"{account}/enrollmentAccounts/2",
            "subscriptions": [{"name": "next", "environment": draw(environments)}],
        }
    _exempt(draw, file)


def _exempt(draw: st.DrawFn, file: Json) -> None:
    """Add exemptions from policies that are always assigned."""
    entry_ = file["landing_zones"][0]
    key = f"{entry_['name']}-{entry_['environment']}"
    choices = [("storage-https", "root"), ("storage-https", key), ("kv-rbac", key)]
    drawn = draw(st.lists(st.sampled_from(choices), max_size=2, unique=True))
    file["policy"]["exemptions"] = [
        {
            "name": f"exemption-{number}",
            "policy": policy,
            "at": at,
            "category": draw(st.sampled_from(["waiver", "mitigated"])),
            "reason": draw(free_text(512)),
            "expires_on": "2028-02-29",
        }
        for number, (policy, at) in enumerate(drawn)
    ]


def _pools(zone: Json) -> list[Json]:
    aks = zone.get("aks", {})
    return [aks.get("system_pool", {}), *aks.get("user_pools", {}).values()]


def _policies(region: str, effects: list[str]) -> st.SearchStrategy[Json]:
    return optional(
        {"effect": st.sampled_from(effects)},
        assignments=st.sampled_from(["core", "complete"]),
        grouping=st.sampled_from(["single", "added", "all"]),
        effects_at=st.dictionaries(
            st.sampled_from(["root", "landingzones", "workload"]), st.sampled_from(effects)
        ),
        overrides=st.dictionaries(
            st.sampled_from(["storage-no-shared-key", "acr-admin", "no-classic"]),
            st.sampled_from(["audit", "deny", "off"]),
        ),
        remediate=st.booleans(),
        allowed_regions=st.sampled_from([[], [region, *COPIES], [region, "northeurope", *COPIES]]),
        excluded_namespaces=st.lists(st.sampled_from(["ingress", "flux-system"]), unique=True),
    )


def _open(file: Json) -> bool:
    """Tell whether the state account answers every network."""
    private = (file["network"].get("management") or {}).get("runners", "hosted") != "hosted"
    return not private and "allowed_ip_addresses" not in file["state"]


def _justified(draw: st.DrawFn, file: Json) -> Json:
    """Return a file with a justification for what certainly deviates, or with none."""
    if draw(st.booleans()) and _open(file):
        file["deviations"] = [
            {
                "setting": "state.allowed_ip_addresses",
                "requirement": draw(free_text(512)),
                "approved_by": draw(free_text()),
                "approved_on": "2026-09-14",
            }
        ]
    return file
