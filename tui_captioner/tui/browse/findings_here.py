"""What Browse does about findings: those of the row at hand with what mends them; accepting those of many images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual import work

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.mends import mending
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.checking.accepted import accept
from tui_captioner.services.checking.all_findings import findings_of
from tui_captioner.services.checking.live_findings import findings_on
from tui_captioner.tui.browse.look_alikes import LookAlikePage
from tui_captioner.tui.dialogs.findings import Answer, FindingsDialog
from tui_captioner.tui.findings.telling import told_finding
from tui_captioner.tui.lists.page import Handler, Question
from tui_captioner.tui.lists.work import in_slices


class CheckedPage(LookAlikePage):
    """A list of images that shows what checks found on each."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of every list."""
        return {
            **super().handlers(),
            "browse_findings_here": lambda _: self._show_findings(),
            "edit_accept": lambda _: self._ask_rule(),
        }

    # --- of one image ---------------------------------------------------------------------------------------------

    def _show_findings(self) -> None:
        """Show what was found on the caption in the row, and do what is answered."""
        name, session = self.browsing.name, self.session
        if not name:
            return
        record = session.look_over(name).record
        findings = findings_on(session, name, record.caption, record.state)

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.guarded(lambda: self._answer(name, findings, answer))
            self.redraw()

        told = [told_finding(session, record.caption, finding) for finding in findings]
        self.app.push_screen(FindingsDialog(self.keymap, told), answered)

    def _answer(self, name: str, findings: Sequence[Finding], answer: Answer) -> None:
        if answer.act == "all":
            self.show_findings()
        elif self.session.project.read_only:
            self.say(f"Read-only: {self.session.project.read_only}", warning=True)
        elif answer.act == "accept":
            self._accepted(accept(self.session, [findings[answer.place]], name))
        else:
            self._propose_mend(replace(findings[answer.place], file_name=name))

    def show_findings(self) -> None:
        """Show the findings of all listed images."""
        raise NotImplementedError

    @work(exclusive=True, group="mend")
    async def _propose_mend(self, finding: Finding) -> None:
        try:
            proposal = await in_slices(mending(self.session, [finding]))
        except CaptionerError as error:
            self.complain(error)
            return
        if isinstance(proposal, Proposal):
            self.propose(proposal, "The caption is another by now: nothing would change")

    # --- of many --------------------------------------------------------------------------------------------------

    def _ask_rule(self) -> None:
        """Ask which findings of the chosen or listed images are accepted."""
        names = self.browsing.these
        known = (self.browsing.known(name) for name in names)
        rules = sorted({rule for image in known if image is not None for rule in image.findings})

        def begun(text: str) -> str:
            return next((rule for rule in rules if text and rule.startswith(text)), "")

        many = f"{len(names):,} image{'s' * (len(names) != 1)}"
        self.say(f"Rules: {', '.join(rules)}" if rules else "")
        question = Question(
            f"{many}, accept findings of rule (Enter: all):",
            lambda typed: self._accept_found(names, begun(typed.strip()) or typed.strip()),
            ends=lambda typed: begun(typed)[len(typed) :],
        )
        self.ask(question)

    @work(exclusive=True, group="accept")
    async def _accept_found(self, names: Sequence[str], rule: str) -> None:
        found, catalogue, wanted = findings_of(self.session), catalogue_of(self.session), frozenset(names)
        try:
            await in_slices(found.look(), waiting=lambda: catalogue.is_waiting)
        except CaptionerError as error:
            self.complain(error)
            return
        theirs = [each for each in found.told().findings if each.file_name in wanted and rule in ("", each.rule)]
        if not theirs:
            self.say(f"None of them has a finding{f' of {rule}' if rule else ''}")
            self.redraw()
            return
        self.guarded(lambda: self._accepted(accept(self.session, theirs)))

    def _accepted(self, count: int) -> None:
        many = "1 finding" if count == 1 else f"{count:,} findings"
        self.browsing.forget_known()
        self.changed()
        self.say(f"Accepted {many}; {self.keymap.first('undo')} takes that back")
