"""Findings in the composer: those of the caption at hand with what mends them, and the way to those of all captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.composer.caption_findings import findings_here
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.watching import WatchingScreen
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.pictures import Pictures

_SAMPLE = Caption({"subject": (Tag("mordacious"),)})
"""A caption that every rule has to look up something for."""


class CheckedScreen(WatchingScreen):
    """A screen over a composer's state that shows findings.

    Args:
        state: The state of the composer.
        keymap: Which key does what.
        pictures: How pictures are shown.
        remarks: What is said at the start beside what the scan of the folder found.
    """

    def __init__(self, state: Composing, keymap: ScreenKeymap, pictures: Pictures, remarks: Sequence[str] = ()) -> None:
        super().__init__(state, keymap, pictures, remarks)
        state.knows_rules = False

    def import_later(self) -> None:
        """Have at hand what the rules go by, too: a fifth of a second, in a thread."""
        self.session.checks.findings(_SAMPLE)
        self.state.knows_rules = True
        self.app.call_later(self.redraw)
        super().import_later()

    def show_caption_findings(self) -> None:
        """Show what checks found on the caption in view."""
        from tui_captioner.tui.dialogs.findings import Answer, FindingsDialog
        from tui_captioner.tui.findings.telling import told_finding

        self.state.knows_rules = True
        name, number, findings = self.state.name, self.state.alternative, findings_here(self.state)
        told = [told_finding(self.session, self.state.caption, finding) for finding in findings]

        def answered(answer: Answer | None) -> None:
            if answer is None or (self.state.name, self.state.alternative) != (name, number):
                self.redraw()
            elif answer.act == "all":
                self.show_findings()
            elif answer.act == "mend":
                self._answer(lambda: self._mend(findings[answer.place]))
            else:
                self._answer(lambda: self._accept(findings[answer.place]))

        self._ask(FindingsDialog(self.keymap, told), answered)

    def _answer(self, act: Callable[[], object]) -> None:
        """Do what was answered; errors are shown and lose nothing."""
        try:
            act()
        except SidecarChangedError as changed:
            self.ask_about(changed)
            return
        except CaptionerError as problem:
            self.complain(problem)
        self.follow()

    # --- mending --------------------------------------------------------------------------------------------------

    def _mend(self, finding: Finding) -> None:
        """Change the caption in view; new globals, which all captions get, are shown first."""
        from tui_captioner.domain.checks.mend import MakeGlobal
        from tui_captioner.services.bulk.globals_adoption import Adoption
        from tui_captioner.services.bulk.mends import mend_of, mend_words
        from tui_captioner.tui.findings.telling import mended

        state, mend = self.state, mend_of(finding)
        if mend is None or state.is_half_typed():
            return
        if isinstance(mend, MakeGlobal):
            self.propose(Adoption(self.session, mend.texts), "They are globals already")
            return
        title = mend_words(self.session, mend)
        if not state.edit(title, mended(self.session, state.caption, mend)):
            state.say("The caption is another by now: nothing was changed")
        elif not state.message:
            state.say(f"Done: {title}; {self.undo_key} takes it back")

    def _accept(self, finding: Finding) -> None:
        """Report a finding no more; it is a step of the history."""
        from tui_captioner.services.checking.accepted import accept

        accept(self.session, [finding], self.state.name)
        self.state.say(f"Accepted: {finding.rule}; {self.undo_key} takes it back")

    # --- all findings ---------------------------------------------------------------------------------------------

    def show_findings(self) -> None:
        """Show what checks found in the images that are gone through."""
        from tui_captioner.tui.findings.listing import listing_of
        from tui_captioner.tui.findings.screen import FindingsScreen

        scope, listing = self.state.scope, listing_of(self.session)
        names = scope.names() if scope.is_filtered else None
        self._open(FindingsScreen(self.place, listing, scope.asked, names, self._browse_found))

    def _browse_found(self, text: str) -> None:
        """List the images of a finding, of those alone that it was looked for in."""
        from tui_captioner.domain.statistics.asked import both

        scope = self.state.scope
        self._browse_filter(both(scope.asked.text, text) if scope.is_filtered else text)
