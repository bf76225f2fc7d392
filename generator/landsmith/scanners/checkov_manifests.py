"""Runs Checkov's checks of Kubernetes on the manifests of a repository, as those of plans are run.

Annotations that tell Checkov to skip a check mean nothing here: a skip has a reason, in
``policies/checkov.yaml``, or a waiver has.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from landsmith.scanners.checkov_run import (
    LOCK,
    STATUSES,
    STATUSES_OF_GRAPH,
    Answer,
    Watch,
    crash,
    dotted,
    held_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.scanners.checkov_run import Foreign
    from landsmith.scanners.manifests import Object

LINUX_ONLY: Final = frozenset(
    {"CKV_K8S_20", "CKV_K8S_22", "CKV_K8S_28", "CKV_K8S_31", "CKV_K8S_37", "CKV_K8S_40"}
)
"""Checks that ask for a field of Linux: privilege escalation, a read-only root, capabilities,
seccomp, a user's number."""

_NOT_ON_WINDOWS: Final = "Kubernetes refuses this field in pods for Windows"
"""Source: Kubernetes, "Configure a Security Context", and the validation of ``spec.os``."""


@cache
def engine() -> ManifestEngine:
    """Return Checkov's part for Kubernetes, imported on the first call."""
    with LOCK, held_in():
        return ManifestEngine()


class ManifestEngine:
    """Checkov's registries of checks on Kubernetes objects."""

    def __init__(self) -> None:
        """Import Checkov; use ``engine`` instead."""
        from checkov.common.checks_infra.registry import get_graph_checks_registry
        from checkov.kubernetes.checks.resource.registry import registry
        from checkov.kubernetes.runner import Runner
        from checkov.version import version

        self.version: Final[str] = version
        self._runner: Final = Runner
        self._plain: Final = registry
        self._graph: Final = get_graph_checks_registry("kubernetes")
        self._graph.load_checks()

    def scan(self, objects: Iterable[Object]) -> list[Answer]:
        """Return every check's answer on every object of one cluster."""
        found = list(objects)
        watch = Watch({one.address: one.kind for one in found})
        with LOCK, held_in():
            for one in found:
                for check in self._plain.get_checks(one.kind):
                    _judge(check, one, watch)
            self._judge_graph(found, watch)
        return [answer for _, answer in sorted(watch.answers.items())]

    def describe(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return every check on Kubernetes objects: its name and their kinds, by its id."""
        plain = {check for checks in self._plain.checks.values() for check in checks}
        found = {it.id: (it.name, tuple(sorted(it.supported_entities))) for it in plain}
        graph = {it.id: (it.name, tuple(sorted(it.resource_types))) for it in self._graph.checks}
        return found | graph

    def _judge_graph(self, objects: list[Object], watch: Watch) -> None:
        """Run the checks that look at several objects together; pods count for their owners."""
        wanted = [
            check for check in self._graph.checks if watch.types.intersection(check.resource_types)
        ]
        if not wanted:
            return
        manager = self._runner().graph_manager
        lined = [_lined(one.data, one.place.line or 1, one.end) for one in objects]
        manager.save_graph(manager.build_graph_from_definitions({"manifests.yaml": lined}))
        names = {_checkov_id(one): one.address for one in objects}
        for check in wanted:
            _judge_vertices(check, manager.get_reader_endpoint(), names, watch)


def _judge(check: Foreign, one: Object, watch: Watch) -> None:
    try:
        result = check.run(
            scanned_file=one.place.file,
            entity_configuration=one.data,
            entity_name=one.kind,
            entity_type=one.kind,
            skip_info={},
        )
    except Exception as error:  # noqa: BLE001  whatever it is, the check has not judged
        watch.add(check, one.address, "error", crash(check, error))
        return
    keys = result.get("evaluated_keys") or [""]
    status = STATUSES[result["result"].name]
    if status == "fail" and check.id in LINUX_ONLY and _runs_on_windows(one.data):
        watch.add(check, one.address, "not_applicable", f"{check.name}: {_NOT_ON_WINDOWS}")
        return
    watch.add(check, one.address, status, check.name, dotted(str(keys[0])))


def _runs_on_windows(data: Foreign) -> bool:
    """Tell whether a controller's pods say that they are for Windows."""
    spec = data.get("spec") or {}
    job = (spec.get("jobTemplate") or {}).get("spec") or spec
    pod = (job.get("template") or {}).get("spec") or {}
    return bool((pod.get("os") or {}).get("name") == "windows")


def _judge_vertices(check: Foreign, graph: Foreign, names: dict[str, str], watch: Watch) -> None:
    try:
        answers = check.run(graph)
    except Exception as error:  # noqa: BLE001  whatever it is, the check has not judged
        for address, kind in watch.resources.items():
            if kind in check.resource_types:
                watch.add(check, address, "error", crash(check, error))
        return
    for status, vertices in zip(STATUSES_OF_GRAPH, answers, strict=True):
        for vertex in vertices:
            owner = vertex.get("_parent_resource_id") or vertex.get("id_", "")
            if str(owner) in names:
                watch.add(check, names[str(owner)], status, check.name)


def _checkov_id(one: Object) -> str:
    """Return an object's name as Checkov's graph has it."""
    metadata = one.data.get("metadata") or {}
    return f"{one.kind}.{metadata.get('namespace', 'default')}.{metadata.get('name')}"


def _lined(value: Foreign, start: int, end: int) -> Foreign:
    """Return an object with the lines that Checkov's graph asks of every map in it."""
    if isinstance(value, dict):
        own = {key: _lined(item, start, end) for key, item in value.items()}
        return own | {"__startline__": start, "__endline__": end}
    if isinstance(value, list):
        return [_lined(item, start, end) for item in value]
    return value
