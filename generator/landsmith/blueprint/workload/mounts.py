"""Where volumes may be mounted in a container."""

from __future__ import annotations

from landsmith.blueprint.base import refuse

TAKEN = ("/dev", "/mnt/secrets", "/proc", "/run/secrets", "/sys", "/tmp", "/var/run/secrets")  # noqa: S108 - of a container
"""Folders that a container has already: the kernel's, its scratch space, and its secrets."""


def mount_path(value: str) -> str:
    """Refuse a path that steps up or covers what a container has already."""
    if {".", ".."} & set(value.split("/")):
        raise refuse(f"{value} has a step that is no folder's name", "write the path itself")
    for taken in TAKEN:
        if f"{value}/".startswith(f"{taken}/") or taken.startswith(f"{value}/"):
            raise refuse(f"{taken} is there already in a container", "choose a path such as /data")
    return value
