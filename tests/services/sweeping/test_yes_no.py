"""One tag over many images: the order of the questions, what an answer does, and taking answers back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.list_desk import captions, make_captions
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.history.history import History
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.sweeping.likelihood import LooksLike, likelihood_of, no_looks
from tui_captioner.services.sweeping.yes_no import NO, SKIP, YES, YesNo

TEXTS = {
    "a": b"photograph, standing, grey coat",
    "b": b"photograph, beach, straw hat, sunglasses",
    "c": b"photograph, beach, sunglasses",
    "d": b"beach, straw hat, sunglasses",
    "e": b"standing, grey coat, indoors",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


def asked(session: Session, text: str = "straw hat", looks_like: LooksLike = no_looks) -> YesNo:
    catalogue = catalogue_of(session)
    finish(catalogue.fill())
    found = catalogue.ask(likelihood_of(text, session.names, looks_like))
    assert found is not None
    return YesNo(session, Tag(text), "subject", found)


def walked(sweep: YesNo, words: Sequence[str]) -> list[str]:
    names = []
    for word in words:
        names.append(sweep.name)
        sweep.answer(word)
    return [name.removesuffix(".png") for name in names]


def test_what_reads_like_those_that_have_it_comes_first_and_those_that_have_it_not_at_all(session: Session) -> None:
    sweep = asked(session)
    assert len(sweep) == 3
    assert walked(sweep, [NO] * 3) == ["c", "a", "e"]
    assert sweep.name == ""
    assert sweep.left_out == 2


def test_what_looks_like_them_counts_too(session: Session) -> None:
    heard: list[tuple[set[str], list[str]]] = []

    def looks_like(names: Sequence[str], having: Sequence[str]) -> Mapping[str, float]:
        heard.append((set(names), list(having)))
        return {"e.png": 100.0}

    assert walked(asked(session, looks_like=looks_like), [NO] * 3) == ["e", "c", "a"]
    assert heard == [(set(session.names), ["b.png", "d.png"])]


def test_a_yes_is_on_disk_at_once_and_all_are_one_step(session: Session, tmp_path: Path) -> None:
    sweep = asked(session)
    sweep.answer(YES)
    assert captions(tmp_path)["c"] == b"photograph, sunglasses, straw hat, beach"
    sweep.answer(NO)
    sweep.answer(YES)
    assert captions(tmp_path)["e"] == b"standing, grey coat, straw hat, indoors"
    assert captions(tmp_path)["a"] == TEXTS["a"]
    steps = History(session).page()
    assert [(step.title, step.images) for step in steps] == [("yes/no 'straw hat'", 2)]
    assert (sweep.counts, sweep.changed) == ({YES: 2, NO: 1}, 2)
    finish(session.undo())
    assert captions(tmp_path) == TEXTS


def test_answers_are_taken_back_one_by_one_without_a_trace(session: Session, tmp_path: Path) -> None:
    sweep = asked(session)
    walked(sweep, [YES, NO, YES])
    for name, word in (("e", YES), ("a", NO), ("c", YES)):
        taken = sweep.take_back()
        assert taken is not None
        assert (taken.name, taken.word) == (f"{name}.png", word)
        assert sweep.name == f"{name}.png"
    assert sweep.take_back() is None
    assert captions(tmp_path) == TEXTS
    assert not History(session).page()
    assert walked(sweep, [NO, YES, NO]) == ["c", "a", "e"]


def test_a_no_is_not_asked_again_by_itself_until_it_is_taken_back(session: Session) -> None:
    sweep = asked(session)
    walked(sweep, [NO, NO])
    assert sweep.take_back() is not None
    again = asked(session)
    assert walked(again, [SKIP] * len(again)) == ["a", "e"]
    assert again.left_out == 3


def test_those_that_have_it_are_asked_on_request_and_a_no_takes_it_away(session: Session, tmp_path: Path) -> None:
    sweep = asked(session)
    walked(sweep, [SKIP, NO, NO])
    assert sweep.ask_others() == 2
    assert sweep.standing
    first = sweep.name.removesuffix(".png")
    assert sweep.landing is None
    sweep.answer(NO)
    assert captions(tmp_path)[first] == TEXTS[first].replace(b", straw hat", b"")
    second = sweep.name.removesuffix(".png")
    sweep.answer(YES)
    assert captions(tmp_path)[second] == TEXTS[second]
    assert sweep.take_back() is not None
    assert sweep.take_back() is not None
    assert captions(tmp_path) == TEXTS
    assert sweep.name.removesuffix(".png") == first


def test_a_yes_makes_a_guessed_slot_sure_and_no_caption_reads_otherwise(tmp_path: Path) -> None:
    texts = {"a": b"standing, floopwork", "b": b"standing"}
    make_captions(tmp_path, texts)
    session = open_session(tmp_path)

    def unsure() -> list[bool]:
        return [tag.unsure for _, tag in session.record("a.png").caption.all_tags(session.structure)]

    assert sorted(unsure()) == [False, True]
    sweep = asked(session, "floopwork")
    sweep.answer(NO)
    assert sweep.ask_others() == 1
    sweep.answer(YES)
    assert unsure() == [False, False]
    assert captions(tmp_path) == texts
    assert sweep.take_back() is not None
    assert sorted(unsure()) == [False, True]
    session.close()


def test_skipped_ones_are_asked_once_more(session: Session) -> None:
    sweep = asked(session)
    walked(sweep, [SKIP, NO, SKIP])
    assert sweep.ask_skipped() == 2
    assert walked(sweep, [SKIP, YES]) == ["c", "e"]
    assert sweep.counts == {SKIP: 1, NO: 1, YES: 1}
    assert sweep.ask_skipped() == 1


def test_an_image_that_got_the_tag_meanwhile_is_passed_over(session: Session) -> None:
    sweep = asked(session)
    caption = session.record("a.png").caption
    session.edit("a.png", "add", caption.added("details", (Tag("straw hat"),)))
    assert walked(sweep, [NO, NO]) == ["c", "e"]


def test_where_a_yes_puts_it_is_told_before(session: Session) -> None:
    sweep = asked(session)
    landing = sweep.landing
    assert landing is not None
    assert (landing.slot, landing.behind, landing.is_first, landing.reorders) == ("subject", "sunglasses", False, True)
    sweep.answer(NO)
    landing = sweep.landing
    assert landing is not None
    assert (landing.behind, landing.reorders) == ("grey coat", False)


def test_what_is_answered_counts_for_those_behind_the_prepared_ones(session: Session, tmp_path: Path) -> None:
    texts = {f"n{number}": b"standing, office" for number in range(8)}
    texts |= {"m": b"standing, castle", "p": b"castle, walking", "z": b"castle"}
    make_captions(tmp_path, texts)
    session.close()
    opened = open_session(tmp_path)
    sweep = asked(opened, "banner")
    assert [sweep.near(step) for step in range(len(sweep))] == list(opened.names)
    walked(sweep, [NO] * 5)
    before = [sweep.near(step) for step in range(6)]
    assert before == ["m.png", "n0.png", "n1.png", "n2.png", "n3.png", "n4.png"]
    sweep.answer(YES)
    # Three were got ready; behind them what reads like the yes comes first.
    assert [sweep.near(step) for step in range(6)] == ["n0.png", "n1.png", "n2.png", "p.png", "z.png", "n3.png"]
    assert sweep.take_back() is not None
    assert sweep.name == "m.png"
    assert len(sweep) == len(opened.names)
    assert sorted(sweep.near(step) for step in range(-5, len(sweep) - 5)) == sorted(opened.names)
    opened.close()
