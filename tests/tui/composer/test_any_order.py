"""Actions of the composer in any order: nothing is lost, and undo gives everything back."""

from __future__ import annotations

import shutil
import tempfile
from operator import attrgetter
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import PNG
from tests.support.tui_material import at, compose, do, open_session, put
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.sidecars import SidecarChangedError

# --- any order --------------------------------------------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """Actions in any order, with changes from outside: nothing but a `CaptionerError` comes up, every index fits."""

    def __init__(self) -> None:
        super().__init__()
        # That writes reach the disk is another test's business.
        self.no_sync = patch("os.fsync")
        self.no_sync.start()

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="composing-"))
        for name in ("a.png", "b.png"):
            (self.root / name).write_bytes(PNG)
        self.session = open_session(self.root)
        put(self.session, "a.png", action=["one", "two"])
        self.state = compose(self.session)
        at(self.state, "action")

    def run(self, make: object) -> None:
        assert callable(make)
        try:
            job: Job | None = make()
            do(self.state, job)
        except SidecarChangedError as error:
            self.session.take_theirs(error.conflict)
            self.state.settle_cursor()
        except CaptionerError:
            pass

    @rule(text=st.sampled_from(["sta", "one", "two, three", " ", ",", "standing", "{colour} hat"]))
    def type_text(self, text: str) -> None:
        if self.state.cursor.place is None:
            self.state.typed(text)

    @precondition(lambda self: self.state.cursor.place is None)
    @rule(action=st.sampled_from(["take", "keep", "let_go", "choose_next", "choose_previous", "cursor.set"]))
    def at_the_input(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @precondition(lambda self: self.state.mode == "empty")
    @rule(action=st.sampled_from(["take_back", "pick", "next_slot"]))
    def at_the_empty_input(self, action: str) -> None:
        function = attrgetter(action)(self.state)
        self.run((lambda: function(2)) if action == "pick" else function)

    @precondition(lambda self: self.state.mode == "typing")
    @rule()
    def empty_the_input(self) -> None:
        self.state.typed("")

    @precondition(lambda self: self.state.cursor.place is not None)
    @rule(action=st.sampled_from(["edit_tag", "cursor.delete", "leave_tags"]))
    def at_the_tags(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @precondition(lambda self: self.state.cursor.place is not None)
    @rule(
        action=st.sampled_from(["walk", "cursor.walk_slot", "cursor.move", "cursor.move_to_slot"]),
        step=st.sampled_from([-1, 1, 2, 3]),
    )
    def over_the_tags(self, action: str, step: int) -> None:
        self.run(lambda: attrgetter(action)(self.state)(step))

    @rule(slot=st.integers(0, 8))
    def slot(self, slot: int) -> None:
        self.run(lambda: self.state.go_to_slot(slot))

    @rule(action=st.sampled_from(["previous_slot", "next_unfinished", "toggle_done"]))
    def anywhere(self, action: str) -> None:
        self.run(attrgetter(action)(self.state))

    @rule(step=st.sampled_from([-1, 1]))
    def image(self, step: int) -> None:
        self.run(lambda: self.state.step_image(step))

    @rule()
    def from_previous(self) -> None:
        self.run(lambda: self.state.take_from_previous(self.session.structure.own_keys))

    @rule(action=st.sampled_from(["undo", "redo"]))
    def history(self, action: str) -> None:
        self.run(getattr(self.session, action))

    @rule(text=st.sampled_from(["one", "standing, two"]))
    def change_outside(self, text: str) -> None:
        (self.root / "a.txt").write_text(text)

    @invariant()
    def every_index_fits(self) -> None:
        if not hasattr(self, "state"):
            return
        state = self.state
        assert state.slot in self.session.structure.keys
        count = len(state.tags(state.slot))
        assert state.cursor.place is None or 0 <= state.cursor.place < count
        assert state.editing is None or 0 <= state.editing < count
        assert state.choice is None or 0 <= state.choice < len(state.rows)
        assert state.editing is None or state.cursor.place is None

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.root)
        self.no_sync.stop()


TestAnyOrder = AnyOrder.TestCase

TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True)
