"""The landing-zone models: what they refuse, in which words, and what they keep as it is."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

import pytest

from landsmith.blueprint.base import closest
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.errors import InputError
from strategies import Json, changed, model, small, with_all

AKS = "landing_zones.0.aks"
PIPELINE = {"kind": "azure_devops", "organization": "contoso", "subjects": "names"}
BLANK = ("there is nothing but blanks", "write the text")
MARKS = (
    "more than 30 combining marks follow one letter",
    "remove the marks; Terraform would change such text",
)
EDGES = "leave out < > % & \\ ? / and blanks at the ends"
SHORTEN = "shorten it; a letter beyond ASCII counts two bytes or more"
WORDS = "start it with another word than microsoft, azure or windows"

CASES: dict[str, tuple[str, object, str, str, str]] = {
    "blank text": ("customer.name", " \t\n", "customer.name", *BLANK),
    "no text": ("customer.name", "", "customer.name", "expected 1 to 512 characters, and there are 0", "about name: The customer's name, as it stands in documents."),
    "too many marks": ("tags.owner", "a" + "\u0316" * 31, "tags.owner", *MARKS),
    "too many marks of another script": ("tags.owner", "\u1100" + "\u1161" * 31, "tags.owner", *MARKS),
    "a tag's value is too long": ("tags.extra", {"unit": "x" * 257}, "tags.extra.unit", "a tag's value has at most 256 bytes, not 257",
        SHORTEN),
    "an owner is too long": ("tags.owner", "x" * 257, "tags.owner", "a tag's value has at most 256 bytes, not 257",
        SHORTEN),
    "a tag's value is too long in bytes": (
        "tags.cost_center",
        "é" * 129,
        "tags.cost_center",
        "a tag's value has at most 256 bytes, not 258",
        SHORTEN,
    ),
    "a tag's name is too long": (
        "tags.extra",
        {"x" * 129: "x"},
        "tags.extra." + "x" * 129,
        "a tag's name has at most 128 bytes, not 129",
        SHORTEN,
    ),
    "a tag's name has a slash": ("tags.extra", {"a/b": "x"}, 'tags.extra["a/b"]', "expected a tag name, not 'a/b'", EDGES),
    "a tag's name begins with a blank": ("tags.extra", {" a": "x"}, 'tags.extra[" a"]', "expected a tag name, not ' a'", EDGES),
    "a tag's name is Azure's": ("tags.extra", {"Azure-x": "x"}, "tags.extra.Azure-x", "the tag name Azure-x starts with a word that Azure keeps for itself", WORDS),
    "a taint has no value": (f"{AKS}.user_pools.user", {"taints": ["a:NoSchedule"]}, "landing_zones[0].aks.user_pools.user.taints[0]", "expected a taint such as workload=batch:NoSchedule, not a:NoSchedule", "about taints: Node taints; spot, Windows and GPU pools have theirs besides."),
    "zones are numbers": (f"{AKS}.system_pool.zones", [1], "landing_zones[0].aks.system_pool.zones[0]", "expected 1, 2 or 3, not the number 1", 'write "1" in quotes'),
    "a version is too old": (f"{AKS}.kubernetes_version", "1.30", "landing_zones[0].aks.kubernetes_version", "expected a quoted minor version, 1.33, 1.34, 1.35, 1.36 or 1.37, not 1.30", "about kubernetes_version: Minor version; patches follow the upgrade channel."),
    "a project has a slash": ("identity.pipeline", PIPELINE | {"project": "a/b"}, "identity.pipeline.project", "expected text of another form, not a/b", 'about project: Project: up to 64 characters, not \\ / : * ? " < > | ; # $ * { } , + = [ ]'),
    "a month has no zero": ("monitoring.budget.start", "2027-1", "monitoring.budget.start", "expected a month, not 2027-1", "write year-month, such as 2026-12"),
}  # fmt: skip


def problems(file: Json) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        model(file)
    return [(p.field, p.message, p.mend) for p in caught.value.problems]


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_and_in_which_words(case: str) -> None:
    path, value, *expected = CASES[case]
    assert problems(changed(path, value)) == [tuple(expected)]


@pytest.mark.parametrize("value", ["kube_system", "Flux", "-x", "x" * 64, ""])
def test_a_namespace_is_one_that_kubernetes_could_have(value: str) -> None:
    ((field, message, mend),) = problems(changed("policy.excluded_namespaces", [value]))
    assert field == "policy.excluded_namespaces[0]"
    assert message == f"expected text of another form, not {value[:60]}{'…' if value[60:] else ''}"
    assert "lower-case letters, digits and inner hyphens" in mend


def test_the_smallest_file_is_filled_from_the_blueprint() -> None:
    file = model(small())
    assert isinstance(file, LandingZoneFile)
    assert (file.network.egress, file.policy.effect) == ("nat_gateway", "audit")
    assert (file.monitoring.retention_days, file.state.replication) == (90, "ZRS")
    assert file.landing_zones[0].key == "shop-prod"


def test_text_is_kept_but_for_its_normal_form() -> None:
    text = " ${x} %{y} \"'\\ \n\t e\u0301 😀 "
    file = model(
        with_all(
            ("tags.owner", text),
            ("tags.extra", {"Gro\u0308ße": text}),
            ("identity.pipeline", PIPELINE | {"project": "Re\u0301seau"}),
        )
    )
    kept = text.replace("e\u0301", "é")
    assert file.tags.owner == kept
    assert file.tags.extra == {"Größe": kept}
    assert file.identity.pipeline.project == "Réseau"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["a" + "\u0316" * 30, "\u0915\u094d" * 40, "m" * 60, "한" * 40])
def test_text_that_terraform_keeps_is_kept(text: str) -> None:
    assert model(changed("tags.owner", text)).tags.owner == text


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("production", "prod"),
        ("preproduction", "preprod"),
        ("testing", "test"),
        ("development", "dev"),
        ("Prod", "prod"),
        ("te", "test"),
        ("live", None),
    ],
)
def test_the_environment_that_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, ["prod", "preprod", "test", "dev"]) == meant


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("no", "did you mean northcentralus, northeurope or norwayeast?"),
        ("westeurop", "did you mean westeurope?"),
        ("sweden", "did you mean swedencentral?"),
    ],
)
def test_the_region_that_was_meant(word: str, mend: str) -> None:
    ((field, _, found),) = problems(changed("region", word))
    assert (field, found) == ("region", mend)


def test_a_region_that_resembles_none_is_told_all() -> None:
    ((_, message, mend),) = problems(changed("region", "here"))
    assert message.endswith("… (38 in all), not here")
    assert mend.startswith("all are: australiaeast, brazilsouth, ")
    assert mend.endswith(", westus, westus2, westus3")


def test_what_neither_file_nor_blueprint_says_is_missing_in_the_file() -> None:
    file = small()
    del file["network"]
    with pytest.raises(InputError) as caught:
        model(file)
    assert {(p.field, p.place.file) for p in caught.value.problems} == {
        ("network.hybrid", "landing-zone.yaml"),
        ("network.supernets", "landing-zone.yaml"),
    }
