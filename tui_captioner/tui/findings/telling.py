"""Findings on one caption as their details show them: with the caption that a mend would make."""

from __future__ import annotations

from dataclasses import replace

from tui_captioner.domain.caption import Caption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import MakeGlobal, Mend
from tui_captioner.domain.difference import parts
from tui_captioner.domain.edits import apply_all
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.mends import edits_of, mend_of, mend_words
from tui_captioner.services.session.session import Session
from tui_captioner.tui.dialogs.findings import ToldFinding
from tui_captioner.tui.findings.listing import rule_named
from tui_captioner.tui.proposals.views import text_pieces
from tui_captioner.tui.widgets.lines import Line
from tui_captioner.tui.widgets.severity import sign_of


def told_finding(session: Session, caption: Caption, finding: Finding) -> ToldFinding:
    """A finding as the details show it.

    Args:
        session: The open dataset.
        caption: The caption that it is on.
        finding: The finding.
    """
    rule, mend = rule_named(finding.rule, finding.severity), mend_of(finding)
    told = ToldFinding(sign_of(finding), finding.message, rule.id, rule.source, finding.mend)
    if mend is None or session.project.read_only:
        return told
    try:
        after = mended(session, caption, mend)
    except CaptionerError:
        # Such as a tag that is a global: the advice says what to do.
        return told
    return replace(told, mend=mend_words(session, mend), change=_change(session, caption, after))


def mended(session: Session, caption: Caption, mend: Mend) -> Caption:
    """A caption with a mend; as it is where that is about all captions. See `edits_of` for what is raised."""
    if isinstance(mend, MakeGlobal):
        return caption
    return apply_all(edits_of(session, mend), caption, session.globals)


def _change(session: Session, caption: Caption, after: Caption) -> Line:
    before, new = session.caption_text(caption), session.caption_text(after)
    return () if before == new else tuple(text_pieces(parts(before, new)))
