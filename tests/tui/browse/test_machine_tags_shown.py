"""The details of an image show what models propose for it apart from its tags, as the composer does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.lines import plain
from tests.support.tui_material import open_session, put
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.tui.browse.views import slot_lines


def test_they_stand_behind_the_tags_of_their_slot_in_brackets(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", action=["standing"])
    drafted = (DraftedTag("action", "waving", "wd14"), DraftedTag("subject", "brzmzk", "wd14", known=False))
    record = replace(session.record("a.png"), drafted=drafted)
    lines = slot_lines(session, record, 60)
    session.close()
    assert [plain(line).split(maxsplit=1)[1:] for line in lines[2:4]] == [["standing · ‹waving›"], ["‹brzmzk*›"]]
    assert [style for text, style in lines[2] if text == "‹waving›"] == ["machine"]
