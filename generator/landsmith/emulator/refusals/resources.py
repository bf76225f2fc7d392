"""What has to exist before a resource can, and what must not exist yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.scope import group_of, kind_of, missing, name_of, parent_of

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud, Reference
    from landsmith.emulator.refusals.change import Change

_PLACES: Final = ("subnet_id", "subnet_ids", "scope", "scopes")
"""Attributes that name what has to exist although no provider fact says so."""

_LOOSE: Final = ("criteria", "filter", "not_scopes", "assignable_scopes")
"""Where an id is only compared with others, so that it may name anything."""

_POLICIES: Final = {
    "policydefinitions": "PolicyDefinitionNotFound",
    "policysetdefinitions": "PolicySetDefinitionNotFound",
}


def parent_missing(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse what lies in, or hangs on, something that is not there."""
    if not change.creates or not change.id.startswith("/"):
        return None
    parent = parent_of(change.id)
    gone = missing(cloud, parent, change.account) if parent else ""
    return _parent_finding(change, gone) if gone else None


def _parent_finding(change: Change, gone: str) -> Objection:
    if group_of(gone) == gone:
        return _group_finding(change, gone)
    nested = kind_of(change.id).startswith(kind_of(gone) + "/")
    code = "ParentResourceNotFound" if nested else "ResourceNotFound"
    return Objection(
        f"{code}: {name_of(gone)!r} could not be found",
        f"{change.type} {change.id} needs {gone}, which is not in the emulated cloud.",
    )


def _group_finding(change: Change, gone: str) -> Objection:
    return Objection(
        f"ResourceGroupNotFound: resource group {name_of(gone)!r} could not be found",
        f"{change.type} {change.id} needs {gone}, which is not in the emulated cloud.",
    )


def reference_missing(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a configuration that names what is not there."""
    if change.deletes:
        return None
    before = str(change.before)
    for item in change.references:
        if item.target in before or not _must_exist(change, item.path):
            continue
        gone = missing(cloud, item.target, change.account)
        if gone:
            return _reference_finding(change, item, gone)
    return None


def _must_exist(change: Change, path: str) -> bool:
    names = tuple(path.split("."))
    if any(name in _LOOSE for name in names) or names == ("parent_management_group_id",):
        return False
    return names in change.facts.references or names[-1].removesuffix("_wo").endswith(_PLACES)


def _reference_finding(change: Change, item: Reference, gone: str) -> Objection:
    path = (item.path.split(".")[0],)
    if group_of(gone) == gone:
        found = _group_finding(change, gone)
        return Objection(found.summary, found.detail, path)
    kind = kind_of(gone).rpartition("/")[2]
    network = kind_of(change.id).startswith("microsoft.network/")
    code = _POLICIES.get(kind, "InvalidResourceReference" if network else "ResourceNotFound")
    return Objection(
        f"{code}: {name_of(gone)!r} could not be found",
        f"{change.type} {change.id} refers to {item.target} in {item.path}, but {gone} is not in"
        " the emulated cloud. What it refers to has to exist first: let it come earlier, by reading"
        " the id from the resource itself or with depends_on.",
        path,
    )


def exists_already(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to create what has the same id as something that is there."""
    if not change.creates or not cloud.get(change.provider, change.type, change.id):
        return None
    return Objection(
        "The resource already exists",
        f"{change.type} {change.id} is in the emulated cloud already: import it into this state,"
        " or choose another name.",
    )


def gone(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to update what somebody deleted in the meantime."""
    if change.creates or change.deletes:
        return None
    if cloud.get(change.provider, change.type, change.id):
        return None
    return Objection(
        f"ResourceNotFound: {change.name!r} could not be found",
        f"{change.type} {change.id} was deleted since it was planned: plan again.",
    )
