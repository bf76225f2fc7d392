"""Whatever stands in a landing-zone file, it is refused with a mend or it renders and rehearses."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from landsmith import api
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.errors import InputError
from strategies import BOUNDED, PIECES, Json, bounded, changed, cut, landing_zone_files, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from landsmith.api import Built
    from landsmith.terraform.plan import Plan, ResourceChange
    from landsmith.terraform.rehearsal import Rehearsal

T = TypeVar("T")

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")


def built(file: object, folder: Path, *, escaped: bool = False) -> Built:
    path = folder / "landing-zone.yaml"
    path.write_bytes(text(file, escaped=escaped).encode())
    return api.build(path)


def bytes_of(made: Built) -> dict[str, bytes]:
    return {**made.tree, "lock": made.lock.to_json()}


def assert_helpful(error: InputError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.place.line > 0, problem
        assert problem.message, problem
        assert problem.mend, problem
        assert str(problem).isprintable() or "\n    mend: " in str(problem)


@bounded(60)
@given(file=landing_zone_files(), escaped=st.booleans())
def test_a_drawn_file_renders_or_is_refused(
    file: Json, escaped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    try:
        first = built(file, folder, escaped=escaped)
    except InputError as error:
        assert_helpful(error)
        return
    assert bytes_of(first) == bytes_of(built(file, folder, escaped=escaped))


# One value of a valid file replaced by one that is probably wrong.

JUNK: list[Any] = [
    None, "", " ", "x", "no", True, 0, -1, 10**30, 0.5, [], {}, [None], [[]], {"x": 1}, ["x"],
    "10.0.0.0/8", "0.0.0.0/0", "10.64.0.0/32", "255.255.255.255", "2026-02-30", "vpn",
    "e\u0301", "a" + "\u0316" * 31, "a" * 600, "\x07", "\x85", "\uffff", "\n", "\u2028",
    "${var.x}", "../../etc/passwd", "a/b", "a<b", "A", "Environment", "microsoft.x", "kube_system",
]  # fmt: skip
junk = st.one_of(st.sampled_from(JUNK), st.sampled_from(PIECES), st.text(max_size=5))
keys = st.one_of(
    st.text(max_size=4), st.sampled_from([word for word in JUNK if isinstance(word, str)])
)


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """Draw a file in which up to three values, or keys, were replaced."""
    file: Json = copy.deepcopy(draw(landing_zone_files()))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        at, step = draw(st.sampled_from(list(places(file))))
        if isinstance(at, dict) and draw(st.integers(0, 7)) == 0:
            at[draw(keys)] = at.pop(step)
        else:
            at[step] = copy.deepcopy(draw(junk))
    return file


def places(at: Json | list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield every map or list of a file with each of its keys."""
    steps: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
    for step in steps:
        yield at, step
        if isinstance(at[step], dict | list):
            yield from places(at[step])


@bounded(300)
@given(file=damaged())
def test_a_damaged_file_renders_or_is_refused_with_a_mend(
    file: Json, tmp_path_factory: pytest.TempPathFactory
) -> None:
    try:
        built(file, tmp_path_factory.mktemp("damaged"))
    except InputError as error:
        assert_helpful(error)


# Free text, field by field.

MOST = {"tags": 256, "owner": 256, "cost_center": 256, "approved_by": 256}
JUSTIFIED = {
    "setting": "network.egress",
    "requirement": "x",
    "approved_by": "x",
    "approved_on": "2026-09-14",
}
EQUIVALENT = {"kind": "equivalent", "description": "x", "reason": "x"}
FREE_TEXT: dict[str, tuple[str, Json]] = {
    path: (path, changed("customer.name", "Contoso"))
    for path in (
        "customer.name", "customer.industry", "approach.rationale", "tags.owner",
        "tags.cost_center", "identity.break_glass", "landing_zones.0.owner",
        "landing_zones.0.cost_center", "landing_zones.0.admins.description",
        "landing_zones.0.readers.description", "identity.groups.auditors.description",
        "identity.groups.network_admins.description", "tags.extra.unit",
    )
}  # fmt: skip
FREE_TEXT |= {
    f"network.hybrid.{key}": (f"network.hybrid.{key}", changed("network.hybrid", EQUIVALENT))
    for key in ("description", "reason")
}
FREE_TEXT |= {
    f"deviations.0.{key}": (f"deviations.0.{key}", changed("deviations", [JUSTIFIED]))
    for key in ("requirement", "approved_by")
}


@pytest.mark.parametrize("field", FREE_TEXT)
def test_free_text_is_refused_where_terraform_could_not_keep_it(field: str, tmp_path: Path) -> None:
    path, base = FREE_TEXT[field]
    most = next((MOST[step] for step in path.split(".") if step in MOST), 512)
    for value in ["", " ", "\n\t", "\x07", "\x85", "a" + "\u0316" * 31, "x" * (most + 1)]:
        with pytest.raises(InputError) as caught:
            built(changed(path, value, base), tmp_path, escaped=True)
        assert_helpful(caught.value)
    for value in [cut("".join(PIECES), most), "e\u0301", "a" + "\u0316" * 30, "\uffff", "x" * most]:
        built(changed(path, value, base), tmp_path, escaped=True)


@pytest.mark.parametrize(
    "name",
    ["", " x", "x ", "a<b", "a>b", "a%b", "a&b", "a\\b", "a?b", "a/b", "a\nb", "x" * 129,
     "microsoft", "Azure.x", "windowsOne", "a" + "\u0316" * 31, "owner", "COSTCENTER"],
)  # fmt: skip
def test_a_tag_name_that_azure_refuses_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        built(changed("tags.extra", {name: "x"}), tmp_path)
    assert_helpful(caught.value)


# What terraform makes of it.


@cache
def drawn() -> tuple[Json, ...]:
    """Return files that render, drawn in an order that is always the same."""
    found: list[Json] = []

    @settings(max_examples=220, phases=[Phase.generate], **BOUNDED)  # type: ignore[arg-type]
    @given(landing_zone_files())
    def collect(file: Json) -> None:
        found.append(_normal(copy.deepcopy(file)))

    collect()
    return tuple(found)


@needs_terraform
def test_nothing_is_left_for_fmt(tmp_path: Path) -> None:
    for number, file in enumerate(drawn()[::6]):
        for path, data in built(file, tmp_path).tree.items():
            if path.startswith("roots/"):
                target = tmp_path / str(number) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    command = ["terraform", "fmt", "-check", "-recursive", "-diff", "-no-color", str(tmp_path)]
    env = os.environ | {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, f"{done.stdout[:3000]}{done.stderr[:3000]}"


OPTIONS = frozenset(
    [
        "vpn", "equivalent", "bgp", "static routes", "one instance", "nat_gateway",
        "firewall_basic", "overlay", "pod_subnet", "zones", "no zones", "github", "azure_devops",
        "one platform subscription", "two platform subscriptions", "in a platform subscription",
        "audit", "deny", "parent", "tags", "labels", "taints", "Free", "Premium", "Managed",
        "app_routing_internal", "application_gateway", "customer keys", "identities", "push",
        "cache", "replicas", "dns", "jump host", "addresses", "deviation", "allowed regions",
        "namespaces",
        "alz", "adopt", "online", "sandbox", "identity", "security", "vending", "exemption",
        "virtual_wan", "firewall_premium", "express_route", "vpn_and_express_route",
        "second region",
        "complete", "added", "all", "staged", "override", "remediate", "custom role", "eligible",
        "defender", "backup", "locks", "metric alerts", "activity log", "virtual machines",
        "total budget", "cluster budget",
    ]
)  # fmt: skip


def options(file: Json) -> set[str]:
    """Return what a file chose, in the words of OPTIONS."""
    network, platform = file["network"], set(file["subscriptions"].values())
    clusters = [zone.get("aks", {}) for zone in file["landing_zones"]]
    pools = [pool for cluster in clusters for pool in cluster.get("user_pools", {}).values()]
    sites = network["hybrid"].get("sites", [])
    chosen = {
        network["hybrid"]["kind"], network.get("egress", "nat_gateway"),
        file["identity"]["pipeline"]["kind"], file["policy"].get("effect", "audit"),
        *(cluster.get("network", {}).get("pod_mode", "overlay") for cluster in clusters),
        *(cluster.get("sku_tier", "Standard") for cluster in clusters),
        *(pool["os_disk_type"] for pool in pools),
        *("bgp" if "bgp" in site else "static routes" for site in sites),
        "zones" if REGIONS[file["region"]].zones else "no zones",
        "one platform subscription" if len(platform) == 1 else "two platform subscriptions",
    }  # fmt: skip
    further = {
        "virtual_wan": network.get("topology") == "virtual_wan",
        "second region": "secondary_region" in file,
        "one instance": network["hybrid"].get("active_active") is False,
        "in a platform subscription": any(
            zone["subscription"] in platform for zone in file["landing_zones"]
        ),
        "parent": "parent" in file.get("management_groups", {}),
        "tags": file["tags"].get("extra"),
        "labels": any(pool.get("labels") for pool in pools),
        "taints": any(pool.get("taints") for pool in pools),
        **surrounded(file["landing_zones"]),
        "dns": network.get("dns_servers"),
        "jump host": (network.get("management") or {}).get("jump_host"),
        "addresses": "allowed_ip_addresses" in file["state"],
        "deviation": "deviations" in file,
        "allowed regions": file["policy"].get("allowed_regions"),
        "namespaces": file["policy"].get("excluded_namespaces"),
    }
    return chosen | {word for word, has in (further | governed(file)).items() if has}


def surrounded(entries: list[Json]) -> dict[str, object]:
    """Return which options around their clusters landing zones chose."""
    kinds = {entry.get("ingress", {}).get("kind") for entry in entries}
    return {
        "app_routing_internal": "app_routing_internal" in kinds,
        "application_gateway": "application_gateway" in kinds,
        "customer keys": any(
            entry.get("encryption", {}).get("disks") == "customer_key" for entry in entries
        ),
        "identities": any(entry.get("identities") for entry in entries),
        "push": any(entry.get("registry", {}).get("push") for entry in entries),
        "cache": any(entry.get("registry", {}).get("cache") for entry in entries),
        "replicas": any(entry.get("registry", {}).get("replicas") for entry in entries),
    }


def governed(file: Json) -> dict[str, object]:
    """Return which options of governance, management and identity a file chose."""
    groups, policy, watched = file.get("management_groups", {}), file["policy"], file["monitoring"]
    return {
        "alz": groups.get("hierarchy") == "alz",
        "adopt": "adopt" in groups,
        "online": any(zone.get("archetype") == "online" for zone in file["landing_zones"]),
        "sandbox": groups.get("sandbox"),
        "identity": "identity" in file["subscriptions"],
        "security": "security" in file["subscriptions"],
        "vending": "vending" in file,
        "exemption": policy.get("exemptions"),
        "complete": policy.get("assignments") == "complete",
        "added": policy.get("grouping") == "added",
        "all": policy.get("grouping") == "all",
        "staged": policy.get("effects_at"),
        "override": policy.get("overrides"),
        "remediate": policy.get("remediate"),
        "custom role": file["identity"].get("custom_roles"),
        "eligible": file["identity"].get("eligible"),
        "defender": watched.get("defender"),
        "backup": watched.get("backup_vault") is not None,
        "locks": watched.get("locks"),
        "metric alerts": watched.get("metric_alerts"),
        "activity log": watched.get("activity_log_export"),
        "virtual machines": watched.get("virtual_machines"),
        "total budget": watched.get("total_budget"),
        "cluster budget": any(zone.get("cluster_budget") for zone in file["landing_zones"]),
    }


@cache
def rehearsed() -> tuple[Json, ...]:
    """Return nine of the drawn files that together chose as many options as can be."""
    candidates = [file for file in drawn() if len(file["landing_zones"]) < 3]
    picked: list[Json] = []
    left = set(OPTIONS)
    for _ in range(9):
        best = max(candidates, key=lambda file: len(options(file) & left))
        picked.append(best)
        left -= options(best)
    return tuple(picked)


def test_every_option_is_rehearsed() -> None:
    assert set().union(*map(options, rehearsed())) >= OPTIONS


@needs_terraform
@pytest.mark.parametrize("number", range(9))
def test_a_drawn_file_rehearses_and_its_text_arrives(number: int, tmp_path: Path) -> None:
    file = rehearsed()[number]
    made = built(file, tmp_path)
    rehearsal = api.rehearse(made, tmp_path / "work", destroy=False)
    assert [root.name for root in rehearsal.roots] == [root.name for root in made.roots]
    assert all(root.second_plan_empty for root in rehearsal.roots)
    for root in rehearsal.roots:
        changes = [change.after or {} for change in root.plan.resources()]
        assert_tags(root.name, [after["tags"] for after in changes if after.get("tags")], file)
    assert_texts(rehearsal, file)


def _normal(value: T) -> T:
    """Return a file with its text in normal form C, as Landsmith keeps it."""
    normal: object = value
    if isinstance(value, dict):
        normal = {_normal(key): _normal(below) for key, below in value.items()}
    elif isinstance(value, list):
        normal = [_normal(below) for below in value]
    elif isinstance(value, str):
        normal = unicodedata.normalize("NFC", value)
    return cast("T", normal)


def assert_tags(root: str, found: list[dict[str, str]], file: Json) -> None:
    """Assert that every resource has the tags that the file says, the same characters."""
    common = file["tags"]
    own = next((z for z in file["landing_zones"] if root == f"50-{key_of(z)}"), {})
    expected = {
        **common.get("extra", {}),
        "owner": own.get("owner", common["owner"]),
        "costCenter": own.get("cost_center", common["cost_center"]),
    }
    assert found, root
    for tags in found:
        kept = {name: expected[name] for name in expected if name in tags}
        assert kept == {name: tags[name] for name in kept}
        assert {"owner", "costCenter"} <= tags.keys()
    assert any(expected.items() <= tags.items() for tags in found)


def key_of(zone: Json) -> str:
    return f"{zone['name']}-{zone['environment']}"


def assert_texts(rehearsal: Rehearsal, file: Json) -> None:
    """Assert that descriptions and names came out of the plans as they stand in the file."""
    governance = rehearsal.root("10-governance").plan
    groups = file["identity"].get("groups", {})
    assert_descriptions(governance, {name: g.get("description") for name, g in groups.items()})
    for zone in file["landing_zones"]:
        given = {name: zone.get(name, {}).get("description") for name in ("admins", "readers")}
        assert_descriptions(rehearsal.root(f"50-{key_of(zone)}").plan, given)
    names = {after_of(c)["display_name"] for c in governance.resources("azurerm_management_group")}
    adopted = "adopt" in file.get("management_groups", {})
    assert adopted or file["customer"]["name"][:60] in names
    pipeline = file["identity"]["pipeline"]
    if pipeline.get("subjects") == "names" and "project" in pipeline:
        credentials = governance.resources("azurerm_federated_identity_credential")
        subjects = {after_of(credential)["subject"] for credential in credentials}
        start = f"sc://{pipeline['organization']}/{pipeline['project']}/landing-zone-"
        assert subjects == {f"{start}plan", f"{start}apply"}


def assert_descriptions(plan: Plan, given: dict[str, str | None]) -> None:
    groups = plan.resources("azuread_group")
    found = {
        str(group.index).removeprefix("aks-").replace("-", "_"): after_of(group)["description"]
        for group in groups
    }
    wanted = {name: text for name, text in given.items() if text is not None}
    assert {name: found[name] for name in wanted} == wanted


def after_of(change: ResourceChange) -> Json:
    assert change.after is not None
    return change.after
