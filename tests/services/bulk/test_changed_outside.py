"""Many sidecars that another program changed: found without reading the others, and decided as one step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session
from tui_captioner.services.bulk.changed_outside import ChangedOutside, Decision
from tui_captioner.services.bulk.tag_edits import renaming
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.sidecar_files import SidecarFiles

OLD = "man, red hat"
NAMES = "abcd"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four images, of which `d` was never edited; `a` is done and has its hat in the background."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.png").write_bytes(PNG)
        (folder / f"{name}.txt").write_text(OLD)
    session = open_session(folder)
    for name in "abc":
        add(session, f"{name}.png", "action", "standing")
    slot = next(slot for slot, tags in session.record("a.png").caption.slots.items() if tags[0].text == "red hat")
    session.edit("a.png", "move", session.record("a.png").caption.moved(slot, 0, "background"))
    session.set_state("a.png", "done")
    session.close()
    return folder


def held(root: Path) -> list[str]:
    return [(root / f"{name}.txt").read_text() for name in NAMES]


def sed(root: Path, names: str = "abd") -> None:
    for name in names:
        path = root / f"{name}.txt"
        path.write_text(path.read_text().replace("man", "boy") + "\n")


def found(session: Session, small: int = 2000) -> list[str]:
    outside = ChangedOutside(session, small)
    finish(outside.look_through())
    return list(outside.names)


def decide(session: Session, *, theirs: bool) -> Decision:
    decision = Decision(session, found(session), theirs=theirs)
    finish(decision.look_through())
    finish(decision.carry_out())
    return decision


def test_only_edited_images_whose_sidecar_changed_are_found(root: Path) -> None:
    session = open_session(root)
    assert found(session) == []
    sed(root)
    assert found(session) == ["a.png", "b.png"]
    session.close()


def test_all_from_disk_is_one_step_that_keeps_bytes_slots_and_states(root: Path) -> None:
    before = held(root)
    sed(root)
    there = held(root)
    session = open_session(root)
    decision = decide(session, theirs=True)
    assert held(root) == there
    assert decision.title == session.undo_title()
    assert session.caption("a.png") == there[0].strip()
    assert session.record("a.png").caption.texts()["background"] == ["red hat"]
    assert session.record("a.png").state == "done"
    assert found(session) == []
    finish(session.undo())
    assert held(root) == [*before[:3], there[3]]
    session.close()


def test_all_ours_is_one_step_and_undo_gives_the_other_texts_back(root: Path) -> None:
    before = held(root)
    sed(root)
    there = held(root)
    session = open_session(root)
    decide(session, theirs=False)
    assert held(root) == [*before[:3], there[3]]
    finish(session.undo())
    assert held(root) == there
    finish(session.redo())
    assert held(root) == [*before[:3], there[3]]
    session.close()


@pytest.mark.parametrize("theirs", [True, False])
def test_a_step_that_waits_for_the_choice_does_not_come_back(root: Path, theirs: bool) -> None:
    session = open_session(root)
    (root / "b.txt").write_text("mine")
    proposal = renaming(session, "standing", "waving")
    finish(proposal.look_through())
    finish(proposal.carry_out())
    ours = session.caption("b.png")
    decide(session, theirs=theirs)
    assert held(root)[1] == ("mine" if theirs else ours)
    assert found(session) == []
    session.close()


def test_the_difference_is_shown_first_and_can_be_narrowed(root: Path) -> None:
    sed(root)
    session = open_session(root)
    decision = Decision(session, found(session), theirs=True)
    finish(decision.look_through())
    assert [(it.name, it.after) for it in decision.difference.samples] == [
        (f"{name}.png", (root / f"{name}.txt").read_text()) for name in "ab"
    ]
    assert decision.samples("a.png")[0].before == session.caption("a.png")
    narrowed = decision.narrowed(["b.png"])
    finish(narrowed.look_through())
    finish(narrowed.carry_out())
    assert found(session) == ["a.png"]
    session.close()


def test_what_changes_once_more_after_it_was_shown_is_left_alone(root: Path) -> None:
    sed(root)
    session = open_session(root)
    decision = Decision(session, found(session), theirs=False)
    finish(decision.look_through())
    (root / "a.txt").write_text("never shown")
    finish(decision.carry_out())
    assert held(root)[0] == "never shown"
    assert [name for name, _ in decision.difference.passed_over] == ["a.png"]
    session.close()


def test_bytes_that_are_no_text_are_not_taken_but_can_be_replaced(root: Path) -> None:
    (root / "a.txt").write_bytes(b"caf\xe9")
    sed(root, "b")
    session = open_session(root)
    taking = decide(session, theirs=True)
    assert [name for name, _ in taking.difference.passed_over] == ["a.png"]
    assert (root / "a.txt").read_bytes() == b"caf\xe9"
    decide(session, theirs=False)
    assert (root / "a.txt").read_text() == session.caption("a.png")
    finish(session.undo())
    assert (root / "a.txt").read_bytes() == b"caf\xe9"
    session.close()


def test_a_sidecar_that_is_gone_is_a_change_too(root: Path) -> None:
    text = held(root)[0]
    (root / "a.txt").unlink()
    session = open_session(root)
    decide(session, theirs=True)
    assert session.record("a.png").caption.is_empty
    finish(session.undo())
    assert held(root)[0] == text
    session.close()


def test_what_was_seen_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        # Older than what may change once more within its time; the change time can't be set, so the age is not asked.
        os.utime(root / f"{name}.txt", ns=(1, 1))
    monkeypatch.setattr("tui_captioner.services.bulk.changed_outside.FRESH", -(10**12))
    read: list[str] = []
    plain = SidecarFiles.read

    def noted(self: SidecarFiles, path: Path) -> bytes | None:
        read.append(path.name)
        return plain(self, path)

    monkeypatch.setattr(SidecarFiles, "read", noted)
    session = open_session(root)
    assert found(session, small=0) == []
    assert read == ["a.txt", "b.txt", "c.txt"]
    read.clear()
    assert found(session, small=0) == []
    assert read == []
    sed(root, "b")
    assert found(session, small=0) == ["b.png"]
    assert set(read) == {"b.txt"}
    decide(session, theirs=False)
    read.clear()
    assert found(session, small=0) == []
    assert read == ["b.txt"]
    session.close()


def test_a_dataset_that_was_never_edited_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    session = open_session(tmp_path)
    assert found(session) == []
    session.close()
