"""A tagger's tags are terms of the vocabulary first; the others get the slots that they would have in a caption."""

from __future__ import annotations

from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.services.drafting.tag_terms import TagTerms

CROSSED = Term("arms crossed", "action", "gesture", ("crossed arms",), group="arms")


def test_aliases_lead_to_terms_and_unknown_words_to_slots_once() -> None:
    terms = TagTerms(Vocabulary([CROSSED, Term("red dress", "subject")]), DEFAULT_STRUCTURE)
    found = terms.new(["crossed arms", "blue dress", "zzyzx"])
    assert found["crossed arms"] == CROSSED
    assert (found["blue dress"].text, found["blue dress"].slot) == ("blue dress", "subject")
    assert found["zzyzx"].slot in DEFAULT_STRUCTURE.own_keys
    assert terms.new(["crossed arms", "zzyzx", "red dress"]) == {"red dress": Term("red dress", "subject")}
