"""The cloud in a file: every resource that was applied, in an SQLite database."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from landsmith.emulator.values import Object, from_json, to_json
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = "provider, type, id, value"

_TABLE = """
create table if not exists resource (
  provider text not null,
  type text not null,
  key text not null,
  id text not null,
  value text not null,
  primary key (provider, type, key)
) without rowid
"""


@dataclass(frozen=True)
class Resource:
    """A resource in the cloud; ``value`` holds every attribute, computed ones too."""

    provider: str
    type: str
    id: str
    value: Object


class Cloud:
    """Emulated Azure's memory, kept in the file ``path``; safe to share between threads.

    Ids are compared without regard to case, as Azure does.
    """

    def __init__(self, path: Path) -> None:
        """Open the cloud, creating the file where there is none.

        Raises:
            EmulatorError: the file can't be opened or is no cloud.

        """
        self.path = path
        self._lock = threading.RLock()
        try:
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._database.execute("pragma journal_mode = wal")
            self._database.execute("pragma synchronous = off")
            self._database.execute(_TABLE)
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

    def put(self, resource: Resource) -> None:
        """Store a resource, replacing what has its id."""
        row = (resource.provider, resource.type, resource.id.lower(), resource.id)
        with self._running() as database:
            database.execute(
                "insert or replace into resource values (?, ?, ?, ?, ?)",
                (*row, to_json(resource.value)),
            )

    def get(self, provider: str, type_name: str, id_: str) -> Resource | None:
        """Return the resource with that id, None if there is none."""
        with self._running() as database:
            row = database.execute(
                "select provider, type, id, value from resource"
                " where provider = ? and type = ? and key = ?",
                (provider, type_name, id_.lower()),
            ).fetchone()
        return _resource(row) if row else None

    def delete(self, provider: str, type_name: str, id_: str) -> bool:
        """Remove a resource; return whether it was there."""
        with self._running() as database:
            done = database.execute(
                "delete from resource where provider = ? and type = ? and key = ?",
                (provider, type_name, id_.lower()),
            )
        return done.rowcount > 0

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
