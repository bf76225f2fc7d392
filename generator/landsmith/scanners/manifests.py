"""Reads the Kubernetes objects of a rendered repository, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from landsmith.errors import Place, PolicyError

Json: TypeAlias = dict[str, Any]

_FOLDER: Final = "cluster/"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KUSTOMIZE: Final = "kustomize.config.k8s.io/"


@dataclass(frozen=True)
class Object:
    """One object of a cluster; ``root`` is its cluster's folder."""

    root: str
    place: Place
    end: int
    data: Json

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.data["kind"])

    @property
    def address(self) -> str:
        """Kind, namespace and name: ``Deployment/shop/api``; without a namespace two of them."""
        metadata = self.data.get("metadata") or {}
        parts = (self.kind, metadata.get("namespace"), metadata.get("name"))
        return "/".join(str(part) for part in parts if part)


def objects(tree: Mapping[str, bytes]) -> tuple[Object, ...]:
    """Return every Kubernetes object of a repository but Kustomize's own.

    Raises:
        PolicyError: a file is not YAML, or holds something that is no object.
    """
    found = (
        one
        for path, data in sorted(tree.items())
        if path.startswith(_FOLDER) and path.endswith((".yaml", ".yml"))
        for one in _documents(path, data)
    )
    return tuple(one for one in found if not str(one.data["apiVersion"]).startswith(_KUSTOMIZE))


def _documents(path: str, data: bytes) -> Iterator[Object]:
    root = "/".join(path.split("/")[:2])
    loader = _LOADER(data)
    try:
        while loader.check_node():
            node: Any = loader.get_node()
            place = Place(path, node.start_mark.line + 1)
            value = loader.construct_document(node)
            if value is not None:
                yield Object(root, place, node.end_mark.line, _object(value, place))
    except yaml.YAMLError as error:
        raise PolicyError(f"{path} is not YAML: {error}; mend the file") from error
    finally:
        loader.dispose()


def _object(value: object, place: Place) -> Json:
    if isinstance(value, dict) and all(isinstance(value.get(k), str) for k in _NEEDED):
        return value
    raise PolicyError(f"{place}: expected a Kubernetes object with apiVersion and kind")


_NEEDED: Final = ("apiVersion", "kind")
