"""The state of a slot on many images: one step, shown first, in the history too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.cli.main import main
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.services.bulk.proposed import image_change
from tui_captioner.services.bulk.slot_marks import SlotMarks
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish


def test_it_is_shown_made_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_captions(tmp_path, {"a": b"hat", "b": b"hat", "c": b"hat"})
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")}
    session = open_session(tmp_path)
    proposal = SlotMarks(session, "background", SlotMark("flagged", " which \n place? "), ["a.png", "b.png"])
    finish(proposal.look_through())
    assert list(proposal.names) == ["a.png", "b.png"]
    assert image_change(proposal, "a.png").marks == (("Background", "as its image", 'flagged "which place?"'),)
    finish(proposal.carry_out())
    assert session.record("b.png").marks == {"background": SlotMark("flagged", "which place?")}
    assert session.record("b.png").state == "draft"
    (part, _) = History(session).difference(1)
    assert part.marks == (("background", "as its image", 'flagged "which place?"'),)
    again = SlotMarks(session, "background", SlotMark("flagged", "which place?"))
    finish(again.look_through())
    assert list(again.names) == ["c.png"]
    away = SlotMarks(session, "background", None)
    finish(away.look_through())
    assert list(away.names) == ["a.png", "b.png"]
    session.close()
    assert main(["log", str(tmp_path), "1"]) == 0
    assert '    Background: as its image -> flagged "which place?"' in capsys.readouterr().out.splitlines()
    session = open_session(tmp_path)
    finish(session.undo())
    assert session.record("b.png").marks == {}
    session.close()
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")} == before


def test_show_tells_the_states_and_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_captions(tmp_path, {"a": b"hat"})
    session = open_session(tmp_path)
    finish(SlotMarks(session, "background", SlotMark("done")).carry_out())
    session.close()
    assert main(["show", str(tmp_path), "--json"]) == 0
    out = capsys.readouterr().out
    assert '"slot_states": {"type": "empty", "action": "empty", "subject": "draft"' in out
    assert '"background": "done"' in out
    assert main(["show", str(tmp_path), "--filter", "state.background:done"]) == 0
    assert "a.png" in capsys.readouterr().out
    assert main(["show", str(tmp_path), "--filter", "state.subject:done"]) == 0
    assert "a.png" not in capsys.readouterr().out
