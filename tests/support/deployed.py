"""A landing zone that was applied in emulated Azure, to be changed and planned again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from landsmith import api
from landsmith.emulator import Emulator
from landsmith.terraform.binary import environment, find
from landsmith.terraform.plan import Plan, ResourceChange, parse
from landsmith.terraform.rehearsal import RootInfo, Run, ordered, types_in
from strategies import text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from strategies import Json


class Deployed:
    """A landing zone in emulated Azure, and its repository, state included."""

    def __init__(self, folder: Path) -> None:
        self.repository, self.folder = folder / "repository", folder
        self.lock: Any = None
        self.types: frozenset[str] = frozenset()

    def render(self, file: Json) -> tuple[RootInfo, ...]:
        source = self.folder / "landing-zone.yaml"
        source.write_text(text(file), encoding="utf-8")
        built = api.build(source, self.lock)
        self.lock = built.lock
        for part in ("roots", "modules"):
            for old in (self.repository / part).rglob("*.tf"):
                old.unlink()
        api.materialise(built.tree, self.repository)
        return tuple(RootInfo(root.name, root.after) for root in built.roots)

    def change(self, file: Json, only: Container[str] | None = None) -> dict[str, Plan]:
        """Render a file over what is there, then plan and apply every root; return the plans."""
        return self._each(chosen(self.render(file), only), apply=True)

    def shrink(self, file: Json, only: Container[str] | None = None) -> dict[str, Plan]:
        """Change to a file with less in it: from the last root to the first."""
        roots = chosen(self.render(file), only)
        return self._each(
            [
                RootInfo(root.name, tuple(one.name for one in roots if root.name in one.after))
                for root in roots
            ],
            apply=True,
        )

    def planned(self, file: Json, only: Container[str] | None = None) -> dict[str, Plan]:
        """Render a file over what is there and plan every root; return the plans.

        What is only planned leaves the lock as it was applied.
        """
        lock = self.lock
        roots = chosen(self.render(file), only)
        self.lock = lock
        return self._each(roots, apply=False)

    def _each(self, roots: Sequence[RootInfo], *, apply: bool) -> dict[str, Plan]:
        config = self.folder / "terraform.rc"
        config.write_text("", encoding="utf-8")
        self.types |= types_in(self.repository)
        with Emulator(self.folder / "cloud.db", self.types) as emulator:
            env = environment(emulator.environment(), config=config)
            run = Run(self.repository, env, find(), lambda _event: None)
            plans: dict[str, Plan] = {}

            def one(root: RootInfo) -> None:
                self.backend(root)
                terraform = run.terraform(root)
                saved = terraform.folder / "change.tfplan"
                terraform.init()
                terraform.plan(saved)
                plans[root.name] = parse(terraform.show(saved), root.name)
                if apply:
                    terraform.apply(saved)
                    assert not terraform.plan(saved), f"{root.name}: the second plan is not empty"

            with ThreadPoolExecutor(2) as pool:
                failures, _ = ordered(roots, pool, one)
            told = {name: str(error) for name, error in failures.items()}
            assert not told, told
        return plans

    def backend(self, root: RootInfo) -> None:
        override = self.repository / "roots" / root.name / "backend_override.tf"
        override.write_text('terraform {\n  backend "local" {}\n}\n', encoding="utf-8")


def chosen(roots: Sequence[RootInfo], only: Container[str] | None) -> list[RootInfo]:
    """Return these roots, or ``only`` some of them, each after those of them that it follows."""
    kept = [root for root in roots if only is None or root.name in only]
    names = {root.name for root in kept}
    return [replace(root, after=tuple(one for one in root.after if one in names)) for root in kept]


def changes(plans: dict[str, Plan], *actions: str) -> Iterator[tuple[str, ResourceChange]]:
    for root, plan in sorted(plans.items()):
        for change in plan.changes:
            if set(actions) & set(change.actions):
                yield root, change


def destroyed(plans: dict[str, Plan]) -> list[str]:
    return [f"{root}/{change.address}" for root, change in changes(plans, "delete")]
