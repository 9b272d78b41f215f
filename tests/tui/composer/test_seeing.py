"""A tagger beside the composer: the digits carry what it sees, and nothing moves under a finger when it answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.composer_desk import Desk, open_desk
from tests.support.lines import plain
from tests.support.tiny_tagger import tiny_model, write_tagger
from tests.support.tui_material import number, open_session
from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.jobs import finish
from tui_captioner.tui.composer import views
from tui_captioner.tui.composer.composing import Composing

SMILE = Evidence({Term("smile", "action"): 0.95}, frozenset(), 0.2)
CSV = "tag_id,name,category,count\n1,waving,0,5\n"


class Looking:
    """The composer's state, over a completer that is told what a tagger sees when the test says so."""

    def __init__(self, state: Composing, completer: Completer) -> None:
        self.state, self._seen = state, None
        completer.look_by(lambda _: self._seen)

    _seen: Evidence | None

    def answer(self) -> None:
        self._seen = SMILE
        self.state.predictions.renew_later()

    def offered(self) -> list[str]:
        return [row.term.text for row in self.state.rows]


@pytest.fixture
def looking(dataset: Path) -> Iterator[Looking]:
    session = open_session(dataset)
    completer = Completer(session)
    state = Composing(session, completer)
    state.go_to_slot(number(session, "action"))
    yield Looking(state, completer)
    session.close()


def test_digits_hold_still_when_the_answer_comes_and_carry_it_in_the_next_slot(looking: Looking) -> None:
    before = looking.offered()
    assert before[0] != "smile"
    looking.answer()
    looking.state.suggest()
    assert looking.offered() == before
    finish(looking.state.pick(1) or iter(()))
    assert looking.offered() == before
    looking.state.go_to_slot(number(looking.state.session, "subject"))
    looking.state.go_to_slot(number(looking.state.session, "action"))
    assert looking.offered()[0] == "smile"


def test_once_letters_were_typed_the_digits_carry_it(looking: Looking) -> None:
    looking.offered()
    looking.answer()
    looking.state.typed("s")
    assert looking.offered()[0] == "smile"
    looking.state.typed("")
    assert looking.offered()[0] == "smile"


def test_digits_that_were_used_keep_their_numbers_whatever_comes(looking: Looking) -> None:
    before = looking.offered()
    finish(looking.state.pick(2) or iter(()))
    looking.answer()
    looking.state.typed("s")
    looking.state.typed("")
    assert looking.offered() == before


def test_a_digit_that_turns_out_to_be_text_brings_no_other_numbers(looking: Looking) -> None:
    before = looking.offered()
    looking.answer()
    looking.state.typed("3d")
    looking.state.typed("")
    assert looking.offered() == before


def test_what_it_sees_bears_a_sign_and_a_taken_tag_is_the_persons(looking: Looking) -> None:
    looking.answer()
    looking.state.predictions.forget()
    looking.state.suggest()
    drawn = [plain(line) for line in views.suggestion_lines(looking.state, 60, 9)]
    assert [line.split()[1] for line in drawn if views.SEEN in line] == ["smile"]
    finish(looking.state.pick(1) or iter(()))
    assert [(tag.text, tag.by) for tag in looking.state.tags("action")] == [("smile", "")]


async def test_with_a_tagger_in_the_project_the_next_slots_carry_what_it_sees(tmp_path: Path, dataset: Path) -> None:
    pytest.importorskip("onnxruntime")
    folder = write_tagger(tmp_path / "tiny", tiny_model([[0, 0, 0]], bias=[3], side=16), {"selected_tags.csv": CSV})
    for name in ("a.png", "b.png", "c.png"):
        Image.new("RGB", (32, 32)).save(dataset / name)
    name_tagger(dataset, folder)
    async with open_desk(dataset) as desk:
        await desk.until(lambda: desk.composer._evidence is not None)
        await desk.until(lambda: seen(desk, "a.png") is not None and seen(desk, "c.png") is not None)
        evidence = seen(desk, "a.png")
        assert evidence is not None
        assert [term.text for term in evidence.terms] == ["waving"]
    assert not (dataset / "a.txt").exists()


async def test_a_tagger_that_is_gone_is_said_in_one_line_and_work_goes_on(tmp_path: Path, dataset: Path) -> None:
    name_tagger(dataset, tmp_path / "gone")
    async with open_desk(dataset) as desk:
        await desk.until(lambda: "gone is no folder" in desk.state.message)
        assert desk.state.message.startswith("Going on without the tagger: ")
        assert not desk.state.warning
        await desk.press("pagedown")
        assert desk.state.message == ""
        await desk.press("alt+3", *"xyz", "enter")
        assert desk.tags("action") == ["standing", "xyz"]


def name_tagger(dataset: Path, folder: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text(f"[draft]\ntagger = '{folder}'\n", encoding="utf-8")


def seen(desk: Desk, name: str) -> Evidence | None:
    evidence = desk.composer._evidence
    return None if evidence is None else evidence.of(name)
