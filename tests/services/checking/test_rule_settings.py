"""Rules that are turned off while a dataset is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.checking.rule_settings import turn_rule


def test_a_rule_that_is_turned_off_finds_nothing_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "a.txt").write_text("standing, smile, standing")
    (tmp_path / ".tui-captioner").mkdir()
    (tmp_path / ".tui-captioner" / "project.toml").write_text('[checks.written-twice]\nseverity = "error"\n')
    session = open_session(tmp_path)

    def found() -> list[tuple[str, str]]:
        caption = session.peek("a.png").caption
        return [(each.rule, each.severity) for each in session.checks.findings(caption) if each.rule == "written-twice"]

    assert found() == [("written-twice", "error")]
    turn_rule(session, "written-twice", on=False)
    assert found() == []
    assert "written-twice" in (tmp_path / ".tui-captioner" / "project.toml").read_text()
    turn_rule(session, "written-twice", on=True)
    assert found() == [("written-twice", "error")]
    session.close()


def test_what_is_no_rule_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    session = open_session(tmp_path)
    with pytest.raises(WrongUseError) as caught:
        turn_rule(session, "unsur", on=False)
    assert "Did you mean unsure?" in caught.value.hint
    session.close()


def test_the_findings_of_a_caption_are_worked_out_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "a.txt").write_text("standing, smile, standing")
    session = open_session(tmp_path)
    caption = session.peek("a.png").caption
    assert session.checks.findings(caption) is session.checks.findings(caption)
    session.close()
