"""The cloud in a file: every resource that was applied, in an SQLite database."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from landsmith.emulator.values import Object, from_json, to_json
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_OWN = "provider = ? and type = ? and key = ?"

_TABLES = """
create table if not exists resource (
  provider text not null,
  type text not null,
  key text not null,
  id text not null,
  value text not null,
  primary key (provider, type, key)
) without rowid;
create index if not exists resource_key on resource (key);
create table if not exists reference (
  provider text not null,
  type text not null,
  key text not null,
  path text not null,
  target text not null,
  primary key (provider, type, key, path, target)
) without rowid;
create index if not exists reference_target on reference (target);
"""

_WAIT = 60.0
"""Seconds to wait for another process that writes to the same file."""


@dataclass(frozen=True)
class Reference:
    """An id that a resource's configuration names, and the dotted path where it stands."""

    path: str
    target: str


@dataclass(frozen=True)
class Resource:
    """A resource in the cloud; ``value`` holds every attribute, computed ones too."""

    provider: str
    type: str
    id: str
    value: Object

    @property
    def key(self) -> str:
        """The id as the cloud compares it."""
        return self.id.lower()


class Cloud:
    """Emulated Azure's memory, kept in the file ``path``; safe to share between threads.

    Ids are compared without regard to case, as Azure does. What happens in one `transaction`
    happens wholly or, if the process dies, not at all.
    """

    def __init__(self, path: Path) -> None:
        """Open the cloud, creating the file where there is none.

        Raises:
            EmulatorError: the file can't be opened or is no cloud.

        """
        self.path = path
        self.given: frozenset[str] = frozenset()
        """Lower-case ids of what is there already, that nobody here manages."""
        self._lock = threading.RLock()
        try:
            self._database = sqlite3.connect(
                path, timeout=_WAIT, check_same_thread=False, isolation_level=None
            )
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma synchronous = normal")
            self._database.executescript(_TABLES)
        except sqlite3.Error as error:
            raise EmulatorError(f"{path} can't be used as a cloud: {error}") from error

    def __enter__(self) -> Cloud:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _running(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._database
            except sqlite3.Error as error:
                raise EmulatorError(f"the cloud {self.path} failed: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let nobody else write in between, and undo everything if an error is raised."""
        with self._running() as database:
            database.execute("begin immediate")
            try:
                yield
            except BaseException:
                with suppress(sqlite3.Error):
                    database.execute("rollback")
                raise
            database.execute("commit")

    def put(self, resource: Resource, references: Iterable[Reference] = ()) -> None:
        """Store a resource and what it names, replacing what has its id."""
        own = (resource.provider, resource.type, resource.key)
        rows = [(*own, item.path, item.target.lower()) for item in references]
        with self._running() as database:
            database.execute(
                "insert or replace into resource values (?, ?, ?, ?, ?)",
                (*own, resource.id, to_json(resource.value)),
            )
            database.execute(f"delete from reference where {_OWN}", own)  # noqa: S608
            if rows:
                database.executemany("insert or ignore into reference values (?, ?, ?, ?, ?)", rows)

    def get(self, provider: str, type_name: str, id_: str) -> Resource | None:
        """Return the resource with that id, None if there is none."""
        with self._running() as database:
            row = database.execute(
                f"select provider, type, id, value from resource where {_OWN}",  # noqa: S608
                (provider, type_name, id_.lower()),
            ).fetchone()
        return _resource(row) if row else None

    def delete(self, provider: str, type_name: str, id_: str) -> bool:
        """Remove a resource; return whether it was there."""
        own = (provider, type_name, id_.lower())
        with self._running() as database:
            done = database.execute(f"delete from resource where {_OWN}", own)  # noqa: S608
            database.execute(f"delete from reference where {_OWN}", own)  # noqa: S608
        return done.rowcount > 0

    def remove(self, resource: Resource) -> None:
        """Remove a resource and, with it, what lies in it and what hangs on it.

        An association that has the id of what it associates goes alone.
        """
        others = [item for item in self.with_id(resource.id) if item.type != resource.type]
        self.delete(resource.provider, resource.type, resource.id)
        if all(item.type.startswith(f"{resource.type}_") for item in others):
            for item in [*others, *self.inside(resource.id)]:
                self.delete(item.provider, item.type, item.id)

    def with_id(self, id_: str) -> list[Resource]:
        """Return what has an id: one resource, or one and its associations."""
        return self._select("where key = ?", (id_.lower(),))

    def inside(self, id_: str) -> list[Resource]:
        """Return what lies in a resource: its children and what hangs on it, at any depth."""
        key = id_.lower()
        ranges = "where (key > ? and key < ?) or (key > ? and key < ?)"
        return self._select(ranges, (f"{key}/", f"{key}0", f"{key}|", f"{key}}}"))

    def users(self, id_: str) -> list[tuple[Resource, str]]:
        """Return the resources that name an id, each with the path where they do."""
        query = (
            "select provider, type, id, value, path from reference"
            " join resource using (provider, type, key) where target = ? order by key, path"
        )
        with self._running() as database:
            rows = database.execute(query, (id_.lower(),)).fetchall()
        return [(_resource(row[:4]), row[4]) for row in rows]

    def references(self, resource: Resource) -> list[Reference]:
        """Return what a resource names."""
        own = (resource.provider, resource.type, resource.key)
        query = f"select path, target from reference where {_OWN} order by path, target"  # noqa: S608
        with self._running() as database:
            return [Reference(*row) for row in database.execute(query, own)]

    def ids(self, type_name: str, ending: str = "") -> list[str]:
        """Return the ids of a type's resources, those that end so, in any case."""
        query = "select id from resource where type = ?1 and substr(key, -length(?2)) = ?2"
        query = query if ending else "select id from resource where type = ?1 and ?2 = ''"
        with self._running() as database:
            return [row[0] for row in database.execute(query, (type_name, ending.lower()))]

    def of_type(self, provider: str, type_name: str) -> list[Resource]:
        """Return all resources of a type, by id."""
        return self._select("where provider = ? and type = ?", (provider, type_name))

    def resources(self) -> list[Resource]:
        """Return everything in the cloud, by provider, type and id."""
        return self._select("", ())

    def _select(self, where: str, values: tuple[str, ...]) -> list[Resource]:
        query = (
            f"select provider, type, id, value from resource {where} order by provider, type, key"  # noqa: S608
        )
        with self._running() as database:
            rows = database.execute(query, values).fetchall()
        return [_resource(row) for row in rows]


def _resource(row: tuple[str, str, str, str]) -> Resource:
    provider, type_name, id_, value = row
    return Resource(provider, type_name, id_, from_json(value))
