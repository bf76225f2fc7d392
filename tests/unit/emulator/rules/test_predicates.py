from __future__ import annotations

import pytest

from landsmith.emulator.rules.predicates import holds
from landsmith.emulator.rules.view import Unknown, View
from landsmith.emulator.schema import Attribute, Block, NestedBlock
from landsmith.emulator.values import UNKNOWN, Object, Value

ITEM = Block({"name": Attribute("name", "string"), "size": Attribute("size", "number")})
BLOCK = Block(
    {
        "sku": Attribute("sku", "string"),
        "size": Attribute("size", "number"),
        "most": Attribute("most", "number"),
        "on": Attribute("on", "bool"),
        "words": Attribute("words", ["list", "string"]),
        "zones": Attribute("zones", ["set", "string"]),
        "tags": Attribute("tags", ["map", "string"]),
        "text": Attribute("text", "string"),
    },
    {"item": NestedBlock("item", ITEM, "list")},
)


def view(old: Object | None, new: Object, unknown: Unknown = Unknown.ZERO) -> View:
    config = {name: value for name, value in new.items() if name != "computed"}
    return View(BLOCK, old, new, config, unknown=unknown)


def on(path: str, **told: Value) -> Object:
    return {"path": path, **told}


SAME_JSON = on("text", changed=False, compare="json_equivalent")


@pytest.mark.parametrize(
    ("predicate", "old", "new"),
    [
        (on("sku", equals="Basic"), None, {"sku": "Basic"}),
        (on("on", equals=False), None, {"on": None}),
        (on("sku", equals="basic", ignore_case=True), None, {"sku": "Basic"}),
        (on("sku", one_of=["westeurope"], compare="azure_location"), None, {"sku": "West Europe"}),
        (on("sku", set=False), None, {"sku": ""}),
        (on("item", set=True), None, {"item": [{"name": None, "size": None}]}),
        (on("item", given=False), None, {"item": [{"name": None, "size": None}]}),
        (on("item", given=True), None, {"item": [{"name": UNKNOWN, "size": None}]}),
        (on("sku", configured=True), None, {"sku": UNKNOWN}),
        (on("item", configured=False), None, {"item": []}),
        (on("words", configured=True), None, {"words": []}),
        (on("text", blank=True), None, {"text": "  "}),
        (on("sku", changed=True), {"sku": "a"}, {"sku": "b"}),
        (on("sku", changed=False), {"sku": ""}, {"sku": None}),
        (on("sku", changed=False), {"sku": None}, {"sku": UNKNOWN}),
        (on("zones", changed=False), {"zones": ["1", "2"]}, {"zones": ["2", "1"]}),
        (on("words", changed=True), {"words": ["1", "2"]}, {"words": ["2", "1"]}),
        (on("sku", changed_from=["a", "b"], changed_to="c"), {"sku": "b"}, {"sku": "c"}),
        (on("sku", emptied=True), {"sku": "a"}, {"sku": UNKNOWN}),
        (on("size", decreased=True), {"size": 2}, {"size": 1}),
        (on("size", increased=True), {"size": None}, {"size": 1}),
        (on("sku", lowered_in=["a", "b"]), {"sku": "b"}, {"sku": "a"}),
        (on("sku", raised_in=["a", "b"]), {"sku": "a"}, {"sku": "b"}),
        (on("size", gt_path="most"), None, {"size": 2, "most": 1}),
        (on("sku", number_gt=0), None, {"sku": "no number"}),
        (on("text", matches="(?i)^AB"), None, {"text": "abc"}),
        (on("text", format="cidr"), None, {"text": "10.0.0.0/8"}),
        (on("text", longer_than=2), None, {"text": "abc"}),
        (on("words", contains_all=["a", "b"]), None, {"words": ["a", "b", "c"]}),
        (on("item.*.name", has_duplicates=True), None, {"item": [{"name": "a"}, {"name": "a"}]}),
        (on("item.*.name", count_set={"equals": 1}), None, {"item": [{"name": "a"}, {"name": ""}]}),
        (on("item.*.name", all_set=False), None, {"item": [{"name": "a"}, {"name": ""}]}),
        (on("item", count={"gt": 0, "lt": 2}), None, {"item": [{"name": "a"}]}),
        (on("item", count_changed=True), {"item": []}, {"item": [{"name": "a"}]}),
        (on("words", lost_members=True), {"words": ["a", "b"]}, {"words": ["b"]}),
        (on("tags", lost_keys=True), {"tags": {"a": "1"}}, {"tags": {"b": "1"}}),
        (on("text", lost_json_keys=True), {"text": '{"a":1}'}, {"text": ""}),
        (SAME_JSON, {"text": '{"a":1}'}, {"text": '{"a": 1}'}),
        ({"resource": "new"}, None, {}),
        ({"resource": "existing"}, {}, {}),
        ({"not": on("sku", equals="a")}, None, {"sku": "b"}),
        ({"any": [on("sku", equals="a"), on("size", gt=1)]}, None, {"sku": "b", "size": 2}),
    ],
)  # fmt: skip
def test_a_predicate_holds_and_its_opposite_does_not(
    predicate: Object, old: Object | None, new: Object
) -> None:
    assert holds(predicate, view(old, new)) is True
    assert holds({"not": predicate}, view(old, new)) is False


@pytest.mark.parametrize(
    ("unknown", "equal", "unset"),
    [(Unknown.ZERO, False, True), (Unknown.FALSE, False, False), (Unknown.OPEN, None, None)],
)
def test_what_is_not_known_yet(unknown: Unknown, equal: bool | None, unset: bool | None) -> None:
    told = view(None, {"sku": UNKNOWN}, unknown)
    assert holds(on("sku", equals="a"), told) is equal
    assert holds(on("sku", set=False), told) is unset


def test_an_open_value_decides_nothing_that_is_decided_without() -> None:
    told = view(None, {"sku": UNKNOWN, "size": 2}, Unknown.OPEN)
    sku, size = on("sku", equals="a"), on("size", gt=1)
    assert holds({"any": [sku, size]}, told) is True
    assert holds({"all": [sku, {"not": size}]}, told) is False
    assert holds({"all": [sku, size]}, told) is None
