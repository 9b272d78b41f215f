"""Edits in any order: undo gives every byte back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import PNG
from tests.support.sessions import open_session, sidecars
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.records import ImageRecord

pytestmark = pytest.mark.slow


class Edits(RuleBasedStateMachine):
    """Any series of edits, undone and redone, leaves sidecars that equal what the session says."""

    @initialize()
    def open(self) -> None:
        import tempfile

        self.root = Path(tempfile.mkdtemp(prefix="edits-"))
        for name in ("a.png", "b.png"):
            (self.root / name).write_bytes(PNG)
        (self.root / "b.txt").write_bytes(b"one,  two\n")
        self.session = open_session(self.root)
        self.past = [sidecars(self.root)]
        self.at = 0

    @rule(
        name=st.sampled_from(["a.png", "b.png"]),
        slot=st.sampled_from(["type", "action"]),
        text=st.sampled_from(["x", "y", "one", "g"]),
    )
    def add(self, name: str, slot: str, text: str) -> None:
        before = self.session.undo_title(), len(self.past)
        if self.session.edit(name, "add", self.session.record(name).caption.added(slot, (Tag(text),))):
            self._stepped()
        assert before is not None

    @rule(text=st.sampled_from(["x", "y"]), other=st.sampled_from(["p", "q"]))
    def change_both(self, text: str, other: str) -> None:
        record = ImageRecord(Caption({"type": (Tag(text),)}), "draft", (Caption({"type": (Tag(other),)}),))
        changes = any(self.session.record(name) != record for name in self.session.names)
        finish(self.session.change_many("change", [(name, record) for name in self.session.names]))
        if changes:
            self._stepped()

    @rule(texts=st.lists(st.sampled_from(["g", "h", "one"]), unique=True, max_size=2))
    def set_globals(self, texts: list[str]) -> None:
        old = [tag.text for tag in self.session.globals]
        finish(self.session.set_globals(texts, "globals"))
        if texts != old:
            self._stepped()

    def _stepped(self) -> None:
        self.past = [*self.past[: self.at + 1], sidecars(self.root)]
        self.at += 1

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        finish(self.session.undo())
        self.at -= 1

    @precondition(lambda self: self.at < len(self.past) - 1)
    @rule()
    def redo(self) -> None:
        finish(self.session.redo())
        self.at += 1

    @rule()
    def restart(self) -> None:
        self.session.close()
        self.session = open_session(self.root)

    @invariant()
    def files_are_as_they_were_at_this_step(self) -> None:
        if hasattr(self, "past"):
            assert sidecars(self.root) == self.past[self.at]

    def teardown(self) -> None:
        import shutil

        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.root)


TestEdits = Edits.TestCase

TestEdits.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
