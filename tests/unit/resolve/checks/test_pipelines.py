"""Fields of a pipeline that don't make one trusted subject are refused, each with its mend."""

from __future__ import annotations

import pytest

from landsmith.resolve.checks import pipelines
from strategies import DEVOPS, GITHUB, Json, connection, model, uuid, with_all

OLD_DEVOPS = {
    "kind": "azure_devops",
    "organization": "contoso",
    "project": "Landing Zone",
    "subjects": "names",
    "organization_id": uuid(60),
}
OTHER = connection(62).replace(uuid(60), uuid(70))


def without(pipeline: Json, *names: str) -> Json:
    return {name: value for name, value in pipeline.items() if name not in names}


REFUSED: dict[str, tuple[Json, list[tuple[str, str]]]] = {
    "a repository without ids": (
        without(GITHUB, "owner_id", "repository_id"),
        [
            ("owner_id", "subjects: ids needs owner_id"),
            ("repository_id", "subjects: ids needs repository_id"),
        ],
    ),
    "an older repository with an id": (
        without(GITHUB, "owner_id") | {"subjects": "names"},
        [("repository_id", "subjects: names knows no repository_id")],
    ),
    "connections as before": (
        without(OLD_DEVOPS, "subjects"),
        [
            ("issuer", "subjects: ids needs issuer"),
            ("plan_subject", "subjects: ids needs plan_subject"),
            ("apply_subject", "subjects: ids needs apply_subject"),
            ("organization_id", "subjects: ids knows no organization_id"),
        ],
    ),
    "older connections without their organisation": (
        without(OLD_DEVOPS, "organization_id"),
        [("organization_id", "subjects: names needs organization_id")],
    ),
    "one connection for both": (
        DEVOPS | {"apply_subject": DEVOPS["plan_subject"]},
        [("apply_subject", "whoever may plan could apply: both subjects are one connection's")],
    ),
    "connections of two organisations": (
        DEVOPS | {"apply_subject": OTHER},
        [("apply_subject", "the connections that plan and apply are not of one organisation")],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_and_why(case: str) -> None:
    pipeline, expected = REFUSED[case]
    found = list(pipelines.check(model(with_all(("identity.pipeline", pipeline)))))
    assert [(problem.loc[-1], problem.message) for problem in found] == expected
    assert all(problem.loc[:2] == ("identity", "pipeline") for problem in found)
    assert all(problem.mend for problem in found)


@pytest.mark.parametrize(
    "pipeline",
    [
        GITHUB,
        without(GITHUB, "owner_id", "repository_id") | {"subjects": "names"},
        DEVOPS,
        OLD_DEVOPS,
    ],
)
def test_fields_that_go_together_are_accepted(pipeline: Json) -> None:
    assert list(pipelines.check(model(with_all(("identity.pipeline", pipeline))))) == []
