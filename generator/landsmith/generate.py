"""Writes the files of this repository that are generated from others, or checks them.

``python -m landsmith.generate`` writes; with ``--check`` it names what is stale and exits 1.
Works in a checkout only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from landsmith import api, content
from landsmith.policy.checklist.page import checklist_page
from landsmith.policy.page import page as rule_page
from landsmith.policy.registry import rules
from landsmith.render.docs.policy_page import policy_page
from landsmith.render.output.paths import LOCK_FILE
from landsmith.render.terraform.module_readme import readme

Files = Mapping[str, bytes]


def generated() -> dict[str, bytes]:
    """Return every generated file of the repository, by path."""
    files = dict(_modules())
    files.update(_reference())
    files.update(_examples())
    return files


def _modules() -> Iterator[tuple[str, bytes]]:
    for folder in sorted(content.path("modules", "terraform").iterdir()):
        yield f"modules/terraform/{folder.name}/README.md", readme(folder).encode()


def _reference() -> Iterator[tuple[str, bytes]]:
    yield "docs/reference/azure-policies.md", policy_page().encode()
    yield "docs/reference/aks-checklist.md", checklist_page().encode()
    yield "docs/reference/policy-rules.md", rule_page(rules()).encode()
    schema = json.dumps(api.schema(), indent=2, ensure_ascii=False)
    yield "docs/reference/landing-zone.schema.json", f"{schema}\n".encode()


def _examples() -> Iterator[tuple[str, bytes]]:
    for file in sorted((content.root() / "examples").glob("*/landing-zone.yaml")):
        folder = f"examples/{file.parent.name}/rendered"
        for path, data in rendered(file).items():
            yield f"{folder}/{path}", data


def rendered(file: Path) -> dict[str, bytes]:
    """Return an example's rendered tree and lock, less its vendored modules."""
    built = api.build(file, api.read_lock(file.parent / "rendered"))
    lock = replace(built.lock, files=built.tree.digests())
    own = {path: data for path, data in built.tree.items() if not path.startswith("modules/")}
    return {**own, LOCK_FILE: lock.to_json()}


def stale(files: Files) -> list[str]:
    """Return the paths whose file on disk is not what is generated, and those left over."""
    root = content.root()
    changed = [path for path, data in files.items() if _on_disk(root / path) != data]
    return sorted([*changed, *_left_over(files)])


def _on_disk(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _left_over(files: Files) -> Iterator[str]:
    root = content.root()
    for folder in (root / "examples").glob("*/rendered"):
        for path in folder.rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and "/rendered/modules/" not in name and name not in files:
                yield name


def write() -> None:
    """Write every generated file, and remove what is left over.

    Examples vendor the modules with their pages, so that those are written first.
    """
    _put(dict(_modules()))
    files = generated()
    _put(files)
    for path in _left_over(files):
        (content.root() / path).unlink()


def _put(files: Files) -> None:
    for path, data in files.items():
        target = content.root() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def main() -> None:
    """Write, or check with ``--check``."""
    if "--check" not in sys.argv[1:]:
        write()
        return
    found = stale(generated())
    if found:
        sys.exit("stale, run make generate:\n" + "\n".join(f"  {path}" for path in found))


if __name__ == "__main__":
    main()
