"""How many tags a resource may have, and how long they may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.refusals.change import Change

MOST: Final = 50
LONGEST_NAME: Final = 512
LONGEST_STORAGE_NAME: Final = 128
LONGEST_VALUE: Final = 256

_FEWER: Final = {"azurerm_automation_account": 15}
_RESERVED: Final = re.compile(r"[<>%&\\?/\x00-\x1f\x7f]")


def limits(_cloud: Cloud, change: Change) -> Objection | None:
    """Refuse too many tags, and names and values that are too long or hold reserved characters."""
    tags = (change.after or {}).get("tags")
    if not isinstance(tags, dict) or not change.type.startswith("azurerm_"):
        return None
    said = _count(change, len(tags))
    for name, value in tags.items():
        said = said or _name(change, name) or _value(name, value)
    return Objection(said[0], said[1], ("tags",)) if said else None


def _count(change: Change, count: int) -> tuple[str, str] | None:
    most = _FEWER.get(change.type, MOST)
    detail = f"{change.name} has {count}, and {most} are allowed."
    return ("BadRequest: too many tags", detail) if count > most else None


def _name(change: Change, name: str) -> tuple[str, str] | None:
    storage = change.type == "azurerm_storage_account"
    longest = LONGEST_STORAGE_NAME if storage else LONGEST_NAME
    if len(name) > longest:
        detail = f"{name[:40]}… has {len(name)} characters, and {longest} are allowed here."
        return "InvalidTagName: a tag's name is too long", detail
    if _RESERVED.search(name) and not name.lower().startswith(("hidden-", "link:")):
        detail = f"{name!r} has one of < > % & \\ ? / or a control character."
        return "InvalidTagNameCharacters: a tag's name has reserved characters", detail
    return None


def _value(name: str, value: str | None) -> tuple[str, str] | None:
    if value is None or len(value) <= LONGEST_VALUE:
        return None
    detail = f"The tag {name!r} has {len(value)} characters, and {LONGEST_VALUE} are allowed."
    return "InvalidTagValueLength: a tag's value is too long", detail
