from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from landsmith import __version__
from landsmith.errors import EvidenceError
from landsmith.evidence.pack import build, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.evidence.conftest import PlanBuilder

    from landsmith.evidence.pack import Pack
    from landsmith.evidence.subject import Subject

    Make = Callable[..., Subject]


FORBIDDEN = re.compile(r"\bdeployed\b|\bin production\b", re.IGNORECASE)


def told(pack: Pack) -> dict[str, Any]:
    return json.loads(pack.files["pack.json"])


def quoted(pack: Pack) -> list[str]:
    """The control's own words, which no fact of ours says."""
    words = told(pack)["control"]
    texts = [*words["requirement"], *words["required_evidence"], *words["alternatives"]]
    texts += [*words["stays_manual"], words["note"]]
    for item in words["requirements"]:
        texts += [item["text"], item["manual_part"]]
    return [text for text in texts if text]


def test_the_same_input_gives_the_same_bytes(subjects: list[Subject], built_at: datetime) -> None:
    packs = [build(subjects, built_at=built_at, generator_version="1.2.3") for _ in range(2)]
    assert packs[0].files == packs[1].files
    assert packs[0].digest == packs[1].digest


def test_the_manifest_names_every_other_file(pack: Pack) -> None:
    manifest = json.loads(pack.files["manifest.json"])
    assert set(manifest["files"]) == set(pack.files) - {"manifest.json"}
    for path, said in manifest["files"].items():
        data = pack.files[path]
        assert said == {"sha256": sha256(data).hexdigest(), "size": len(data)}
    origin = manifest["provenance"]
    assert origin["built_at"] == "2026-11-20T09:30:00+00:00"
    assert origin["generator_version"] == __version__
    assert origin["customers"]["acme"]["terraform_version"] == "1.11.4"


def test_the_layout(pack: Pack) -> None:
    own = {path.removeprefix("customers/acme/") for path in pack.files if "/acme/" in path}
    assert own == {
        "checkov-inventory.json",
        "customer.html",
        "findings.json",
        "findings.sarif",
        "landing-zone.yaml",
        "landsmith.lock.json",
        "plans/50-shop-prod.json",
        "state/50-shop-prod.json",
    }


def test_waivers_are_kept(subjects: list[Subject], built_at: datetime) -> None:
    with_waivers = [replace(subjects[0], waivers="waivers: []\n"), subjects[1]]
    built = build(with_waivers, built_at=built_at, generator_version="1")
    assert built.files["customers/acme/waivers.yaml"] == b"waivers: []\n"
    assert b'href="waivers.yaml"' in built.files["customers/acme/customer.html"]


def test_no_secret_is_in_any_file(pack: Pack) -> None:
    for path, data in pack.files.items():
        assert b"hunter2" not in data, path
        assert b'"1234"' not in data, path
    plan = json.loads(pack.files["customers/acme/plans/50-shop-prod.json"])
    after = plan["resource_changes"][2]["change"]["after"]
    assert after == {"name": "token", "value": "(sensitive)", "pin": "(sensitive)"}


def test_nothing_is_said_to_be_more_than_rehearsed(pack: Pack) -> None:
    for path in [name for name in pack.files if name.endswith(".html") or name == "pack.json"]:
        text = pack.files[path].decode()
        for words in quoted(pack):
            for form in (words, escape(words), json.dumps(words, ensure_ascii=False)[1:-1]):
                text = text.replace(form, "")
            text = text.replace(escape(words).replace("&#x27;", "&#39;"), "")
        assert not FORBIDDEN.search(text), (path, FORBIDDEN.search(text))
    levels = {
        fact["level"]
        for customer in told(pack)["customers"]
        for item in customer["requirements"]
        for fact in item["facts"]
    }
    assert levels <= {None, "designed", "planned", "rehearsed"}
    assert told(pack)["highest_level"] == "rehearsed"


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "x' onload='y", "{{ 7*7 }}"])
def test_a_customers_text_stays_text(
    named: Callable[..., list[Subject]], built_at: datetime, payload: str
) -> None:
    built = build(
        named(name=json.dumps(payload), rationale=json.dumps(payload)),
        built_at=built_at,
        generator_version="1",
    )
    for path in ("index.html", "customers/acme/customer.html"):
        page = built.files[path].decode()
        assert "<script" not in page
        assert escape(payload).replace("&#x27;", "&#39;") in page
        assert "onload='y" not in page.replace("x&#39; onload=&#39;y", "")


class Outline(HTMLParser):
    """Collects a page's links, ids and open tags."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value)
            if name == "id":
                self.ids.append(value)


def outline(data: bytes) -> Outline:
    page = Outline()
    page.feed(data.decode())
    return page


def test_pages_open_from_disk_and_every_link_leads_somewhere(pack: Pack) -> None:
    ids = {path: outline(data).ids for path, data in pack.files.items() if path.endswith(".html")}
    for path, data in pack.files.items():
        if not path.endswith(".html"):
            continue
        page = outline(data)
        assert not {"script", "img", "link", "iframe"} & set(page.tags)
        assert b"url(" not in data
        assert b"@import" not in data
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            file, _, fragment = link.partition("#")
            target = path if not file else resolved(path, file)
            assert target in pack.files, link
            assert not fragment or fragment in ids[target], link


def resolved(path: str, link: str) -> str:
    parts = path.split("/")[:-1]
    for part in link.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_every_fact_is_on_its_customers_page(pack: Pack) -> None:
    for customer in told(pack)["customers"]:
        page = pack.files[f"customers/{customer['code']}/customer.html"].decode()
        for item in customer["requirements"]:
            assert f'id="{item["id"]}"' in page
            for fact in item["facts"]:
                assert escape(fact["statement"]).replace("&#x27;", "&#39;") in page
        plain = page.replace("<wbr>", "")
        assert "modules/kubernetes_cluster/main.tf:1" in plain
        assert "module.cluster.azurerm_kubernetes_cluster.this" in plain


def test_customers_side_by_side(pack: Pack) -> None:
    compared = told(pack)["comparison"]
    assert all(row["same"] for row in compared["same"])
    assert all(row["same"] for row in compared["modules"])
    assert all(row["differ"] for row in compared["unique"])
    fields = {row["name"]: row["values"] for row in compared["fields"]}
    assert fields["customer.code"] == ["acme", "zen"]
    assert fields["network.supernets"] == [["10.10.0.0/16"], ["10.20.0.0/16"]]
    assert "region" not in fields


def test_two_customers_of_one_tenant_are_not_unique(
    make: Make, plan: type[PlanBuilder], built_at: datetime
) -> None:
    twins = [make(plan("x"), name="A", code="aa"), make(plan("x"), name="B", code="bb")]
    built = build(twins, built_at=built_at, generator_version="1")
    unique = {row["name"]: row["differ"] for row in told(built)["comparison"]["unique"]}
    assert unique == {
        "customer": True,
        "customer code": True,
        "Entra tenant": False,
        "subscriptions": False,
        "supernets": False,
    }


def test_what_can_not_be_built(subjects: list[Subject], built_at: datetime) -> None:
    with pytest.raises(EvidenceError, match="second landing-zone file"):
        build(subjects[:1], built_at=built_at, generator_version="1")
    with pytest.raises(EvidenceError, match="two customers have the code acme"):
        build([subjects[0], subjects[0]], built_at=built_at, generator_version="1")
    with pytest.raises(EvidenceError, match="time zone"):
        build(subjects, built_at=datetime(2026, 1, 1), generator_version="1")


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_writing_and_writing_again(pack: Pack, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "pack"
    write(pack, folder)
    (folder / "index.html").write_bytes(b"old")
    write(pack, folder)
    assert on_disk(folder) == dict(pack.files)
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]


def test_a_pack_is_written_into_an_empty_folder(pack: Pack, tmp_path: Path) -> None:
    write(pack, tmp_path)
    assert on_disk(tmp_path) == dict(pack.files)


@pytest.mark.parametrize("foreign", ["notes.txt", "customers/acme/notes.txt"])
def test_a_folder_with_other_files_is_refused_and_left_alone(
    pack: Pack, tmp_path: Path, foreign: str
) -> None:
    folder = tmp_path / "pack"
    if "/" in foreign:
        write(pack, folder)
    (folder / foreign).parent.mkdir(parents=True, exist_ok=True)
    (folder / foreign).write_text("mine")
    before = on_disk(folder)
    with pytest.raises(EvidenceError, match=foreign):
        write(pack, folder)
    assert on_disk(folder) == before


def test_a_link_and_a_file_are_refused(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(EvidenceError, match="name a folder"):
            write(pack, tmp_path / name)


def test_what_is_cut_short_leaves_the_earlier_pack(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pack"
    write(pack, folder)
    before = on_disk(folder)

    def fail(*_args: object, **_options: object) -> NoReturn:
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.write_bytes", fail)
    with pytest.raises(EvidenceError, match="the disk is full"):
        write(pack, folder)
    monkeypatch.undo()
    assert on_disk(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
