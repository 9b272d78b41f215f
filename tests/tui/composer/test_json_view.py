"""The caption as JSON, shown under the tags."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import open_desk
from tests.support.lines import plain
from tests.support.tui_material import put
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.sentence_view import SentenceView


def shown(view: SentenceView) -> str:
    return " ".join(" ".join(plain(line) for line in view.lines(120, 8)[4:]).split())


def test_each_form_comes_once_and_then_none(state: Composing, session: Session) -> None:
    view = SentenceView(state)
    put(session, "a.png", type=["photograph"], action=["standing"])
    said = []
    for _ in range(4):
        view.show_next_json()
        said.append(shown(view))
    assert said[0].startswith('≈ {"high_level_description":"standing. photograph","compositional_deconstruction"')
    assert "the style is told in high_level_description)" in said[0]
    assert said[1] == '≈ {"subjects":[{"action":"standing"}],"style":"photograph"}'
    assert said[2].startswith('≈ {"short_description":"a photograph, standing","objects":[{"action":"standing"}]')
    assert said[3] == ""


def test_a_template_and_json_take_turns_and_what_json_is_not_is_said(state: Composing, session: Session) -> None:
    view = SentenceView(state)
    view.show_next_json()
    view.show_next()
    put(session, "a.png", details=['{"scene":"a"}'])
    view.show_next_json()
    assert "its caption is Flux.2's JSON, and not Ideogram 4's JSON" in shown(view)
    view.show_next_json()
    assert shown(view) == '≈ {"scene":"a"}'


async def test_the_palettes_action_shows_it(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        before = desk.session.caption("a.png")
        await desk.press("ctrl+p", *"showasjson", "enter")
        await desk.until_drawn("high_level_description")
        assert desk.session.caption("a.png") == before
