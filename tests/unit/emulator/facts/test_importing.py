from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import pytest

from landsmith.emulator.facts import known_providers, provider_facts
from landsmith.emulator.facts.fitting import fitting
from landsmith.emulator.facts.importing import Imported, import_facts, read, versions_of
from landsmith.emulator.facts.stored import facts_folder, new_folder, stored_in
from landsmith.emulator.schema import block_of
from landsmith.errors import EmulatorError

AZURERM = "registry.terraform.io/hashicorp/azurerm"
WIDGET = "registry.terraform.io/acme/widget"

BLOCK = {
    "attributes": {
        "id": {"type": "string", "description": "Its id.", "computed": True},
        "size": {"type": ["list", "number"], "description_kind": "plain", "optional": True},
        "pair": {
            "nested_type": {
                "attributes": {"left": {"type": "string", "description": "x", "optional": True}},
                "nesting_mode": "single",
            },
            "optional": True,
        },
    },
    "block_types": {
        "part": {
            "nesting_mode": "list",
            "max_items": 2,
            "block": {"attributes": {"name": {"type": "string", "required": True}}},
        }
    },
    "description": "A widget.",
    "description_kind": "markdown",
}


def widget(block: Any = BLOCK) -> Any:  # noqa: ANN401
    return {
        "provider": {"version": 0, "block": {"description": "x"}},
        "resource_schemas": {"widget_thing": {"version": 3, "block": block}},
        "data_source_schemas": {"widget_thing": {"version": 0, "block": BLOCK}},
        "functions": {"f": {}},
    }


def text(block: Any = BLOCK) -> bytes:  # noqa: ANN401
    return json.dumps({"provider_schemas": {WIDGET: widget(block)}}).encode()


def test_a_provider_is_taken_in_and_found(tmp_path: Path) -> None:
    (found,) = import_facts(text(), "schema.json", {"widget": "1.2.3"}, tmp_path / "facts")
    path = tmp_path / "facts" / "widget-1.2.3.schema.json.gz"
    assert found == Imported(WIDGET, "1.2.3", path, 1, 1)
    facts = provider_facts("widget", tmp_path / "facts")
    assert facts.version == "1.2.3"
    assert facts.address == WIDGET
    assert facts.origin == f"widget 1.2.3, from {path}"
    block = facts.resource("widget_thing").block
    assert block.blocks["part"].max_items == 2
    assert block.attributes["pair"].type == ["object", {"left": "string"}]
    assert known_providers(tmp_path / "facts") == ["azuread", "azurerm", "widget"]


def test_descriptions_are_left_out_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    (one,) = import_facts(text(), "a", {"widget": "1.2.3"}, tmp_path / "one")
    shuffled = json.dumps(json.loads(text()), sort_keys=True, indent=4).encode()
    (other,) = import_facts(shuffled, "b", {"": "1.2.3"}, tmp_path / "other")
    data = one.path.read_bytes()
    assert data == other.path.read_bytes()
    assert b"escription" not in gzip.decompress(data)


@pytest.mark.parametrize("name", ["", "widget", "acme/widget", WIDGET])
def test_the_version_may_be_given_by_any_name(tmp_path: Path, name: str) -> None:
    (found,) = import_facts(text(), "schema.json", {name: "0.1.0-beta.2"}, tmp_path)
    assert found.version == "0.1.0-beta.2"
    assert stored_in(tmp_path)["widget"].version == "0.1.0-beta.2"


def test_another_version_replaces_the_earlier_one(tmp_path: Path) -> None:
    import_facts(text(), "schema.json", {"": "1.2.3"}, tmp_path)
    assert "size" in provider_facts("widget", tmp_path).resource("widget_thing").block.attributes
    (again,) = import_facts(text({"attributes": {}}), "schema.json", {"": "1.3.0"}, tmp_path)
    assert again.replaced == "1.2.3"
    assert [path.name for path in tmp_path.iterdir()] == ["widget-1.3.0.schema.json.gz"]
    assert provider_facts("widget", tmp_path).version == "1.3.0"


def test_the_same_version_taken_in_again_is_seen(tmp_path: Path) -> None:
    import_facts(text(), "schema.json", {"": "1.2.3"}, tmp_path)
    assert "size" in provider_facts("widget", tmp_path).resource("widget_thing").block.attributes
    (again,) = import_facts(text({"attributes": {}}), "schema.json", {"": "1.2.3"}, tmp_path)
    assert again.replaced == ""
    assert not provider_facts("widget", tmp_path).resource("widget_thing").block.attributes


def test_a_document_is_a_file_or_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schema.json"
    with pytest.raises(EmulatorError, match=r"schema\.json: can't be read: No such file"):
        read(str(path))
    path.write_bytes(text())
    assert read(str(path)) == (text(), str(path))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text())))
    assert read("-") == (text(), "standard input")


def test_several_providers_come_in_one_document_without_terraforms_own(tmp_path: Path) -> None:
    schemas = {
        WIDGET: widget(),
        "registry.terraform.io/acme/gadget-beta": widget(),
        "terraform.io/builtin/terraform": widget(),
    }
    given = json.dumps({"provider_schemas": schemas}).encode()
    found = import_facts(given, "x", {"widget": "1.0.0", "gadget-beta": "2.0.0"}, tmp_path)
    assert [item.path.name for item in found] == [
        "gadget-beta-2.0.0.schema.json.gz",
        "widget-1.0.0.schema.json.gz",
    ]
    assert provider_facts("gadget-beta", tmp_path).version == "2.0.0"


BAD_TYPE = {"attributes": {"a": {"type": ["list", "colour"]}}}
BAD_NESTING = {"block_types": {"b": {"nesting_mode": "heap", "block": {}}}}
BAD_INNER = {"block_types": {"b": {"nesting_mode": "list", "block": {"attributes": []}}}}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "schema.json: no JSON"),
        (b"\xff", "schema.json: no JSON"),
        (b"[]", "has no provider_schemas"),
        (b"{}", "has no provider_schemas"),
        (b'{"provider_schemas": {}}', "has no provider"),
        (b'{"provider_schemas": {"widget": {}}}', "'widget' is no provider's address"),
        (b'{"provider_schemas": {"a.b/c/../../d": {}}}', "is no provider's address"),
        (b'{"provider_schemas": {"a.b/c/widget": []}}', "a.b/c/widget is no object"),
        (text([]), "resource_schemas.widget_thing is no object"),
        (text(BAD_TYPE), r"resource_schemas.widget_thing.a has no type: \['list', 'colour'\]"),
        (text(BAD_NESTING), "widget_thing.b has a nesting mode that isn't known: 'heap'"),
        (text(BAD_INNER), "widget_thing.b.attributes is no object"),
    ],
)
def test_another_document_is_refused_with_its_place(
    tmp_path: Path, given: bytes, said: str
) -> None:
    with pytest.raises(EmulatorError, match=said) as caught:
        import_facts(given, "schema.json", {"widget": "1.0.0"}, tmp_path / "facts")
    assert "terraform providers schema -json > schema.json" in str(caught.value)
    assert not (tmp_path / "facts").exists()


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ({}, f"the version of {WIDGET} is missing.*\n.*--provider-version widget=<version>"),
        ({"": "1.0.0", "gadget": "2.0.0"}, f"has no provider gadget, it has {WIDGET}"),
    ],
)
def test_every_provider_needs_a_version_and_the_other_way_round(
    tmp_path: Path, versions: dict[str, str], said: str
) -> None:
    with pytest.raises(EmulatorError, match=said):
        import_facts(text(), "schema.json", versions, tmp_path)


def test_versions_are_read_from_options() -> None:
    given = ["azurerm=4.30.0", "acme/widget=1.0.0-rc.1", "2.0.0"]
    expected = {"azurerm": "4.30.0", "acme/widget": "1.0.0-rc.1", "": "2.0.0"}
    assert versions_of(given) == expected
    for wrong in ("azurerm", "azurerm=", "azurerm=4", "azurerm=../1.0.0", "azurerm=~> 4.0.0"):
        with pytest.raises(EmulatorError, match="is no version"):
            versions_of([wrong])


def azurerm() -> Any:  # noqa: ANN401
    """Return a smaller azurerm: one type, without the attribute ``sku_tier``, with one more."""
    shipped = provider_facts("azurerm").raw
    cluster = json.loads(json.dumps(shipped["resource_schemas"]["azurerm_kubernetes_cluster"]))
    del cluster["block"]["attributes"]["sku_tier"]
    cluster["block"]["attributes"]["older"] = {"type": "string", "optional": True}
    schemas = {"azurerm_kubernetes_cluster": cluster}
    return {"provider": shipped["provider"], "resource_schemas": schemas}


def test_the_users_own_facts_go_before_those_that_ship(tmp_path: Path) -> None:
    given = json.dumps({"provider_schemas": {AZURERM: azurerm()}}).encode()
    import_facts(given, "schema.json", {"": "4.30.0"}, tmp_path)
    facts = provider_facts("azurerm", tmp_path)
    assert (facts.version, facts.resources) == ("4.30.0", ["azurerm_kubernetes_cluster"])
    assert facts.data_sources == []
    assert provider_facts("azurerm").version == "5.2.0"
    assert provider_facts("azurerm").origin == "azurerm 5.2.0, shipped with Landsmith"


def test_behaviour_is_kept_where_it_fits(tmp_path: Path) -> None:
    given = json.dumps({"provider_schemas": {AZURERM: azurerm()}}).encode()
    import_facts(given, "schema.json", {"": "4.30.0"}, tmp_path)
    told = provider_facts("azurerm", tmp_path).of("azurerm_kubernetes_cluster")
    shipped = provider_facts("azurerm").of("azurerm_kubernetes_cluster")
    assert told.id_shape == shipped.id_shape
    assert told.name == shipped.name
    assert ("sku_tier",) in shipped.behaviour
    assert ("sku_tier",) not in told.behaviour
    kept = {path: fact for path, fact in shipped.behaviour.items() if path != ("sku_tier",)}
    assert told.behaviour == kept


def test_a_provider_of_the_same_name_from_elsewhere_gets_no_behaviour(tmp_path: Path) -> None:
    other = "registry.terraform.io/acme/azurerm"
    given = json.dumps({"provider_schemas": {other: azurerm()}}).encode()
    import_facts(given, "schema.json", {"": "4.30.0"}, tmp_path)
    told = provider_facts("azurerm", tmp_path).of("azurerm_kubernetes_cluster")
    assert told.id_shape == ""


def test_a_fact_that_names_what_is_not_there_is_left_out() -> None:
    block = block_of(
        {
            "attributes": {"a": {"type": "string"}, "b": {"type": "bool"}},
            "block_types": {
                "c": {"nesting_mode": "list", "block": {"attributes": {"d": {"type": "number"}}}}
            },
        }
    )
    behaviour = {
        "a": {"exactly_one_of": ["a", "gone"], "force_new": True, "default": 3},
        "b": {"conflicts_with": ["c.0.d"], "default": True},
        "c.d": {"default": True, "range": [1, 2]},
        "gone": {"force_new": True},
        "c.gone": {"force_new": True},
    }
    assert fitting(behaviour, block) == {
        "a": {"force_new": True},
        "b": {"conflicts_with": ["c.0.d"], "default": True},
        "c.d": {"range": [1, 2]},
    }


def test_what_ships_fits_itself() -> None:
    for provider in ("azurerm", "azuread"):
        facts = provider_facts(provider)
        for type_name in facts.resources:
            behaviour = facts._fact("behaviour", type_name) or {}
            assert fitting(behaviour, facts.resource(type_name).block) == behaviour, type_name


def test_two_versions_in_one_folder_are_refused(tmp_path: Path) -> None:
    for version in ("1.0.0", "1.1.0"):
        (tmp_path / f"widget-{version}.schema.json.gz").write_bytes(b"")
    with pytest.raises(EmulatorError, match=r"has widget 1\.0\.0 and 1\.1\.0: remove"):
        provider_facts("widget", tmp_path)


def test_a_broken_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "widget-1.0.0.schema.json.gz").write_bytes(b"no gzip")
    with pytest.raises(EmulatorError, match=r"holds no provider's facts.*\n.*remove it"):
        provider_facts("widget", tmp_path)
    (tmp_path / "widget.schema.json.gz").write_bytes(b"")
    with pytest.raises(EmulatorError, match="not named"):
        provider_facts("widget", tmp_path)


def test_a_provider_or_type_without_facts_names_the_command(tmp_path: Path) -> None:
    command = "landsmith emulator facts --from schema.json --provider-version {}=<version>"
    with pytest.raises(EmulatorError, match=command.format("random")):
        provider_facts("random")
    with pytest.raises(EmulatorError, match=command.format("azurerm")) as caught:
        provider_facts("azurerm").resource("azurerm_unheard_of")
    assert "azurerm 5.2.0, shipped with Landsmith, has no azurerm_unheard_of" in str(caught.value)
    with pytest.raises(EmulatorError, match="is no folder"):
        provider_facts("azurerm", tmp_path / "none")


def test_the_folder_is_the_option_then_the_variable_then_the_usual_one(tmp_path: Path) -> None:
    given, named, usual = (tmp_path / name for name in ("given", "named", ".landsmith/facts"))
    assert facts_folder(None, {}, tmp_path) is None
    assert new_folder(None, {}, tmp_path) == usual
    for folder in (given, named, usual):
        folder.mkdir(parents=True)
    environment = {"LANDSMITH_FACTS": str(named)}
    for choose in (facts_folder, new_folder):
        assert choose(given, environment, tmp_path) == given
        assert choose(None, environment, tmp_path) == named
        assert choose(None, {}, tmp_path) == usual
    with pytest.raises(EmulatorError, match="is no folder"):
        facts_folder(None, {"LANDSMITH_FACTS": str(tmp_path / "none")}, tmp_path)


def test_a_folder_that_takes_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmulatorError, match="can't take provider facts"):
        import_facts(text(), "schema.json", {"": "1.0.0"}, tmp_path / "file")


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "schema.json")
    with pytest.raises(EmulatorError, match=r"schema\.json: is no file; .*--from -"):
        read(str(tmp_path / "schema.json"))
    os.mkfifo(tmp_path / "widget-1.2.3.schema.json.gz")
    with pytest.raises(EmulatorError, match=r"widget-1\.2\.3\S+ is no file\n    mend: "):
        provider_facts("widget", tmp_path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b'{"provider_schemas":' + b"[" * 100_000, "no JSON"),
        (text({"attributes": {"id": 3}}), "attributes?.id|widget_thing.id is no object"),
        (text({"block_types": {"b": BLOCK | {"nesting_mode": "list"}}}), "is no object"),
        (
            text({"block_types": {"b": {"nesting_mode": "list", "min_items": "1", "block": {}}}}),
            "min_items is no whole number",
        ),
        (text({"attributes": {"\ud800": {"type": "string"}}}), "half a character"),
    ],
)
def test_a_damaged_document_is_told_with_its_place(given: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(EmulatorError, match=said) as told:
        import_facts(given, "schema.json", {"widget": "1.2.3"}, tmp_path)
    assert str(told.value).startswith("schema.json: ")
    assert "\n    mend: " in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_damaged_facts_are_told_whatever_is_wrong_with_them(tmp_path: Path) -> None:
    path = tmp_path / "widget-1.2.3.schema.json.gz"
    import_facts(text(), "schema.json", {"widget": "1.2.3"}, tmp_path)
    whole, random = path.read_bytes(), Random(5)  # noqa: S311 - no secrets
    for turn in range(200):
        cut = bytearray(whole[: random.randrange(len(whole))] if turn % 2 else whole)
        for _ in range(random.randint(0, 3)):
            if cut:
                cut[random.randrange(len(cut))] = random.randrange(256)
        assert survives(path, bytes(cut)) or bytes(cut) != whole
    for document in (b"[]", b"{}", b'{"provider_schemas":{"a/b/widget":3}}', b"[" * 10**5):
        assert not survives(path, gzip.compress(document))
    for schema in (3, {}, {"block": 3}, {"block": {"attributes": {"id": {}}}}):
        raw = {"provider": {}, "resource_schemas": {"widget_thing": schema}}
        document = {"provider_schemas": {WIDGET: raw | {"data_source_schemas": {}}}}
        assert not survives(path, gzip.compress(json.dumps(document).encode()))


def survives(path: Path, content: bytes) -> bool:
    """Return whether facts can be read; if not, that has to be told with what to do."""
    path.write_bytes(content)
    os.utime(path, ns=(0, crc32(content)))
    try:
        provider_facts("widget", path.parent).resource("widget_thing")
    except EmulatorError as error:
        if "\n    mend: remove it" not in str(error):
            raise
        return False
    return True
