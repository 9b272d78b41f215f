"""What `show` and `vocab list` say, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.profiles.leaving_out import left_out_tags
from tui_captioner.domain.slot_states import state_of_slot
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import load_lists
from tui_captioner.storage.catalogue.questions import first_slots, tag_counts


def describe(session: Session, name: str) -> dict[str, Any]:
    """One image as `show --json` prints it: slots, caption, alternatives, state, tokens, findings.

    What few images have stands there for those alone: `note`, `slot_states` where a slot has a state of its own,
    `left_out` with the tags by slot that are kept and not written, `problem`.

    `tokens` is the count for the model's first encoder: exact where the session's counter was loaded and has its
    tokenizer, else an estimate.
    """
    known = session.look_over(name)
    record = known.record
    caption = session.caption_text(record.caption)
    texts = record.caption.texts()
    slots = {key: texts.get(key, []) for key in session.structure.own_keys}
    shown: dict[str, Any] = {
        "file_name": name,
        "slots": {GLOBALS: [tag.text for tag in session.globals], **slots},
        "caption": caption,
        "alternatives": [session.caption_text(other) for other in record.alternatives],
        "state": record.state,
        "tokens": session.tokens.number(caption),
        "findings": [_finding(found) for found in session.checks.left_to_tell(name, record.caption, record.state)],
    }
    left_out = left_out_tags(record.caption)
    if left_out:
        shown["left_out"] = {key: [tag.text for tag in tags] for key, tags in left_out.items()}
    if record.note:
        shown["note"] = record.note
    if record.marks:
        shown["slot_states"] = {
            key: state_of_slot(record.state, record.marks.get(key), has_tags=bool(record.caption.tags(key)))
            for key in session.structure.own_keys
        }
    return {**shown, "problem": known.problem} if known.problem else shown


def _finding(found: Finding) -> dict[str, str]:
    """A finding as `show` prints it: the image stands there already."""
    values = found.as_dict()
    del values["file_name"]
    return values


def prepare(session: Session, progress: Callable[[int, int], object]) -> None:
    """Have the tags of a large dataset at hand with their slots, before all of its images are described.

    Args:
        session: The open dataset.
        progress: Called with how many images are done, and of how many.
    """
    result_of(catalogue_of(session).fill_kept(), progress)


def vocabulary_terms(session: Session, problem: Callable[[CaptionerError], object]) -> Iterator[dict[str, Any]]:
    """Every term that is completed in a dataset, with the number of captions that use it.

    Its own terms and the shipped ones come first, then those of imported lists, then used tags that neither knows.

    Args:
        session: The open dataset.
        problem: Called for each imported list that can't be used.

    Raises:
        CatalogueError: If there can be no catalogue.
    """
    catalogue = catalogue_of(session)
    used = result_of(catalogue.answer(tag_counts))
    counts = {text: sum(numbers.values()) for text, numbers in used.items()}
    slots = result_of(catalogue.answer(lambda store: first_slots(store, session.structure.own_keys)))
    for term in _terms(session, counts, slots, problem):
        yield {
            "text": term.text,
            "slot": term.slot,
            "layer": term.layer,
            "group": term.group,
            "aliases": list(term.aliases),
            "count": counts.get(term.text, 0),
        }


def _terms(
    session: Session,
    counts: Mapping[str, int],
    slots: Mapping[str, str],
    problem: Callable[[CaptionerError], object],
) -> Iterator[Term]:
    """The terms of all sources, each text once."""
    known: set[str] = set()
    for term in session.project.vocabulary.terms:
        known.add(term.text)
        yield term
    for index in load_lists(session.project, problem):
        for number in range(len(index)):
            term = index.term(number)
            if term.text not in known:
                known.add(term.text)
                yield term
    yield from (Term(text, slot=slots[text]) for text in sorted(counts) if text not in known)
