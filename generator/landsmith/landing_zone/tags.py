"""The tags that everything carries."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DNS_MOST = 15
_DNS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

REQUIRED = (
    "environment",
    "owner",
    "costCenter",
    "workload",
    "dataClassification",
    "managedBy",
    "blueprint",
)


def for_private_dns(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the tags that private DNS takes: 15 at most, with plain names; the required first.

    Azure drops others without a word, and every plan would set them again. Source: "Use tags to
    organize your Azure resources", limitations.
    """
    plain = [name for name in tags if _DNS_NAME.fullmatch(name) and name not in REQUIRED]
    kept = {*REQUIRED, *plain[: _DNS_MOST - len(REQUIRED)]}
    return {name: value for name, value in tags.items() if name in kept}
