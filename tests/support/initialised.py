"""Makes a root ready for ``terraform plan`` without the cost of ``terraform init``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CALL = re.compile(r'module "(?P<name>\w+)" \{\s+source = "(?P<source>\.\./\.\./modules/\w+)"')


def initialise(root: Path) -> None:
    """Write the list of modules that init writes; state is local, and providers are attached."""
    (root / "backend.tf").write_text("", encoding="utf-8")
    calls = _CALL.finditer((root / "main.tf").read_text(encoding="utf-8"))
    listed = [{"Key": "", "Source": "", "Dir": "."}]
    listed += [
        {"Key": call["name"], "Source": call["source"], "Dir": call["source"]} for call in calls
    ]
    file = root / ".terraform" / "modules" / "modules.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"Modules": listed}), encoding="utf-8")
