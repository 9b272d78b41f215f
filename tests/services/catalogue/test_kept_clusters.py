"""Near-duplicates as the catalogue kept them: the same clusters, and compared anew only where something is another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.list_desk import make_captions
from tui_captioner.domain.caption import Tag
from tui_captioner.services.catalogue.catalogue import Catalogue
from tui_captioner.services.catalogue.different_tags import keep_different
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.catalogue.kept_clusters import near_clusters
from tui_captioner.services.catalogue.near_duplicates import NearDuplicates, near_duplicates_of
from tui_captioner.services.session.jobs import Steps, finish, result_of
from tui_captioner.services.session.session import Session

TEXTS = {
    "a": b"red hats, standing, scrarf",
    "b": b"red hat, scarf",
    "c": b"red hat, legs raised in air, scarf",
    "d": b"raised legs, left hand, car",
    "e": b"right hand, automobile machine",
}
CLUSTERS = [("red hat", "red hats"), ("scarf", "scrarf"), ("legs raised in air", "raised legs")]


def opened(folder: Path, *, kept: bool = True) -> Session:
    session = Session.open(folder)
    if kept:
        session.companions.get(Catalogue, lambda: Catalogue(session, small=0))
    return session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset whose near-duplicates were looked for once."""
    make_captions(tmp_path, TEXTS)
    session = opened(tmp_path)
    assert texts(session) == CLUSTERS
    session.close()
    return tmp_path


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    session = opened(folder)
    yield session
    session.close()


def texts(session: Session) -> list[tuple[str, ...]]:
    return [cluster.texts for cluster in result_of(near_clusters(session))]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each time that tags are compared."""
    found: list[int] = []
    look = NearDuplicates.look

    def looked(self: NearDuplicates, *given: Any, **named: Any) -> Steps:
        found.append(1)
        return look(self, *given, **named)

    monkeypatch.setattr(NearDuplicates, "look", looked)
    return found


def test_what_was_found_among_the_same_tags_is_not_looked_for_again(session: Session, looks: list[int]) -> None:
    before = result_of(near_clusters(session))
    assert looks == []
    near = near_duplicates_of(session)
    finish(near.look())
    assert before == list(near.clusters)


def test_counts_are_those_of_today(session: Session, looks: list[int]) -> None:
    for name in ("d.png", "e.png"):
        session.edit(name, "add", session.peek(name).caption.added("subject", [Tag("red hats")]))
    assert texts(session)[0] == ("red hats", "red hat")
    assert looks == []


def test_a_new_tag_is_compared(session: Session, looks: list[int]) -> None:
    session.edit("e.png", "add", session.peek("e.png").caption.added("action", [Tag("is standing")]))
    assert ("standing", "is standing") in texts(session)
    assert looks == [1]


def test_what_is_said_to_be_different_is_no_longer_one_thing(session: Session, looks: list[int]) -> None:
    keep_different(session, [("red hat", "red hats")])
    assert texts(session) == CLUSTERS[1:]
    assert looks == [1]


def test_an_alias_of_the_user_makes_one_thing(folder: Path, looks: list[int]) -> None:
    (folder / ".tui-captioner").mkdir(exist_ok=True)
    (folder / ".tui-captioner" / "vocab.toml").write_text('[details.aliases]\n"car" = ["automobile machine"]\n')
    session = opened(folder)
    assert {"car", "automobile machine"} in [set(each) for each in texts(session)]
    assert looks == [1]
    session.close()


def test_filters_know_of_clusters_that_were_kept(session: Session) -> None:
    result_of(near_clusters(session))
    assert result_of(filtered_names(session, "finding:near-duplicate")) == ["a.png", "d.png"]


def test_a_catalogue_in_memory_finds_the_same(folder: Path, looks: list[int]) -> None:
    session = opened(folder, kept=False)
    assert texts(session) == CLUSTERS
    assert looks == [1]
    session.close()
