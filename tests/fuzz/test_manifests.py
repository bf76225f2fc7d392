"""Whatever teams and workloads are called, their manifests read back and keep to the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from cluster_cases import DIGEST, team, with_teams, workload
from landsmith.blueprint.base import FieldProblems
from landsmith.compose.kubernetes.model import Manifest
from landsmith.compose.kubernetes.namespaces import label
from landsmith.compose.kubernetes.tree import compose_clusters
from landsmith.landing_zone.room import Room
from landsmith.render.kubernetes import yaml
from landsmith.render.kubernetes.manifests import document, render_clusters
from landsmith.resolve.cluster.capacity import OVERCOMMIT, cluster_room
from landsmith.resolve.cluster.teams import PLATFORM_NAMESPACES, shares
from landsmith.scanners import kubernetes_schema, manifests
from strategies import Json, bounded, free_text, zone

SLUGS = st.from_regex(r"[a-z0-9]{1,11}(-[a-z0-9]{1,11})?", fullmatch=True).filter(
    lambda name: len(name) > 1 and name not in PLATFORM_NAMESPACES and not name.startswith("kube-")
)
NAMES = st.from_regex(r"[a-z]([a-z0-9-]{0,38}[a-z0-9])?", fullmatch=True)
TRICKY = st.sampled_from(["no", "on", "y", "null", "true", "e3", "nan", "inf", "o7"])
TAG = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", fullmatch=True)
VALUES = st.text(
    st.characters(
        min_codepoint=32, blacklist_categories=("Cc", "Cf", "Cs"), blacklist_characters="$"
    ),
    max_size=30,
)
"""Values of environment variables: what hides or moves text is refused before."""


@st.composite
def workloads(draw: st.DrawFn) -> Json:
    name = draw(NAMES | TRICKY)
    image = (
        f"cr.azurecr.io/{draw(st.from_regex('[a-z0-9]{1,9}', fullmatch=True))}:{draw(TAG)}@{DIGEST}"
    )
    kind = draw(st.sampled_from(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]))
    more: Json = {"schedule": "0 3 * * *"} if kind == "CronJob" else {}
    keys = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,9}", fullmatch=True)
    variables = draw(st.dictionaries(keys, VALUES, max_size=3))
    return workload(
        name, image=image, kind=kind, cpu="10m", memory_mib=16, environment=variables, **more
    )


@st.composite
def files(draw: st.DrawFn) -> Json:
    drawn = [
        team(
            name,
            *draw(st.lists(workloads(), max_size=3, unique_by=lambda one: one["name"])),
            owner=draw(free_text(60)),
            cost_center=draw(free_text(60)),
        )
        for name in draw(
            st.lists(
                SLUGS | TRICKY.filter(lambda n: len(n) > 1), min_size=1, max_size=3, unique=True
            )
        )
    ]
    return with_teams(*drawn)


@bounded(60)
@given(files())
def test_names_and_text_read_back_and_keep_to_the_schema(file: Json) -> None:
    trees = compose_clusters(zone(file))
    rendered = render_clusters(trees)
    found = manifests.objects(rendered)
    own = [one.data for one in found if "/infrastructure/" not in one.place.file.rpartition("/")[0]]
    assert _sorted(own) == _sorted(
        document(manifest)
        for folder in trees[0].folders
        for group in folder.files.values()
        for manifest in group
    )
    judged = kubernetes_schema.judge(found, {"cluster/shop-prod": "1.35"})
    assert not [one for one in judged if one.failed]


def _sorted(documents: Iterable[Any]) -> list[str]:
    return sorted(json.dumps(one, sort_keys=True, default=str) for one in documents)


@bounded(200)
@given(free_text(256))
def test_any_text_makes_a_label(text: str) -> None:
    namespace = document(Manifest("v1", "Namespace", "a", labels={"owner": label(text)}))
    found = manifests.objects({"cluster/a/b.yaml": yaml.encode([namespace])})
    assert 1 <= len(label(text)) <= 63
    assert not kubernetes_schema.judge(found, {"cluster/a": "1.35"})[0].failed


@bounded(200)
@given(
    st.dictionaries(
        st.text(max_size=20),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=9), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
)
def test_the_encoder_loses_nothing(value: Json) -> None:
    assert pyyaml.safe_load(yaml.encode([value])) == value


@bounded(150)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(1, 40), st.none() | st.integers(1, 150)),
        min_size=1,
        max_size=5,
    )
)
def test_quotas_beyond_capacity_are_always_refused(
    quotas: list[tuple[int | None, int | None]],
) -> None:
    drawn = []
    for number, (cpu, memory) in enumerate(quotas):
        quota = {"cpu": cpu, "memory_gib": memory}
        drawn.append(team(f"team{number}", quota={k: v for k, v in quota.items() if v is not None}))
    try:
        resolved = zone(with_teams(*drawn))
    except FieldProblems:
        return
    found = shares(resolved.file, resolved.file.landing_zones[0])
    total = Room(sum(one.quota.cpu for one in found), sum(one.quota.memory for one in found))
    room = cluster_room(resolved.file, resolved.file.landing_zones[0])
    assert room
    assert room.times(OVERCOMMIT).holds(total)
    assert all(one.quota.holds(one.largest) for one in found)
