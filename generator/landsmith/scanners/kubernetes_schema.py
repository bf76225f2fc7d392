"""Holds each Kubernetes object against the schema of its cluster's version, offline.

The schemas are those of kubernetes-validate: the published ones, in which an unknown field is an
error.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.policy.finding import Finding

if TYPE_CHECKING:
    from landsmith.policy.finding import Status
    from landsmith.scanners.manifests import Object

Foreign: TypeAlias = Any
"""An object of a library without types."""

RULE: Final = "kubernetes-schema"

EXPLANATION: Final = (
    f"{RULE}: Objects keep to the schema of their cluster's version",
    "Severity high. Judges every object under cluster/.",
    "Why: the API server refuses unknown fields and wrong types; Flux then applies nothing.",
    "Mend: correct the named field; the message says what was expected.",
)
"""What the rule is about, in paragraphs."""

CUSTOM: Final = {
    "azmonitoring.coreos.com": "Azure Monitor's definitions come with its add-on",
    "cilium.io": "Cilium's definitions come with the data plane",
    "gateway.networking.k8s.io": "the Gateway API's definitions come with the ingress",
    "keda.sh": "KEDA's definitions come with its add-on",
    "secrets-store.csi.x-k8s.io": "the secrets driver's definitions come with its add-on",
}
"""API groups that Kubernetes itself has no schema of, and where each comes from."""


def judge(objects: tuple[Object, ...], versions: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return one finding for each object.

    Args:
        objects: the objects.
        versions: Kubernetes versions such as ``1.35`` by root; a folder that is no cluster's takes
            the oldest.
    """
    oldest = min(versions.values(), key=_order)
    return tuple(
        sorted(_finding(one, *_judged(one, versions.get(one.root, oldest))) for one in objects)
    )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _finding(one: Object, status: Status, message: str, attribute: str) -> Finding:
    return Finding(
        rule=RULE,
        root=one.root,
        address=one.address,
        status=status,
        severity="high",
        message=message,
        attribute=attribute,
        place=one.place,
        scanner="kubernetes",
    )


def _judged(one: Object, version: str) -> tuple[Status, str, str]:
    api = str(one.data["apiVersion"])
    validator = _validator(version, one.kind, api)
    if validator is None:
        known = CUSTOM.get(api.partition("/")[0])
        return (
            ("not_applicable", f"no schema: {known}", "")
            if known
            else ("unknown", f"Kubernetes {version} has no {one.kind} of {api}", "")
        )
    errors = sorted(validator.iter_errors(one.data), key=lambda error: list(map(str, error.path)))
    if not errors:
        return "pass", f"keeps to the schema of Kubernetes {version}", ""
    path = ".".join(str(step) for step in errors[0].path)
    return "fail", f"Kubernetes {version} takes it for wrong: {_words(errors[0])}", path


def _words(error: Foreign) -> str:
    """Return a schema's error in few words: those of a deep object may be very long."""
    return " ".join(str(error.message).split())[:300]


@cache
def _validator(version: str, kind: str, api: str) -> Foreign:
    """Return a validator of one kind, None where Kubernetes has no such kind."""
    from jsonschema import Draft202012Validator
    from kubernetes_validate import utils

    folder = f"kubernetes-json-schema/v{_published(version)}-local-strict"
    group, _, number = api.rpartition("/")
    name = "-".join(part for part in (kind.lower(), group.partition(".")[0], number) if part)
    try:
        schema = utils.schema_contents(f"{folder}/{name}.json", version)
    except FileNotFoundError:
        return None
    return Draft202012Validator(schema, registry=_definitions(folder, version))


@cache
def _definitions(folder: str, version: str) -> Foreign:
    from kubernetes_validate import utils
    from referencing import Registry, Resource

    found = Resource.from_contents(utils.schema_contents(f"{folder}/_definitions.json", version))
    return found @ Registry()


@cache
def _published(version: str) -> str:
    """Return the newest version with schemas that is not newer than a cluster's."""
    from kubernetes_validate import utils

    known = [one for one in utils.all_versions() if _order(one)[:2] <= _order(version)]
    return str(known[-1])
