"""Who set a tag and what models propose: filtered, completed, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.sessions import add, open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.query.at_cursor import complete
from tui_captioner.domain.statistics.figures import ModelFigures
from tui_captioner.domain.statistics.told import sections
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import filtered_names, offered_words, read_filter
from tui_captioner.services.catalogue.statistics import StatisticsReader
from tui_captioner.services.drafting.machine_tags import refuse, with_confirmed
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.authors import images_with_proposed

HAT, CAT = DraftedTag("subject", "red hat", "WD 14"), DraftedTag("subject", "cat", "WD 14")
NEW = DraftedTag("details", "brzmzk", "joy", known=False)


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    """The second image was read; of the first a tag is confirmed, one refused, one open; the third has open ones."""
    opened = open_session(dataset)
    opened.edit_record("a.png", "drafts", replace(opened.record("a.png"), drafted=(HAT, CAT, NEW)))
    opened.edit("a.png", "confirm", with_confirmed(opened, opened.record("a.png").caption, [HAT]))
    refuse(opened, "a.png", opened.record("a.png"), [NEW])
    opened.edit_record("c.png", "drafts", replace(opened.record("c.png"), drafted=(HAT, NEW)))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("by:file", ["b.png"]),
        ('by:"wd_14"', ["a.png"]),
        ("by:joy", []),
        ("by:me", []),
        ("proposed:joy", ["c.png"]),
        ("proposed:*", ["a.png", "c.png"]),
        ("NOT proposed:*", ["b.png"]),
        ('proposed:"WD 14" NOT by:"WD 14"', ["c.png"]),
    ],
)
def test_a_filter_asks_who(session: Session, text: str, names: list[str]) -> None:
    assert result_of(filtered_names(session, text)) == names


@pytest.mark.parametrize("author", ["person", "me", "edit"])
def test_a_person_has_several_names(session: Session, author: str) -> None:
    add(session, "c.png", "action", "waving")
    assert result_of(filtered_names(session, f"by:{author}")) == ["c.png"]


def test_what_a_confirmed_tag_is_rewritten_to_is_a_persons(session: Session) -> None:
    caption = session.record("a.png").caption
    session.edit("a.png", "edit", caption.replaced("subject", 0, (Tag("blue hat"),)))
    assert result_of(filtered_names(session, 'by:"WD 14"')) == []
    assert result_of(filtered_names(session, "by:me")) == ["a.png"]


def test_the_models_of_the_dataset_are_offered(session: Session) -> None:
    result_of(catalogue_of(session).answer(lambda _: None))
    words = offered_words(session)
    assert complete("by:W", 4, words).options == ('"WD 14"',)
    assert complete("proposed:", 9, words).options == ('"WD 14"', "joy")
    assert complete("by:p", 4, words).options == ("person",)


def test_images_with_new_words_come_first(session: Session) -> None:
    assert result_of(catalogue_of(session).answer(images_with_proposed)) == ["c.png", "a.png"]


def test_statistics_tell_what_became_of_each_models_tags(session: Session) -> None:
    reader = StatisticsReader(session)
    figures = result_of(catalogue_of(session).answer(reader.question))
    assert figures.models == (ModelFigures("WD 14", 1, 0, 2), ModelFigures("joy", 0, 1, 1))
    rows = next(part for part in sections(figures, session.structure) if part.key == "models").rows
    assert [(row.label, row.images, row.whole, row.note, row.filter) for row in rows] == [
        ("WD 14", 1, 3, "0 refused, 2 open", 'by:"WD 14"'),
        ("joy", 0, 2, "1 refused, 1 open", "proposed:joy"),
    ]
    reader = StatisticsReader(session, read_filter(session, "name:c"))
    figures = result_of(catalogue_of(session).answer(reader.question))
    assert figures.models == (ModelFigures("WD 14", 0, 0, 1), ModelFigures("joy", 0, 0, 1))


def test_machine_tags_are_no_tags_of_captions(session: Session) -> None:
    assert result_of(filtered_names(session, "brzmzk")) == []
    assert result_of(filtered_names(session, "subject:cat")) == []
    assert session.record("c.png").caption == Caption()
