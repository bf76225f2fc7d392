"""A management group of the hierarchy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ManagementGroup:
    """A management group: what people read, and the group it stands under; None: the parent."""

    display_name: str
    parent: str | None
