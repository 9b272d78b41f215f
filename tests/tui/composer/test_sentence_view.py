"""The caption as a template writes it, shown under the tags."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import open_desk
from tests.support.lines import plain
from tests.support.tui_material import compose, open_session, put
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.sentence_view import SentenceView
from tui_captioner.tui.dialogs.note import NoteScreen


def shown(view: SentenceView, rows: int = 3, width: int = 120) -> list[str]:
    return [plain(line) for line in view.lines(width, rows)]


def test_it_is_off_until_somebody_asks(state: Composing) -> None:
    assert SentenceView(state).lines(120, 3) == views.caption_lines(state, 120, 3)


def test_the_sentence_stands_under_the_tags_and_follows_them(state: Composing, session: Session) -> None:
    view = SentenceView(state)
    view.show_next()
    put(session, "a.png", type=["photograph", "1girl"], action=["standing"])
    assert shown(view) == ["photograph, 1girl, standing", "≈ a photograph of a girl standing", ""]
    put(session, "a.png", type=["photograph", "1girl"], action=["sitting"])
    assert shown(view)[1] == "≈ a photograph of a girl sitting"
    assert shown(view, rows=1) == ["≈ a photograph of a girl sitting"]
    assert session.caption("a.png") == "photograph, 1girl, sitting"


def test_each_template_comes_once_and_then_none(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('[templates]\nmine = "{action}"\n', encoding="utf-8")
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    state = compose(session)
    view = SentenceView(state)
    said = []
    for _ in range(4):
        view.show_next()
        said.append(shown(view)[1])
    session.close()
    assert said == ["≈ a photograph, standing", "≈ a photograph, standing.", "≈ standing  (left out: photograph)", ""]


def test_a_long_sentence_shows_its_end_and_no_more_rows(state: Composing, session: Session) -> None:
    put(session, "a.png", action=[f"tag number {count}" for count in range(30)])
    view = SentenceView(state)
    view.show_next()
    lines = shown(view, rows=4, width=40)
    assert len(lines) == 4
    assert lines[2].startswith("… ")
    assert lines[3].endswith("tag number 29")
    assert all(len(line) <= 40 for line in lines)


async def test_the_palettes_action_shows_it(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        before = desk.session.caption("a.png")
        await desk.press("ctrl+p", *"assentence", "enter")
        await desk.until_drawn("≈ a photograph, one, two, three")
        assert desk.session.caption("a.png") == before


async def test_a_sentence_is_written_by_hand_and_kept_while_tags_change(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("alt+e")
        await desk.until(lambda: desk.shows(NoteScreen))
        await desk.press("end", *"!", "enter")
        await desk.until_drawn("This sentence is kept as it is")
        assert (tagged / "a.txt").read_text(encoding="utf-8") == "a photograph, one, two, three!"
        await desk.press("alt+7", *"calm", "enter")
        await desk.until_drawn("the tags were changed since the sentence was written")
        assert desk.session.caption("a.png") == "a photograph, one, two, three!"
