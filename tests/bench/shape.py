"""Counts what a newcomer meets: files entered by one build, resolvers re-entered, files per folder.

Run with ``make shape``; another checkout is counted with ``python tests/bench/shape.py FOLDER``.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[2]
EXAMPLE = "examples/nordwind-logistics/landing-zone.yaml"
COMPONENTS = (
    "backup",
    "gitops",
    "dapr",
    "grafana",
    "safeguards",
    "events",
    "fleet",
    "arc_clusters",
)
"""Optional parts, by the field that chooses each."""

FRAMEWORK = re.compile(r"[\"'`(](?:[AB]-\d\.\d|aks:)")
MOST = 12
"""Files that a folder may hold before somebody asks why."""

PROFILE = """
import json, sys
from collections import Counter
from pathlib import Path
from landsmith import api
package = str(Path(api.__file__).parents[1])
entered, later, same = set(), 0, Counter()
def room(name):
    return name[len(package) + 1 :].split("/")[0]
def see(frame, event, _):
    global later
    if event != "call" or not frame.f_code.co_filename.startswith(package):
        return
    code = frame.f_code
    if code.co_name == "<module>":
        return
    entered.add(code.co_filename)
    if room(code.co_filename) == "resolve":
        given = tuple(id(frame.f_locals[n]) for n in code.co_varnames[: code.co_argcount])
        same[code.co_filename, code.co_name, given] += 1
        caller = frame.f_back
        if caller and room(caller.f_code.co_filename) in ("compose", "render"):
            later += 1
api.build(Path(sys.argv[1]))
sys.setprofile(see)
api.build(Path(sys.argv[1]))
sys.setprofile(None)
(where, name, _), most = same.most_common(1)[0]
print(json.dumps({"entered": len(entered), "later": later, "most": most, "resolver": name}))
"""


def build(root: Path) -> dict[str, object]:
    """Return what one build of the smallest example entered, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(root / "generator")}
    line = [sys.executable, "-c", PROFILE, str(root / EXAMPLE)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def sources(root: Path) -> list[Path]:
    """Return the package's modules."""
    return sorted((root / "generator" / "landsmith").rglob("*.py"))


def words(file: Path) -> Iterator[tuple[int, str]]:
    """Yield type and text of a module's tokens."""
    for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
        yield token.type, token.string


def touching(root: Path, field: str) -> int:
    """Return how many modules name a component's field in code."""
    said = re.compile(rf"\b{field}\b")
    return sum(
        any(said.search(text) for kind, text in words(file) if kind != tokenize.COMMENT)
        for file in sources(root)
    )


def frameworks(root: Path) -> int:
    """Return how many modules and rules name a framework's requirement."""
    files = [*sources(root), *(root / "policies" / "rules").rglob("*.py")]
    return sum(bool(FRAMEWORK.search(file.read_text(encoding="utf-8"))) for file in files)


def quoting(root: Path) -> int:
    """Return how often later stages read the author's file."""
    rooms = ("compose", "render", "policy", "evidence")
    return sum(
        len(re.findall(r"zone\.file\b", file.read_text(encoding="utf-8")))
        for file in sources(root)
        if file.relative_to(root / "generator" / "landsmith").parts[0] in rooms
    )


def comments(root: Path) -> float:
    """Return the share of lines that are comments, in percent."""
    lines = [line.strip() for file in sources(root) for line in file.read_text().splitlines()]
    return 100 * sum(line.startswith("#") for line in lines) / len(lines)


def folders(root: Path) -> list[tuple[str, int]]:
    """Return the folders with most modules, the largest first."""
    counted = Counter(
        str(file.parent.relative_to(root / "generator"))
        for file in sources(root)
        if file.name != "__init__.py"
    )
    return counted.most_common()


def main() -> None:
    """Print the counts of a checkout, this one by default."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    found, rooms = build(root), folders(root)
    rows = [
        ("modules", len(sources(root))),
        ("modules entered by one build", found["entered"]),
        ("calls from compose and render into resolve", found["later"]),
        (f"most calls of one resolver with one argument ({found['resolver']})", found["most"]),
        ("reads of the author's file after resolve", quoting(root)),
        ("modules and rules that name a framework", frameworks(root)),
        (f"modules in the largest folder ({rooms[0][0]})", rooms[0][1]),
        (f"folders with more than {MOST} modules", sum(count > MOST for _, count in rooms)),
        ("lines that are comments, in percent", f"{comments(root):.1f}"),
        *((f"modules that name {field}", touching(root, field)) for field in COMPONENTS),
    ]
    for what, count in rows:
        sys.stdout.write(f"{what:<72} {count:>6}\n")


if __name__ == "__main__":
    main()
