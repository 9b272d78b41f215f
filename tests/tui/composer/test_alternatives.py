"""Several captions of an image in the composer's state: every edit goes to the one in view."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.conftest import PNG
from tests.support.tui_material import compose, do, number, open_session, put, texts
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.caption_list import Alternatives
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    put(opened, "a.png", type=["photograph"], action=["standing", "smiling"])
    yield opened
    opened.close()


@pytest.fixture
def state(session: Session) -> Composing:
    """At the first image, at `action`."""
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


@pytest.fixture
def captions(state: Composing) -> Alternatives:
    return Alternatives(state)


def keep(state: Composing, text: str) -> None:
    state.typed(text)
    do(state, state.keep())


def written(state: Composing) -> list[str]:
    return [state.session.caption_text(caption) for caption in state.captions]


def undo(state: Composing) -> None:
    before = state.captions
    finish(state.session.undo())
    state.look_at_change(before)


def test_a_new_caption_begins_as_a_copy_and_the_file_keeps_the_first(
    state: Composing, captions: Alternatives, dataset: Path
) -> None:
    before = (dataset / "a.txt").read_bytes()
    captions.add_copy()
    assert (state.alternative, texts(state)) == (1, ["standing", "smiling"])
    keep(state, "waving")
    assert written(state) == ["photograph, standing, smiling", "photograph, standing, smiling, waving"]
    assert (dataset / "a.txt").read_bytes() == before


def test_only_a_change_of_the_first_caption_writes_the_file(
    state: Composing, captions: Alternatives, dataset: Path
) -> None:
    captions.add_copy()
    before = (dataset / "a.txt").stat().st_ino
    keep(state, "waving")
    state.take_from_previous(["action"])
    assert (dataset / "a.txt").stat().st_ino == before
    captions.go_on(1)
    keep(state, "waving")
    assert (dataset / "a.txt").read_text() == "photograph, standing, smiling, waving"


def test_an_empty_caption_has_nothing_to_copy(state: Composing, captions: Alternatives) -> None:
    state.show("c.png")
    captions.add_copy()
    assert (len(state.captions), state.message) == (1, "There is nothing to copy in this caption yet")
    captions.add_empty()
    assert (len(state.captions), state.alternative, state.caption.is_empty) == (2, 1, True)


def test_captions_are_gone_through_round_the_end(state: Composing, captions: Alternatives) -> None:
    captions.go_on(1)
    assert (state.alternative, state.message) == (0, "This image has one caption")
    captions.add_copy()
    captions.add_copy()
    seen = []
    for step in (1, 1, 1, -1, -1):
        captions.go_on(step)
        seen.append(state.alternative)
    assert seen == [0, 1, 2, 1, 0]


def test_half_typed_text_comes_along_but_no_edit_of_a_tag(state: Composing, captions: Alternatives) -> None:
    captions.add_copy()
    state.cursor.set()
    state.edit_tag()
    captions.go_on(1)
    assert (state.editing, state.text, state.cursor.place) == (None, "smiling", None)


def test_the_next_image_begins_at_its_first_caption(state: Composing, captions: Alternatives) -> None:
    captions.add_copy()
    state.step_image(1)
    assert state.alternative == 0
    state.step_image(-1)
    assert (state.alternative, len(state.captions)) == (0, 2)


def test_deleting_the_first_caption_makes_the_next_one_the_first(
    state: Composing, captions: Alternatives, dataset: Path
) -> None:
    captions.add_copy()
    keep(state, "waving")
    captions.go_on(-1)
    captions.delete()
    assert (dataset / "a.txt").read_text() == "photograph, standing, smiling, waving"
    assert (len(state.captions), state.alternative) == (1, 0)
    captions.delete()
    assert (len(state.captions), state.message) == (1, "This is the only caption")
    undo(state)
    assert (dataset / "a.txt").read_text() == "photograph, standing, smiling"
    assert len(state.captions) == 2


def test_making_a_caption_the_first_swaps_it_and_writes_it(
    state: Composing, captions: Alternatives, dataset: Path
) -> None:
    captions.make_first()
    assert state.message == "This is the first caption already"
    captions.add_copy()
    keep(state, "waving")
    captions.make_first()
    assert (state.alternative, (dataset / "a.txt").read_text()) == (0, "photograph, standing, smiling, waving")
    assert written(state)[1] == "photograph, standing, smiling"
    undo(state)
    assert (dataset / "a.txt").read_text() == "photograph, standing, smiling"


def test_each_is_one_step_and_undo_shows_the_caption_that_changed(state: Composing, captions: Alternatives) -> None:
    captions.add_copy()
    keep(state, "waving")
    captions.go_on(-1)
    undo(state)
    assert (state.alternative, texts(state)) == (1, ["standing", "smiling"])
    undo(state)
    assert (len(state.captions), state.alternative) == (1, 0)
    before = state.captions
    finish(state.session.redo())
    state.look_at_change(before)
    assert (len(state.captions), state.alternative) == (2, 1)


def test_globals_apply_to_all_captions(state: Composing, captions: Alternatives) -> None:
    captions.add_copy()
    finish(state.session.set_globals(["annika"], "add global"))
    assert written(state) == ["annika, photograph, standing, smiling"] * 2


def test_a_tag_goes_from_another_caption_to_the_globals_and_back_in_one_step_each(
    state: Composing, captions: Alternatives
) -> None:
    captions.add_copy()
    keep(state, "annika")
    state.cursor.set()
    do(state, state.cursor.move_to_slot(1))
    assert (texts(state), texts(state, GLOBALS)) == (["standing", "smiling"], ["annika"])
    assert written(state) == ["annika, photograph, standing, smiling"] * 2
    state.go_to_slot(1)
    state.cursor.set()
    do(state, state.cursor.move_to_slot(number(state.session, "subject")))
    assert (texts(state, "subject"), texts(state, GLOBALS)) == (["annika"], [])
    assert written(state)[0] == "photograph, standing, smiling"
    undo(state)
    undo(state)
    assert (texts(state, "action"), texts(state, GLOBALS)) == (["standing", "smiling", "annika"], [])
    assert state.alternative == 1


def test_taking_from_the_previous_image_fills_the_caption_in_view(state: Composing, session: Session) -> None:
    state.show("c.png")
    put(session, "b.png", background=["beach"])
    captions = Alternatives(state)
    captions.add_empty()
    state.take_from_previous(["background"])
    assert (state.alternative, texts(state, "background"), state.captions[0].is_empty) == (1, ["beach"], True)


def test_what_any_caption_holds_is_learnt_once(state: Composing, captions: Alternatives) -> None:
    captions.add_copy()
    keep(state, "waving")
    state.step_image(1)
    assert [state.completer.used(text) for text in ("standing", "waving")] == [1, 1]


def test_suggestions_leave_out_what_the_caption_in_view_has(state: Composing, captions: Alternatives) -> None:
    captions.add_empty()
    assert "standing" in [row.term.text for row in state.rows]
    captions.go_on(-1)
    assert "standing" not in [row.term.text for row in state.rows]


class AnyCaptions(RuleBasedStateMachine):
    """Whatever is done, the caption in view is one that is there, and the file holds the first."""

    def __init__(self) -> None:
        super().__init__()
        # That writes reach the disk is another test's business.
        self.no_sync = patch("os.fsync")
        self.no_sync.start()
        self.folder = tempfile.TemporaryDirectory(prefix="captions-")
        self.root = Path(self.folder.name)
        (self.root / "a.png").write_bytes(PNG)
        self.session = open_session(self.root)
        put(self.session, "a.png", action=["one", "two"])
        self.state = compose(self.session)
        self.state.go_to_slot(number(self.session, "action"))
        self.captions = Alternatives(self.state)

    @rule(action=st.sampled_from(["add_copy", "add_empty", "delete", "make_first"]))
    def change(self, action: str) -> None:
        getattr(self.captions, action)()

    @rule(step=st.sampled_from([-1, 1]))
    def go_on(self, step: int) -> None:
        self.captions.go_on(step)

    @rule(text=st.sampled_from(["three", "four, five", "one"]))
    def write(self, text: str) -> None:
        keep(self.state, text)

    @rule()
    def take_back(self) -> None:
        do(self.state, self.state.take_back())

    @rule(direction=st.sampled_from(["undo", "redo"]))
    def turn(self, direction: str) -> None:
        before = self.state.captions
        finish(getattr(self.session, direction)())
        self.state.look_at_change(before)

    @invariant()
    def the_caption_in_view_is_there(self) -> None:
        assert 0 <= self.state.alternative < len(self.state.captions)
        assert self.state.caption == self.state.captions[self.state.alternative]

    @invariant()
    def the_file_holds_the_first(self) -> None:
        path = self.root / "a.txt"
        held = path.read_text(encoding="utf-8") if path.exists() else ""
        assert held == self.session.caption("a.png")

    def teardown(self) -> None:
        self.session.close()
        self.folder.cleanup()
        self.no_sync.stop()


TestAnyCaptions = AnyCaptions.TestCase
TestAnyCaptions.settings = settings(max_examples=25, stateful_step_count=25, deadline=None, derandomize=True)
