"""Filters are kept with the project, in a file that people edit too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tui_material import open_session
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.catalogue.kept_filters import keep_filter, kept_filters
from tui_captioner.services.session.session import Session


@pytest.fixture
def session(dataset: Path) -> Iterator[Session]:
    opened = open_session(dataset)
    yield opened
    opened.close()


def test_a_filter_is_kept_changed_and_forgotten(session: Session, dataset: Path) -> None:
    assert kept_filters(session) == {}
    keep_filter(session, "hats", 'tag:"red hat"')
    keep_filter(session, " no place ", "background:empty")
    keep_filter(session, "hats", "tag:*hat*")
    assert kept_filters(session) == {"hats": "tag:*hat*", "no place": "background:empty"}
    keep_filter(session, "no place", "")
    keep_filter(session, "was never there", "")
    assert kept_filters(session) == {"hats": "tag:*hat*"}


def test_what_else_stands_in_the_file_stays(session: Session, dataset: Path) -> None:
    keep_filter(session, "first", "hat")
    path = dataset / ".tui-captioner" / "project.toml"
    path.write_text('globals = ["annika"]  # mine\n\n[filters] # and mine\nold = "coat"\n', encoding="utf-8")
    keep_filter(session, "hats", "tag:hat")
    assert path.read_text(encoding="utf-8") == (
        'globals = ["annika"]  # mine\n\n[filters] # and mine\nold = "coat"\nhats = "tag:hat"\n'
    )


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 61])
def test_a_name_that_wont_do(session: Session, name: str) -> None:
    with pytest.raises(CaptionerError, match="no name for a filter"):
        keep_filter(session, name, "hat")


def test_filters_that_are_no_texts_are_said(session: Session, dataset: Path) -> None:
    keep_filter(session, "hats", "hat")
    (dataset / ".tui-captioner" / "project.toml").write_text("[filters]\nhats = 3\n", encoding="utf-8")
    with pytest.raises(CaptionerError, match=r"\[filters\] must have texts"):
        kept_filters(session)


def test_nothing_is_kept_where_nothing_may_be_written(dataset: Path) -> None:
    opened = open_session(dataset, writable=False)
    with pytest.raises(ReadOnlyError):
        keep_filter(opened, "hats", "hat")
    opened.close()
    assert not (dataset / ".tui-captioner").exists()
