from __future__ import annotations

from tui_captioner.domain.caption import MARKS, Caption, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag, confirmed_by
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.typed_text import typed_tags

HAT = DraftedTag("subject", "red hat", "wd14")
BEACH = DraftedTag("background", "beach", "joy")


def test_a_caption_that_has_a_machine_tag_in_any_spelling_confirms_it() -> None:
    caption = Caption().added("details", typed_tags("Red_Hat")).added("subject", typed_tags("smiling"))
    confirmed, still = confirmed_by(caption, (HAT, BEACH))
    assert still == (BEACH,)
    assert [(tag.text, tag.by) for tag in confirmed.tags("details")] == [("Red_Hat", "wd14")]
    assert [(tag.text, tag.by) for tag in confirmed.tags("subject")] == [("smiling", "")]


def test_a_caption_without_any_stays_what_it_is() -> None:
    caption = Caption().added("subject", typed_tags("hat"))
    assert confirmed_by(caption, (HAT,)) == (caption, (HAT,))
    assert confirmed_by(caption, ()) == (caption, ())


def test_a_text_that_was_read_stays_that_text() -> None:
    caption = Caption({"subject": (Tag("red hat"),)}, read_caption("red hat ,"))
    confirmed, still = confirmed_by(caption, (HAT,))
    assert still == ()
    assert confirmed.read is caption.read


def test_a_mark_confirms_nothing() -> None:
    caption = Caption({"subject": (Tag(MARKS[0], mark=True),)})
    drafted = (DraftedTag("subject", MARKS[0], "wd14"),)
    assert confirmed_by(caption, drafted) == (caption, drafted)
