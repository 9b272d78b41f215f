"""What a tagger wrote into files, taken as machine tags in place of captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.services.bulk.drafts import DraftProposal, draft_proposal
from tui_captioner.services.importing.import_matching import matched_rows
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows
from tui_captioner.services.importing.import_plan import ImportPlan, refusal_of
from tui_captioner.services.importing.import_texts import ImportRefused
from tui_captioner.services.importing.importing import captions_of, check_matched
from tui_captioner.services.session.session import Session


def plan_drafts(
    session: Session, source: ReadRows, options: ImportOptions, by: str
) -> tuple[ImportPlan, DraftProposal]:
    """Match rows to images; the first caption of each becomes what a model proposes for its image.

    Args:
        session: The open dataset.
        source: What was read.
        options: How it is to be imported; its mode counts for nothing, since only empty slots get anything.
        by: The name of the model.

    Returns:
        What was matched and what was not, without changes, and the proposal.
    """
    plan = ImportPlan(source.format, refused=list(source.refused))
    rows = matched_rows(session, source.rows, plan)
    plan.matched = len(rows)
    answers: dict[str, Mapping[str, Sequence[str]]] = {}
    for name in session.names:
        row = rows.get(name)
        try:
            captions = () if row is None else captions_of(session, row, options)
        except ImportRefused as error:
            plan.refused.append(refusal_of(rows[name], name, error))
            continue
        if captions:
            answers[name] = captions[0].texts()
        else:
            plan.without.append(name)
    check_matched(session, options, plan)
    return plan, draft_proposal(session, answers, by)
