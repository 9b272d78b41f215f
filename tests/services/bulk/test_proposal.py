"""Edits of many captions as one proposal: shown first, narrowed, cancelled, carried out as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Edit, MoveText, Rename, SetState, TakeOut
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.proposal import PACE, Proposal
from tui_captioner.services.bulk.tag_edits import TagEdits, edited
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord

TEXTS = {
    "a": b"woman, red hat, man\n",
    "b": b"man , woman",
    "c": b"\xff\xfe man",
    "d": b"man, boy, man",
    "e": b"woman",
}
RENAMED = {"a": b"woman, red hat, boy", "b": b"boy , woman", "d": b"boy"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Five captions, one of them no text, and an image without one."""
    for name in (*TEXTS, "f"):
        (tmp_path / f"{name}.png").write_bytes(PNG)
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_bytes(text)
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


def held(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in root.glob("*.txt")}


def rename(session: Session) -> TagEdits:
    return TagEdits(session, "rename 'man' to 'boy'", [Rename("man", "boy")])


def test_what_would_change_is_shown_and_nothing_is_written(session: Session, root: Path) -> None:
    proposal = rename(session)
    finish(proposal.look_through())
    assert proposal.difference.samples == [
        Sample("a.png", "woman, red hat, man", "woman, red hat, boy"),
        Sample("b.png", "man , woman", "boy , woman"),
        Sample("d.png", "man, boy, man", "boy"),
    ]
    assert (proposal.names, proposal.is_needed) == (["a.png", "b.png", "d.png"], True)
    [(name, why)] = proposal.difference.unread
    assert name == "c.png"
    assert proposal.difference.remarks == [
        "'boy' stands in 1 of them already; it stays there once.",
        f"1 image is not looked at, such as c.png: {why}",
    ]
    assert held(root) == TEXTS
    assert session.project.database is None


def test_the_difference_of_one_image_is_worked_out_when_it_is_asked_for(session: Session) -> None:
    proposal = rename(session)
    assert proposal.samples("d.png") == [Sample("d.png", "man, boy, man", "boy")]
    assert proposal.samples("e.png") == []
    assert proposal.difference.captions == 0


@pytest.mark.parametrize("looked", [True, False])
def test_it_is_one_step_and_undo_brings_the_bytes_back(session: Session, root: Path, looked: bool) -> None:
    proposal = rename(session)
    if looked:
        finish(proposal.look_through())
    finish(proposal.carry_out())
    assert held(root) == TEXTS | RENAMED
    assert session.undo_title() == "rename 'man' to 'boy'"
    finish(session.undo())
    assert held(root) == TEXTS
    assert session.undo_title() == ""


def test_it_is_narrowed_to_some_images(session: Session, root: Path) -> None:
    proposal = rename(session)
    finish(proposal.look_through())
    narrowed = proposal.narrowed(["d.png", "e.png", "a.png", "unknown.png"])
    finish(narrowed.look_through())
    assert narrowed.names == ["a.png", "d.png"]
    assert (narrowed.difference.captions, proposal.difference.captions) == (2, 3)
    finish(narrowed.carry_out())
    assert held(root) == TEXTS | {"a": RENAMED["a"], "d": RENAMED["d"]}


def test_globals_are_not_for_some_images_alone(session: Session) -> None:
    with pytest.raises(ValueError, match="every caption"):
        Adoption(session, ["man"]).narrowed(["a.png"])


def test_what_changes_nothing_makes_no_step(session: Session, root: Path) -> None:
    proposal = TagEdits(session, "rename", [Rename("man", "man"), Rename("hat", "cap")])
    finish(proposal.look_through())
    assert not proposal.is_needed
    finish(proposal.carry_out())
    assert (held(root), session.undo_title()) == (TEXTS, "")


def test_an_image_that_can_not_be_changed_is_named(root: Path) -> None:
    (root / "a.txt").unlink()
    (root / "elsewhere").write_text("man")
    (root / "a.txt").symlink_to(root / "elsewhere")
    session = open_session(root)
    proposal = rename(session)
    finish(proposal.look_through())
    [(name, why)] = proposal.difference.passed_over
    assert (name, proposal.names) == ("a.png", ["b.png", "d.png"])
    assert f"1 image is passed over, such as a.png: {why}" in proposal.difference.remarks
    finish(proposal.carry_out())
    assert (root / "elsewhere").read_text() == "man"
    assert held(root)["b"] == RENAMED["b"]
    session.close()


def test_a_change_that_is_recorded_is_not_cancelled_any_more(tmp_path: Path) -> None:
    session = many(tmp_path)
    proposal = rename(session)
    for step in proposal.carry_out():
        if step.done > 26:
            proposal.cancel()
    assert (proposal.cancelled, set(held(tmp_path).values())) == (False, {b"boy"})
    session.close()


def test_progress_is_in_images(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:03}.png").write_bytes(PNG)
        (tmp_path / f"{number:03}.txt").write_text("man" if number < 50 else "woman")
    session = open_session(tmp_path)
    proposal = rename(session)
    looked = [(step.done, step.total) for step in proposal.look_through()]
    assert looked == [(done, 60) for done in range(PACE, 61, PACE)]
    steps = [(step.done, step.total) for step in proposal.carry_out()]
    assert {total for _, total in steps} == {50}
    assert steps == sorted(steps)
    assert steps[-1] == (50, 50)
    session.close()


def many(tmp_path: Path) -> Session:
    for number in range(50):
        (tmp_path / f"{number:03}.png").write_bytes(PNG)
        (tmp_path / f"{number:03}.txt").write_text("man")
    return open_session(tmp_path)


def test_a_change_that_is_cancelled_in_time_changes_nothing(tmp_path: Path) -> None:
    session = many(tmp_path)
    proposal = rename(session)
    job = proposal.carry_out()
    next(job)
    proposal.cancel()
    finish(job)
    assert set(held(tmp_path).values()) == {b"man"}
    assert session.undo_title() == ""
    session.close()


def test_a_change_that_is_cancelled_and_then_closed_changes_nothing(tmp_path: Path) -> None:
    session = many(tmp_path)
    proposal = rename(session)
    job = proposal.carry_out()
    next(job)
    proposal.cancel()
    session.close()
    assert list(job) == []
    again = open_session(tmp_path)
    finish(again.finish_interrupted())
    assert (set(held(tmp_path).values()), again.undo_title()) == ({b"man"}, "")
    again.close()


def test_a_look_that_is_cancelled_finds_nothing(tmp_path: Path) -> None:
    session = many(tmp_path)
    proposal = rename(session)
    job = proposal.look_through()
    next(job)
    proposal.cancel()
    finish(job)
    assert not proposal.is_needed
    session.close()


@pytest.mark.parametrize("kind", ["look_through", "carry_out"])
def test_a_session_ends_what_is_under_way_before_it_closes(tmp_path: Path, kind: str) -> None:
    session = many(tmp_path)
    proposal: Proposal = rename(session)
    job = proposal.look_through() if kind == "look_through" else proposal.carry_out()
    next(job)
    session.close()
    assert list(job) == []
    again = open_session(tmp_path)
    finish(again.finish_interrupted())
    assert set(held(tmp_path).values()) == ({b"man"} if kind == "look_through" else {b"boy"})
    again.close()


def test_other_captions_and_the_state_follow() -> None:
    other = Caption({"type": (Tag("man"),)})
    record = ImageRecord(Caption({"subject": (Tag("man"),)}), "done", (other,))
    edits: list[Edit] = [Rename("man", "boy"), MoveText("boy", "subject")]
    changed = edited(record, edits)
    assert changed.caption.texts() == {"subject": ["boy"]}
    assert [caption.texts() for caption in changed.alternatives] == [{"subject": ["boy"]}]
    assert changed.state == "done"
    assert edited(record, [TakeOut("man")]).state == "empty"
    assert edited(record, [SetState("reviewed")]) == ImageRecord(record.caption, "reviewed", (other,))
