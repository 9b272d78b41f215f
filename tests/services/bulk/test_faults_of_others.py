"""Faults that users of other caption editors met when they changed many captions, or came back: none of them here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.edits import Rename, TakeOut, apply_all
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.bulk.tag_edits import adding, deleting, moving, renaming
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import ORDERS, names_matching
from tui_captioner.storage.catalogue.order import Order

TEXTS = {
    "a": b"woman, man, long hair, hair, woman",
    "b": b"Blue Sky, blue sky,  hair",
    "c": b"woman, hair, woman, man, woman",
    "d": b"standing",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_bytes(text)
    return tmp_path


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = open_session(root)
    yield opened
    opened.close()


def changed(root: Path, proposal: Proposal) -> Mapping[str, bytes]:
    """Carry a proposal out; the files that are others than before."""
    before = held(root)
    finish(proposal.carry_out())
    return {name: text for name, text in held(root).items() if text != before.get(name)}


def held(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in root.glob("*.txt")}


# --- the wrong tag ----------------------------------------------------------------------------------------------------


def test_whole_tags_are_taken_never_parts_of_them(session: Session, root: Path) -> None:
    assert changed(root, deleting(session, ["man"])) == {
        "a": b"woman, long hair, hair, woman",
        "c": b"woman, hair, woman, woman",
    }
    assert changed(root, renaming(session, "hair", "short hair")) == {
        "a": b"woman, long hair, short hair, woman",
        "b": b"Blue Sky, blue sky,  short hair",
        "c": b"woman, short hair, woman, woman",
    }


def test_capitals_tell_tags_apart(session: Session, root: Path) -> None:
    assert changed(root, renaming(session, "blue sky", "clear sky")) == {"b": b"Blue Sky, clear sky,  hair"}


_WORDS = st.sampled_from(["man", "woman", "hair", "long hair", "Man"])


@given(st.lists(_WORDS, min_size=1, max_size=9), _WORDS)
def test_taking_one_out_touches_no_other(texts: list[str], gone: str) -> None:
    caption = Caption({"subject": tuple(map(Tag, texts))})

    after = apply_all([TakeOut(gone)], caption)

    assert [tag.text for tag in after.tags("subject")] == [text for text in texts if text != gone]


@given(st.lists(_WORDS, min_size=1, max_size=9, unique=True), _WORDS, _WORDS)
def test_what_is_renamed_to_a_tag_that_is_there_stands_once(texts: list[str], old: str, new: str) -> None:
    caption = Caption({"subject": tuple(map(Tag, texts))})

    after = [tag.text for tag in apply_all([Rename(old, new)], caption).tags("subject")]

    assert len(after) == len(set(after))
    assert set(after) == {new if text == old else text for text in texts}


def test_renaming_a_tag_to_itself_changes_nothing_and_is_no_step(session: Session, root: Path) -> None:
    assert changed(root, renaming(session, "hair", "hair")) == {}
    assert session.undo_title() == ""


# --- what can't be taken back -----------------------------------------------------------------------------------------


def test_a_change_of_many_is_one_step_also_after_a_restart(session: Session, root: Path) -> None:
    before = held(root)
    changed(root, renaming(session, "woman", "girl"))
    session.close()
    again = open_session(root)
    finish(again.undo())
    again.close()
    assert held(root) == before


def test_a_change_of_nothing_keeps_what_can_be_done_again(session: Session, root: Path) -> None:
    changed(root, deleting(session, ["standing"]))
    finish(session.undo())
    title = session.redo_title()

    changed(root, deleting(session, ["nothing of this kind"]))

    assert title
    assert session.redo_title() == title


def test_an_edit_from_outside_is_not_taken_back_with_ours(session: Session, root: Path) -> None:
    changed(root, renaming(session, "woman", "girl"))
    (root / "a.txt").write_bytes(b"by vim")

    finish(session.undo())

    assert held(root) == TEXTS | {"a": b"by vim"}
    assert list(session.left_out) == ["a.png"]


# --- order and structure ----------------------------------------------------------------------------------------------


def test_another_order_is_a_change(session: Session, root: Path) -> None:
    caption = session.record("d.png").caption
    session.edit("d.png", "two", Caption({"action": (Tag("standing"), Tag("waving"))}))

    assert session.edit("d.png", "the other way round", Caption({"action": (Tag("waving"), Tag("standing"))}))
    assert held(root)["d"].strip() == b"waving, standing"
    assert caption != session.record("d.png").caption


def test_a_global_that_stands_in_a_slot_is_written_once_and_first(session: Session, root: Path) -> None:
    finish(session.set_globals(["hair"], "globals"))

    assert held(root)["a"].split(b", ").count(b"hair") == 1
    assert held(root)["a"].startswith(b"hair, ")


def test_an_empty_slot_leaves_no_comma_behind(session: Session, root: Path) -> None:
    changed(root, deleting(session, ["standing"]))

    assert held(root).get("d", b"").strip() == b""

    changed(root, adding(session, ["waving"], "action"))

    assert held(root)["d"].strip() == b"waving"


def test_a_tag_that_is_in_another_slot_is_not_added_again(session: Session, root: Path) -> None:
    changed(root, adding(session, ["standing"], "background"))

    assert held(root)["d"] == TEXTS["d"]
    assert list(session.record("d.png").caption.texts().values()) == [["standing"]]


def test_what_a_file_has_twice_stays_where_nobody_named_it(session: Session, root: Path) -> None:
    assert changed(root, moving(session, ["long hair"], "details")).keys() <= {"a"}
    assert held(root)["a"].count(b"woman") == 2


@given(st.lists(st.sampled_from(["woman", "a thing unheard of", "beach", "standing", "(red:1.2)"]), max_size=8))
def test_a_caption_that_is_read_has_each_tag_in_one_place(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("read")
    (folder / "a.png").write_bytes(PNG)
    (folder / "a.txt").write_text(", ".join(texts))
    opened = open_session(folder)
    caption = opened.record("a.png").caption
    opened.close()

    placed = [tag.text for key in caption.slots for tag in caption.tags(key)]

    assert sorted(placed) == sorted(texts)


def test_sorting_a_list_of_images_writes_nothing(session: Session, root: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()}
    catalogue = catalogue_of(session)
    for by in ORDERS:
        order = Order(by, reverse=True)
        names = result_of(catalogue.answer(partial(names_matching, asked=parse_filter(""), order=order)))
        assert len(names) == len(TEXTS)
    assert before == {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in before}


# --- coming back ------------------------------------------------------------------------------------------------------


def test_one_comes_back_to_the_image_whatever_was_added_before_it(session: Session, root: Path) -> None:
    session.edit("a.png", "put", Caption({"action": (Tag("standing"),)}))
    session.go_to("c.png")
    session.save_place()
    session.close()
    for name in ("0", "1", "bb"):
        (root / f"{name}.png").write_bytes(PNG)

    again = open_session(root)

    assert again.position == "c.png"
    again.close()
