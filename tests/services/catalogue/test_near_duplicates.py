"""Near-duplicates among the tags of a dataset: clusters, what stays different, and the finding of images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.different_tags import different_tags, keep_different
from tui_captioner.services.catalogue.filtering import filter_words, filtered_names
from tui_captioner.services.catalogue.near_duplicates import NearDuplicates, near_duplicates_of
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import listed

TEXTS = {
    "a": b"red hats, standing, scrarf",
    "b": b"red hat, scarf",
    "c": b"red hat, legs raised in air, scarf",
    "d": b"raised legs, left hand, raised legs",
    "e": b"right hand",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


def looked(session: Session) -> NearDuplicates:
    near = near_duplicates_of(session)
    finish(near.look())
    return near


def as_texts(near: NearDuplicates) -> list[tuple[str, ...]]:
    return [cluster.texts for cluster in near.clusters]


def found(session: Session, text: str) -> list[str]:
    return [name.removesuffix(".png") for name in result_of(filtered_names(session, text))]


def test_the_clusters_are_those_of_the_captions_with_their_counts(session: Session) -> None:
    near = looked(session)
    assert as_texts(near) == [("red hat", "red hats"), ("scarf", "scrarf"), ("legs raised in air", "raised legs")]
    sibling = near.sibling("red hats")
    assert sibling is not None
    assert (sibling.texts, sibling.counts) == (("red hat",), (2,))
    assert near.sibling("red hat") is None
    assert near.sibling("left hand") is None


def test_an_edit_is_seen_the_next_time(session: Session) -> None:
    near = looked(session)
    assert near.is_current
    caption = session.record("e.png").caption.added("subject", (Tag("Standing"),))
    session.edit("e.png", "add", caption)
    assert not near.is_current
    assert ("standing", "Standing") in as_texts(looked(session))


def test_what_is_different_stays_so_in_the_settings(session: Session, tmp_path: Path) -> None:
    near = looked(session)
    near.keep_apart(["red hat", "red hats"])
    assert ("red hat", "red hats") not in as_texts(looked(session))
    assert different_tags(session).holds("red hats", "red hat")
    path = tmp_path / ".tui-captioner" / "project.toml"
    assert path.read_text("utf-8").endswith('[different]\n"red hat" = ["red hats"]\n')
    keep_different(session, [("red hats", "red hat")], forget=True)
    assert len(different_tags(session)) == 0


def test_what_else_stands_in_the_settings_stays(session: Session, tmp_path: Path) -> None:
    near = looked(session)
    near.keep_apart(["scarf", "scrarf"])
    path = tmp_path / ".tui-captioner" / "project.toml"
    path.write_text('globals = []  # mine\n\n[different] # and mine\n"red hat" = "red hats"  # not\n', "utf-8")
    near.keep_apart(["red hat", "red hats"])
    assert path.read_text("utf-8") == 'globals = []  # mine\n\n[different] # and mine\n"red hat" = "red hats"  # not\n'
    near.keep_apart(["red hat", "Red Hat"], "red hat")
    assert different_tags(session).holds("Red Hat", "red hat")
    assert different_tags(session).holds("red hats", "red hat")
    assert "# and mine" in path.read_text("utf-8")


@pytest.mark.parametrize("table", ["different = 3", "[different]\na = 3", "[different]\na = [3]"])
def test_settings_that_are_no_pairs_are_said(session: Session, tmp_path: Path, table: str) -> None:
    looked(session).keep_apart(["a", "b"])
    (tmp_path / ".tui-captioner" / "project.toml").write_text(f"{table}\n", "utf-8")
    with pytest.raises(CaptionerError, match=r"\[different\] must (have lists of tags|be a table)"):
        different_tags(session)
    with pytest.raises(CaptionerError, match=r"\[different\] must"):
        keep_different(session, [("a", "b")])


def test_nothing_is_kept_where_nothing_may_be_written(tmp_path: Path) -> None:
    make_captions(tmp_path, TEXTS)
    opened = Session.open(tmp_path, writable=False)
    with pytest.raises(ReadOnlyError):
        looked(opened).keep_apart(["red hat", "red hats"])
    opened.close()


def test_an_alias_of_the_project_makes_two_tags_one(session: Session) -> None:
    assert all("left hand" not in texts for texts in as_texts(looked(session)))
    session.own_terms.keep("left hand", "right hand", "subject")
    session.edit("e.png", "add", session.record("e.png").caption.added("subject", (Tag("vase"),)))
    assert ("left hand", "right hand") in as_texts(looked(session))


def test_a_filter_finds_the_images_with_a_near_duplicate(session: Session) -> None:
    assert "near-duplicate" in filter_words(session).rules
    assert found(session, "finding:near-duplicate") == ["a", "d"]
    assert found(session, "NOT finding:near*") == ["b", "c", "e"]
    near_duplicates_of(session).keep_apart(["red hat", "red hats"])
    near_duplicates_of(session).keep_apart(["scarf", "scrarf"])
    assert found(session, "finding:near-duplicate") == ["d"]


def test_a_list_of_images_says_how_many_each_has(session: Session) -> None:
    names = ["a.png", "b.png", "d.png"]
    before = result_of(catalogue_of(session).answer(lambda store: listed(store, names)))
    assert before["a.png"].findings.get("near-duplicate") is None
    looked(session)
    after = result_of(catalogue_of(session).answer(lambda store: listed(store, names)))
    assert [after[name].findings.get("near-duplicate") for name in names] == [2, None, 1]


def test_perhaps_has_what_no_rule_finds(tmp_path: Path) -> None:
    make_captions(tmp_path, {"a": b"slightly curved edges, red hat", "b": b"slightly curled edges, red hats"})
    session = open_session(tmp_path)
    near = looked(session)
    finish(near.look_for_perhaps())
    assert [pair[:2] for pair in near.perhaps] == [("slightly curled edges", "slightly curved edges")]
    near.keep_apart(["slightly curled edges", "slightly curved edges"])
    finish(near.look())
    finish(near.look_for_perhaps())
    assert near.perhaps == []
    session.close()


def test_after_edits_the_same_is_known_as_from_the_start(session: Session) -> None:
    near = looked(session)
    first = near.index
    for text in ("Red Hat", "scarves", "left-hand", "leg", "red hats"):
        session.edit("e.png", "add", session.record("e.png").caption.added("subject", (Tag(text),)))
        looked(session)
        session.edit("a.png", "remove", session.record("a.png").caption.added("action", (Tag(f"{text} too"),)))
        fresh = NearDuplicates(session)
        finish(fresh.look(keep=False))
        assert as_texts(looked(session)) == as_texts(fresh)
    caption = session.record("e.png").caption
    for slot in session.structure.own_keys:
        while caption.tags(slot):
            caption = caption.removed(slot, 0)
    session.edit("e.png", "clear", caption)
    fresh = NearDuplicates(session)
    finish(fresh.look(keep=False))
    assert as_texts(looked(session)) == as_texts(fresh)
    assert near.index is first


def test_a_sentence_has_no_second_spelling(tmp_path: Path) -> None:
    long = b"a woman who stands at the window and looks at the rain " * 3
    make_captions(tmp_path, {"a": long + b"in May", "b": long.upper() + b"IN MAY"})
    session = open_session(tmp_path)
    assert looked(session).clusters == []
    session.close()
