"""Captions in other dialects beside their sidecars: they follow each step, and nobody else's file is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.exports import add_image
from tests.support.tui_material import WORDS
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.exporting.export_plan import ExportOptions, WrongExportError
from tui_captioner.services.exporting.exporting import export
from tui_captioner.services.opening import open_dataset
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.side_by_side import CHANGED
from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.vocabulary_cache import ShippedVocabulary

FLUX = "a.flux2.json"


@pytest.fixture(autouse=True)
def few_terms() -> Iterator[None]:
    terms = [Term(word, slot) for slot, words in WORDS.items() for word in words]
    with patch("tui_captioner.services.session.project.load_shipped_cached", return_value=ShippedVocabulary(terms)):
        yield


@pytest.fixture
def kept(dataset: Path) -> Path:
    settle(dataset, '["prose", "flux2"]')
    return dataset


def settle(root: Path, dialects: str) -> None:
    (root / ".tui-captioner").mkdir(exist_ok=True)
    (root / ".tui-captioner" / "project.toml").write_text(f"[output]\ndialects = {dialects}\n", encoding="utf-8")


def put(session: Session, **slots: list[str]) -> None:
    session.edit("a.png", "put", Caption({slot: tuple(map(Tag, those)) for slot, those in slots.items()}))


def flux(root: Path) -> object:
    return json.loads((root / FLUX).read_text(encoding="utf-8"))


def test_the_files_follow_each_step_there_and_back(kept: Path) -> None:
    session = open_dataset(kept)
    put(session, type=["photograph"], action=["standing"])
    assert (kept / "a.txt").read_text(encoding="utf-8") == "photograph, standing"
    assert (kept / "a.prose.txt").read_text(encoding="utf-8") == "a photograph, standing"
    assert flux(kept) == {"subjects": [{"action": "standing"}], "style": "photograph"}
    put(session, action=["sitting"])
    assert flux(kept) == {"subjects": [{"action": "sitting"}]}
    finish(session.set_globals(["annika"], "globals"))
    assert flux(kept) == {"subjects": [{"description": "annika", "action": "sitting"}]}
    finish(session.undo())
    finish(session.undo())
    assert flux(kept) == {"subjects": [{"action": "standing"}], "style": "photograph"}
    finish(session.undo())
    assert not (kept / FLUX).exists()
    assert session.save_state("a.png") == ""
    session.close()


def test_a_step_over_many_images_writes_the_files_of_all(kept: Path) -> None:
    for number in range(30):
        add_image(kept, f"n{number}.png")
    session = open_dataset(kept)
    finish(session.set_globals(["annika"], "globals"))
    assert all((kept / f"n{number}.flux2.json").exists() for number in range(30))
    session.close()


def test_a_file_that_somebody_changed_is_left_and_told_until_it_is_asked_for(kept: Path) -> None:
    session = open_dataset(kept)
    put(session, action=["standing"])
    (kept / FLUX).write_text("mine", encoding="utf-8")
    put(session, action=["sitting"])
    assert (kept / FLUX).read_text(encoding="utf-8") == "mine"
    assert (kept / "a.prose.txt").read_text(encoding="utf-8") == "sitting"
    assert session.save_state("a.png") == f"{FLUX}: {CHANGED}"
    report = export(session, ExportOptions("sidecars"))
    assert [(left.name, left.reason) for left in report.skipped] == [("a.png", f"{FLUX}: {CHANGED}")]
    assert (kept / FLUX).read_text(encoding="utf-8") == "mine"
    report = export(session, ExportOptions("sidecars", force=True))
    assert not report.skipped
    assert flux(kept) == {"subjects": [{"action": "sitting"}]}
    assert session.save_state("a.png") == ""
    session.close()


def test_a_file_that_was_there_before_is_not_ours(kept: Path) -> None:
    (kept / FLUX).write_text("{}", encoding="utf-8")
    session = open_dataset(kept)
    put(session, action=["standing"])
    assert (kept / FLUX).read_text(encoding="utf-8") == "{}"
    assert session.save_state("a.png")
    session.close()


def test_what_was_stopped_before_it_was_written_is_written_at_the_next_opening(kept: Path) -> None:
    session = open_dataset(kept)
    put(session, action=["standing"])
    session.close()
    session = Session.open(kept)  # as if it were killed behind the sidecar: nothing follows
    put(session, action=["sitting"])
    session.close()
    assert flux(kept) == {"subjects": [{"action": "standing"}]}
    session = open_dataset(kept)
    finish(session.finish_interrupted())
    assert flux(kept) == {"subjects": [{"action": "sitting"}]}
    session.close()


def test_a_crash_between_the_note_and_the_file_leaves_a_file_that_is_ours(kept: Path) -> None:
    session = open_dataset(kept)
    put(session, action=["standing"])
    with patch("tui_captioner.services.side_by_side.write_atomic", side_effect=OSError(28, "No space left on device")):
        put(session, action=["sitting"])
    assert "No space left" in session.save_state("a.png")
    assert flux(kept) == {"subjects": [{"action": "standing"}]}
    session.close()
    session = open_dataset(kept)
    finish(session.finish_interrupted())
    assert flux(kept) == {"subjects": [{"action": "sitting"}]}
    session.close()


@pytest.mark.parametrize("lost", ["gone", "damaged"])
def test_without_the_marks_a_file_that_is_as_it_should_be_is_ours_again(kept: Path, lost: str) -> None:
    session = open_dataset(kept)
    put(session, action=["standing"])
    session.close()
    marks = kept / ".tui-captioner" / "dialects.db"
    if lost == "gone":
        marks.unlink()
    else:
        marks.write_bytes(b"no database" * 100)
    session = open_dataset(kept)
    finish(session.finish_interrupted())
    assert session.save_state("a.png") == ""
    put(session, action=["sitting"])
    assert flux(kept) == {"subjects": [{"action": "sitting"}]}
    session.close()


def test_a_link_out_of_the_dataset_is_not_written_through(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    (kept / FLUX).symlink_to(other)
    session = open_dataset(kept)
    put(session, action=["standing"])
    assert other.read_text(encoding="utf-8") == "{}"
    assert "link out of the dataset" in session.save_state("a.png")
    session.close()


def test_the_scan_takes_them_for_no_captions_and_an_export_makes_those_of_all_images(kept: Path) -> None:
    (kept / "b.txt").write_text("standing, beach", encoding="utf-8")
    session = open_dataset(kept)
    export(session, ExportOptions("sidecars"))
    assert json.loads((kept / "b.flux2.json").read_text(encoding="utf-8"))["background"] == "beach"
    session.close()
    session = open_dataset(kept)
    assert session.caption("b.png") == "standing, beach"
    assert not [notice.message for notice in session.notices if "prose" in notice.message or "flux2" in notice.message]
    with pytest.raises(WrongExportError, match=r"dialects that project\.toml names"):
        export(session, ExportOptions("sidecars", dialects=("fibo",)))
    session.close()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('["idiogram4"]', "Did you mean ideogram4"),
        ('"prose"', "must be a list"),
        ('["flux2"]\nextension = ".flux2.json"', "which captions have already"),
        ('["flux2"]\n[input]\nsuffixes = [".flux2.json"]', "which captions have already"),
    ],
)
def test_dialects_that_can_not_be_kept_are_refused(dataset: Path, said: str, why: str) -> None:
    settle(dataset, said)
    with pytest.raises(SettingsError, match=why):
        open_dataset(dataset)
