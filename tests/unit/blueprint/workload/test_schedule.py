"""Schedules that no clock meets, and mounts that no container could have, are refused."""

# ruff: noqa: S108 - folders of a container

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from landsmith.blueprint.workload.schedule import cron_problem
from landsmith.blueprint.workload.workloads import EventTrigger, MountPath


@pytest.mark.parametrize(
    "text",
    ["* * * * *", "0 4 * * 1-5", "*/15 0-23/2 1,15 JAN-DEC SUN", "5/10 * * * mon,wed", "0 0 29 2 *",
     "0 0 31 2 MON", "59 23 31 12 6"],
)  # fmt: skip
def test_a_schedule(text: str) -> None:
    assert cron_problem(text) == ""


@pytest.mark.parametrize(
    "text",
    ["60 24 32 13 8", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 7",
     "*/0 * * * *", "5-1 * * * *", "* * * *", "* * * * * *", "", "a * * * *", "* * * JANUARY *",
     "1- * * * *", ",1 * * * *", "0 0 30 2 *", "0 0 31 4,6 *", "0  4 * * *", "\u0661 * * * *"],
)  # fmt: skip
def test_no_schedule(text: str) -> None:
    assert cron_problem(text)


def test_times_of_a_cron_trigger_are_schedules_too() -> None:
    given = {"timezone": "Europe/Berlin", "start": "0 6 * * *", "end": "0 20 * * *"}
    EventTrigger(type="cron", metadata=given)
    for metadata in (given | {"start": "0 25 * * *"}, {"timezone": "UTC", "start": "0 6 * * *"}):
        with pytest.raises(ValidationError):
            EventTrigger(type="cron", metadata=metadata)
    EventTrigger(type="kafka", metadata={"start": "yesterday"})


@pytest.mark.parametrize("path", ["/data", "/var/lib/app", "/process", "/developer", "/data..x"])
def test_a_mount(path: str) -> None:
    TypeAdapter(MountPath).validate_python(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/proc", "/proc/1", "/dev", "/dev/shm", "/sys", "/..", "/a/../proc", "/./dev", "/a/.",
     "/tmp", "/mnt/secrets", "/mnt", "/var", "/run/secrets/x", "//a", "/a/", "a"],
)  # fmt: skip
def test_no_mount(path: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(MountPath).validate_python(path)
