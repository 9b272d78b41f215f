"""What asks about many images asks the catalogue, or reads texts alone: no caption is placed for it again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.checked_captions import check_caption
from tests.support.imports import plan_import
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.formats.names import CSV, EXPORTS, SLOTS_JSONL
from tui_captioner.formats.rows import Row
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.catalogue import catalogue
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.listing import describe, prepare
from tui_captioner.services.checking.caption_findings import caption_findings
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.exporting.export_plan import ExportOptions
from tui_captioner.services.exporting.exporting import export
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows
from tui_captioner.services.importing.importing import carry_out
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session

NFD, NFC = "cafe\u0301", "caf\u00e9"
CAPTIONS = (
    "beach, standing, photograph",
    "beach, standing, beach",
    f"{NFD}, {NFC}, beach",
    f"{NFD}, beach",
    "zxqv wvuz, beach, sitting",
    "",
    "photograph, annika, annika, standing",
    "photograph, standing, beach",
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A dataset of which a catalogue is kept, though it is small."""
    for number, text in enumerate(CAPTIONS * 2):
        (tmp_path / f"{number:02}.png").write_bytes(PNG)
        if text:
            (tmp_path / f"{number:02}.txt").write_text(text)
    (tmp_path / "98.png").write_bytes(PNG)
    (tmp_path / "98.txt").write_bytes(b"\xff")
    return Session.open(tmp_path)


def kept(monkeypatch: pytest.MonkeyPatch, session: Session, placed: list[str]) -> None:
    """Have a catalogue in a file, up to date."""
    monkeypatch.setattr(catalogue.Catalogue.__init__, "__defaults__", (0,))
    finish(catalogue_of(session).fill())
    assert catalogue_of(session).is_kept
    placed.clear()


def checked(session: Session) -> None:
    assert list(check_dataset(session))


def shown(session: Session) -> None:
    prepare(session, lambda *_: None)
    assert [describe(session, name) for name in session.names]


def ordered(session: Session) -> None:
    change = Ordering(session)
    finish(change.look_through())
    finish(change.carry_out())
    assert change.names


def adopted(session: Session) -> None:
    change = Adoption(session, ["beach"])
    finish(change.look_through())
    finish(change.carry_out())
    assert session.globals


@pytest.mark.parametrize("job", [checked, shown, ordered, adopted])
def test_what_the_catalogue_knows_is_not_placed(
    session: Session, monkeypatch: pytest.MonkeyPatch, placed: list[str], job: Callable[[Session], object]
) -> None:
    kept(monkeypatch, session, placed)
    job(session)
    assert placed == []
    session.close()


@pytest.mark.parametrize("to", [name for name in EXPORTS if name != SLOTS_JSONL])
def test_an_export_of_texts_places_nothing(session: Session, tmp_path: Path, placed: list[str], to: str) -> None:
    export(session, ExportOptions(to, tmp_path.parent / f"out-{to}"))
    assert placed == []
    session.close()


def test_an_export_of_slots_asks_the_catalogue(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, placed: list[str]
) -> None:
    out = tmp_path.parent / "out.slots.jsonl"
    export(session, ExportOptions(SLOTS_JSONL, out))
    expected = out.read_bytes()
    kept(monkeypatch, Session.open(tmp_path), placed)
    placed.clear()
    other = Session.open(tmp_path)
    export(other, ExportOptions(SLOTS_JSONL, out, force=True))
    assert (placed, out.read_bytes()) == ([], expected)
    for each in (session, other):
        each.close()


def test_an_import_places_only_what_it_brings(session: Session, placed: list[str]) -> None:
    rows = [Row(name, (f"red hat, {number}",)) for number, name in enumerate(session.names[:8])]
    plan = plan_import(session, ReadRows("test", rows), ImportOptions(mode="replace"))
    finish(carry_out(session, plan, "import"))
    assert (len(plan.changes), placed) == (8, [])
    assert session.caption(session.names[1]) == "red hat, 1"
    session.close()


def test_what_has_a_finding_is_among_what_is_doubtful(session: Session) -> None:
    for globals_ in ([], ["beach"], [NFC], [NFD]):
        if globals_:
            finish(session.set_globals(globals_, "globals"))
        # Advice that many captions need is told of all of them.
        told_of = result_of(caption_findings(session))
        found = {name for name, each in told_of if not ALL_RULES[each.rule].when_finished}
        walked = [
            name
            for name in session.names
            if check_caption(session.structure, session.globals, session.peek(name).caption)
        ]
        assert set(walked) <= found
        assert bool(globals_) or "00.png" not in found
    session.close()


def test_a_check_finds_what_a_walk_finds(session: Session) -> None:
    rules = ("written-twice", "unsure")
    found = [(name, each.rule, each.tag) for name, each in result_of(caption_findings(session)) if each.rule in rules]
    walked = [
        (name, each.rule, each.tag)
        for name in session.names
        for each in check_caption(session.structure, session.globals, session.peek(name).caption)
        if each.rule in rules
    ]
    assert found == walked
    assert len(found) >= 6
    session.close()


def test_an_exported_text_is_the_one_that_a_walk_gives(session: Session, tmp_path: Path) -> None:
    out = tmp_path.parent / "out.csv"
    export(session, ExportOptions(CSV, out))
    expected = [session.caption(name) for name in session.names if not session.record(name).caption.is_empty]
    assert out.read_text(encoding="utf-8").count("\n") == len(expected) + 1
    assert all(json.dumps(text, ensure_ascii=False)[1:-1] in out.read_text(encoding="utf-8") for text in expected)
    session.close()
