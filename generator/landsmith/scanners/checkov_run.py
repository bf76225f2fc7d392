"""Checkov's engine, held in: imported late, kept silent, and watched check by check."""

from __future__ import annotations

import json
import logging
import re
import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.errors import PolicyError
from landsmith.scanners.parser_cache import private_grammar
from landsmith.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from landsmith.policy.finding import Status

Json: TypeAlias = dict[str, Any]
Foreign: TypeAlias = Any
"""An object of Checkov's, which has no types that mypy could follow."""

LOCK: Final = threading.Lock()
_ADDRESS: Final = "__address__"
STATUSES: Final[Mapping[str, Status]] = {
    "PASSED": "pass",
    "FAILED": "fail",
    "SKIPPED": "not_applicable",
    "UNKNOWN": "unknown",
}


@dataclass(frozen=True)
class Answer:
    """What one check said of one resource."""

    check: str
    name: str
    address: str
    status: Status
    message: str
    attribute: str = ""


@cache
def engine() -> Engine:
    """Return Checkov, imported on the first call; that takes a second or two."""
    with LOCK, held_in():
        return Engine()


class Engine:
    """Checkov's runner for plans and its registries of checks.

    The registries are shared by the whole process, so that one scan runs at a time.
    """

    def __init__(self) -> None:
        """Import Checkov; use ``engine`` instead."""
        from checkov.cloudformation.parser import cfn_yaml
        from checkov.common.checks_infra.registry import get_graph_checks_registry
        from checkov.runner_filter import RunnerFilter
        from checkov.terraform.checks.resource.registry import resource_registry
        from checkov.terraform.plan_runner import Runner
        from checkov.version import version

        self.version: Final[str] = version
        self._runner: Final = Runner
        self._filter: Final = RunnerFilter
        self._resources: Final = resource_registry
        self._graph: Final = get_graph_checks_registry("terraform")
        self._graph.load_checks()
        # Larger plans than this are read as the JSON they are. Read as YAML, a character beyond
        # the basic plane or a long key stops Checkov, and each plan takes several times as long.
        cfn_yaml.MAX_IAC_FILE_SIZE = 0

    def scan(self, root: str, raw: Json, resources: Mapping[str, str]) -> list[Answer]:
        """Return every check's answer on every resource, types by address, of a root's plan.

        Raises:
            PolicyError: Checkov can't read the plan.

        """
        watch = Watch(resources)
        with LOCK, held_in(), self._watched(watch):
            self._run(root, raw)
        self._complete(watch)
        return [answer for _, answer in sorted(watch.answers.items())]

    def describe(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return every check on Terraform resources: its name and resource types, by its id."""
        plain = {check for checks in self._resources.checks.values() for check in checks}
        found = {it.id: (it.name, tuple(sorted(it.supported_entities))) for it in plain}
        graph = {it.id: (it.name, tuple(sorted(it.resource_types))) for it in self._graph.checks}
        return found | graph

    def _run(self, root: str, raw: Json) -> None:
        with scratch() as folder:
            file = folder / "plan.json"
            file.write_text(json.dumps(raw), encoding="utf-8")
            chosen = self._filter(framework=["terraform_plan"], show_progress_bar=False)
            report = self._runner().run(None, files=[str(file)], runner_filter=chosen)
        if report.parsing_errors:
            raise PolicyError(f"Checkov can't read the plan of {root}")

    @contextmanager
    def _watched(self, watch: Watch) -> Iterator[None]:
        """Stand between Checkov and its checks for as long as a scan lasts."""
        self._resources.run_check = watch.run_check
        self._graph.run_check_parallel = watch.run_graph_check
        try:
            yield
        finally:
            del self._resources.run_check, self._graph.run_check_parallel

    def _complete(self, watch: Watch) -> None:
        """Add an error for every check that should have given an answer and gave none."""
        for address, type_ in watch.resources.items():
            for check in self._resources.get_checks(type_):
                if (check.id, address) not in watch.answers:
                    watch.add(check, address, "error", f"{check.name}: gave no answer")
        for check in self._graph.checks:
            if watch.types.intersection(check.resource_types) and check.id not in watch.ran:
                watch.add(check, "", "error", f"{check.name}: did not run")


@dataclass
class Watch:
    """What the checks of one scan said, by check and address."""

    resources: Mapping[str, str]
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    ran: set[str] = field(default_factory=set)

    @property
    def types(self) -> frozenset[str]:
        """The resource types that are planned."""
        return frozenset(self.resources.values())

    def add(
        self, check: Foreign, address: str, status: Status, message: str, attribute: str = ""
    ) -> None:
        """Note an answer; a failure or a crash is never covered by another answer."""
        old = self.answers.get((check.id, address))
        if old is None or old.status not in ("fail", "error"):
            answer = Answer(check.id, check.name, address, status, message, attribute)
            self.answers[check.id, address] = answer

    def run_check(
        self,
        check: Foreign,
        entity_configuration: Foreign,
        entity_name: str,
        entity_type: str,
        scanned_file: str,
        skip_info: Foreign,
    ) -> Foreign:
        """Run a check on one resource in the registry's stead, and note what it says."""
        address = str(entity_configuration.get(_ADDRESS, ""))
        try:
            result = check.run(
                scanned_file=scanned_file,
                entity_configuration=entity_configuration,
                entity_name=entity_name,
                entity_type=entity_type,
                skip_info=skip_info,
            )
        except Exception as error:  # noqa: BLE001  whatever it is, the check has not judged
            self.add(check, address, "error", crash(check, error))
            return {"result": _unknown(), "evaluated_keys": []}
        if address in self.resources:
            keys = result.get("evaluated_keys") or [""]
            status = STATUSES[result["result"].name]
            self.add(check, address, status, check.name, dotted(str(keys[0])))
        return result

    def run_graph_check(
        self, check: Foreign, check_results: dict[Foreign, Foreign], graph_connector: Foreign
    ) -> None:
        """Run a check on the graph of all resources in the registry's stead, and note all."""
        self.ran.add(check.id)
        try:
            answers = check.run(graph_connector)
        except Exception as error:  # noqa: BLE001  whatever it is, the check has not judged
            for address, type_ in self.resources.items():
                if type_ in check.resource_types:
                    self.add(check, address, "error", crash(check, error))
            return
        check_results[check] = []
        for status, vertices in zip(STATUSES_OF_GRAPH, answers, strict=True):
            for vertex in vertices:
                address = str(vertex.get(_ADDRESS, ""))
                if address in self.resources:
                    self.add(check, address, status, check.name)


STATUSES_OF_GRAPH: Final[tuple[Status, ...]] = ("pass", "fail", "unknown")


def crash(check: Foreign, error: Exception) -> str:
    """Return what is said of a check that crashed."""
    return f"{check.name}: the check crashed: {type(error).__name__}: {error}"


def _unknown() -> Foreign:
    from checkov.common.models.enums import CheckResult

    return CheckResult.UNKNOWN


def dotted(key: str) -> str:
    """Return Checkov's way to a value as ours: ``a/[0]/b`` is ``a.0.b``."""
    return re.sub(r"\[(\d+)\]", r"\1", key).replace("/", ".").strip(".")


@contextmanager
def held_in() -> Iterator[None]:
    """Keep Checkov from logging, from warning, and from reading what others may have written."""
    logger = logging.getLogger()
    handlers, filters, level = list(logger.handlers), list(logger.filters), logger.level
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), private_grammar():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)
        logger.handlers[:], logger.filters[:] = handlers, filters
        logger.setLevel(level)
