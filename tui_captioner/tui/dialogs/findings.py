"""What checks found on the caption at hand: what is so, where from, what to do, and what a key would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.containers import VerticalScroll
from textual.geometry import Region

from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, Piece, wrap

_INDENT = "    "
"""Before what belongs to a finding."""


@dataclass(frozen=True)
class ToldFinding:
    """A finding as it is shown.

    Args:
        sign: The sign of its severity.
        message: What is so.
        rule: Id of its rule.
        source: Where the rule comes from.
        advice: What to do.
        mend: What the key that mends would do; empty where no key mends it.
        change: The caption with that change; empty where it would change nothing.
    """

    sign: Piece
    message: str
    rule: str
    source: str
    advice: str
    mend: str = ""
    change: Line = ()


class Answer(NamedTuple):
    """What is to be done.

    Args:
        act: `mend`, `accept`, or `all` for the findings of all captions.
        place: Which finding, from 0.
    """

    act: str
    place: int


class FindingsDialog(TextDialog[Answer]):
    """The findings on a caption, details of the chosen one; answers what is to be done with it.

    Args:
        keymap: Which key does what.
        findings: The findings, the worst first; there may be none.
    """

    AUTO_FOCUS = ""
    mode = "findings-here"

    def __init__(self, keymap: ScreenKeymap, findings: Sequence[ToldFinding]) -> None:
        super().__init__(keymap)
        self._findings = findings
        self.chosen = 0
        self._rows = range(0)
        """The lines of the chosen finding."""

    def handlers(self) -> Mapping[str, Handler]:
        """Keys that choose and act, besides those of every dialog of text."""
        return {
            **super().handlers(),
            "here_next": lambda _: self._choose(1),
            "here_previous": lambda _: self._choose(-1),
            "here_mend": lambda _: self._mend(),
            "here_accept": lambda _: self._act("accept"),
            "here_all": lambda _: self.dismiss(Answer("all", self.chosen)),
        }

    def lines_at(self, width: int) -> list[Line]:
        """The findings, one below the other, the chosen one with what is to be said of it."""
        if not self._findings:
            words = self.reminder((("here_all",), "shows those of all captions"), (("leave_dialog",), "goes back"))
            return [(("Nothing was found on this caption.", "good"),), (), ((words, "dim"),)]
        lines: list[Line] = []
        for place, finding in enumerate(self._findings):
            here = place == self.chosen
            head: Line = (("> " if here else "  ", "accent"), finding.sign, (" ", ""))
            first = len(lines)
            for row in wrap(((finding.message, "strong" if here else ""),), max(10, width - len(_INDENT))):
                lines.append((*(head if len(lines) == first else ((_INDENT, ""),)), *row))
            if here:
                lines += self._details(finding, width)
                self._rows = range(first, len(lines))
        hint = self.reminder(
            (("here_previous", "here_next"), "choose"),
            (("here_mend",), "mends"),
            (("here_accept",), "accepts"),
            (("here_all",), "shows all captions' findings"),
            (("leave_dialog",), "goes back"),
        )
        return [*lines, (), *wrap(((hint, "dim"),), width)]

    def _details(self, finding: ToldFinding, width: int) -> list[Line]:
        told: list[Line] = [((finding.rule, "dim"), ("  ", ""), (finding.source, "faint")), ((finding.advice, "dim"),)]
        if finding.mend:
            told.append(((f"{self.keymap.first('here_mend')}  {finding.mend}", "accent"),))
        if finding.change:
            told.append(finding.change)
        lines = [line for each in told for line in wrap(each, max(10, width - len(_INDENT)))]
        return [*(((_INDENT, ""), *line) for line in lines), ()]

    def _choose(self, step: int) -> None:
        self.chosen = max(0, min(len(self._findings) - 1, self.chosen + step))
        self._fill()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to the chosen finding, its beginning rather than its end."""
        pane = self.query_one(VerticalScroll)
        rows = min(len(self._rows), pane.size.height)
        pane.scroll_to_region(Region(0, self._rows.start, 1, rows), animate=False)

    def _mend(self) -> None:
        if self._findings and self._findings[self.chosen].mend:
            self._act("mend")

    def _act(self, act: str) -> None:
        if self._findings:
            self.dismiss(Answer(act, self.chosen))
