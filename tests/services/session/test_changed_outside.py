"""Sidecars and settings that were changed outside are noticed, and neither side is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.sessions import add, open_session, sidecars
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import Conflict, SidecarChangedError


def test_globals_edited_by_hand_are_noticed_and_applied_as_a_step(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    finish(session.set_globals(["annika"], "add global", "a.png"))
    session.close()
    toml = dataset / ".tui-captioner" / "project.toml"
    toml.write_text(toml.read_text().replace("annika", "berta"))
    session = open_session(dataset)
    assert session.globals_edited_by_hand
    finish(session.apply_globals())
    assert sidecars(dataset)["a.txt"] == b"berta, standing"
    finish(session.undo())
    assert sidecars(dataset)["a.txt"] == b"annika, standing"
    session.close()


def test_comments_in_the_settings_survive(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('# mine\nprofile = "style"  # keep\nglobals = []  # here\n')
    session = open_session(dataset)
    finish(session.set_globals(["x"], "add", "a.png"))
    session.close()
    assert (folder / "project.toml").read_text() == '# mine\nprofile = "style"  # keep\nglobals = ["x"]  # here\n'


def shown(session: Session, name: str) -> Conflict:
    """What the user is asked about."""
    conflict = session.conflict(name)
    assert conflict is not None
    return conflict


def test_a_sidecar_changed_outside_is_noticed_before_the_write(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"mine now")
    with pytest.raises(SidecarChangedError) as caught:
        add(session, "a.png", "action", "waving")
    assert (caught.value.conflict.ours, caught.value.conflict.theirs) == ("standing", "mine now")
    assert (dataset / "a.txt").read_bytes() == b"mine now"
    with pytest.raises(SidecarChangedError):
        finish(session.undo())
    session.take_theirs(shown(session, "a.png"))
    assert session.caption("a.png") == "mine now"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"standing"
    (dataset / "a.txt").unlink()
    assert session.conflict("a.png") is not None
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    session.close()


def test_keeping_ours_is_a_step_that_has_their_text(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"mine now, (a, b)")
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    assert session.undo_title() == "keep the caption of a.png, not the text on disk"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"mine now, (a, b)"
    assert session.caption("a.png") == "mine now, (a, b)"
    assert session.conflict("a.png") is None
    finish(session.redo())
    assert (dataset / "a.txt").read_bytes() == b"standing"
    session.close()
    again = open_session(dataset)
    finish(again.undo())
    assert (dataset / "a.txt").read_bytes() == b"mine now, (a, b)"
    again.close()


def test_keeping_ours_over_what_is_no_text_gives_back_its_bytes(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"caf\xe9")
    session.keep_ours(shown(session, "a.png"))
    assert (dataset / "a.txt").read_bytes() == b"standing"
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"caf\xe9"
    assert "not UTF-8" in session.problem("a.png")
    session.close()


@pytest.mark.parametrize("choose", ["keep_ours", "take_theirs"])
def test_a_text_that_was_never_shown_is_neither_overwritten_nor_taken(dataset: Path, choose: str) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    (dataset / "a.txt").write_bytes(b"first")
    seen = shown(session, "a.png")
    (dataset / "a.txt").write_bytes(b"second")
    with pytest.raises(SidecarChangedError) as caught:
        getattr(session, choose)(seen)
    assert caught.value.conflict.theirs == "second"
    assert (dataset / "a.txt").read_bytes() == b"second"
    assert session.undo_title() == "add standing"
    session.keep_ours(caught.value.conflict)
    finish(session.undo())
    assert (dataset / "a.txt").read_bytes() == b"second"
    session.close()


def test_an_untouched_image_whose_sidecar_changed_is_not_overwritten(dataset: Path) -> None:
    session = open_session(dataset)
    assert session.caption("b.png").startswith("photograph")
    (dataset / "b.txt").write_bytes(b"other")
    with pytest.raises(SidecarChangedError) as caught:
        add(session, "b.png", "action", "waving")
    session.take_theirs(caught.value.conflict)
    add(session, "b.png", "action", "waving")
    assert (dataset / "b.txt").read_bytes() == b"waving, other"
    session.close()


def test_their_text_is_taken_and_the_other_captions_stay(dataset: Path) -> None:
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    other = Caption({"action": (Tag("sitting"),)})
    session.edit_record("a.png", "alternative", replace(session.record("a.png"), alternatives=(other,)))
    (dataset / "a.txt").write_bytes(b"walking")
    session.take_theirs(shown(session, "a.png"))
    assert session.caption("a.png") == "walking"
    assert session.record("a.png").alternatives == (other,)
    session.close()
