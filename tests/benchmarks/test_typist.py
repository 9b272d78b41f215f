"""The benchmark itself is tested: a wrong ruler measures nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.benchmarks.engines import ENGINES, Ours, Prefix, Substring, Tagcomplete
from tests.benchmarks.material import CaptionSet, in_style_of, make_terms
from tests.benchmarks.typist import replay
from tests.benchmarks.typos import misspell
from tui_captioner.domain.vocabulary import Term


class Fixed:
    """An engine with fixed answers."""

    def __init__(self, rows: dict[str, list[str]], ghosts: dict[str, str], run: Sequence[str] = ()) -> None:
        self.slot = ""
        self.rows = rows
        self.ghosts = ghosts
        self.ahead = run

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        return self.rows.get(text, [])

    def ghost(self, text: str, context: Sequence[str], previous: Sequence[str]) -> str:
        return self.ghosts.get(text, "")

    def run(self, context: Sequence[str], previous: Sequence[str]) -> Sequence[str]:
        return self.ahead if not context else ()

    def learn(self, tags: Sequence[str], slots: Sequence[str]) -> None:
        return


def keys(engine: Fixed, *tags: str, by_rows: bool = False) -> list[float]:
    return replay(engine, CaptionSet("set", (tags,)), by_rows=by_rows).keys


def test_a_tag_in_full_costs_its_letters_and_one() -> None:
    assert keys(Fixed({}, {}), "smile") == [6]


def test_a_pick_costs_one_key_and_a_row_the_way_to_it() -> None:
    engine = Fixed({"": ["smile"], "h": ["hair", "hat", "hut"]}, {})

    assert keys(engine, "smile", "hut") == [1, 2]
    assert keys(engine, "smile", "hut", by_rows=True) == [1, 4]


def test_only_five_rows_and_nine_picks_are_seen() -> None:
    engine = Fixed({"": [*"abcdefgh", "ninth", "tenth"], "s": ["1", "2", "3", "4", "5", "sixth"]}, {})

    assert keys(engine, "ninth", "tenth", "sixth") == [1, 6, 6]


def test_a_ghost_is_taken_whole_or_by_word_where_it_agrees() -> None:
    engine = Fixed({}, {"w": "earing a hat", "wearing": " a cap"})

    assert keys(engine, "wearing a hat") == [3]
    assert keys(engine, "wearing a cap") == [4]


def test_a_run_costs_one_key_where_all_of_it_agrees() -> None:
    engine = Fixed({}, {}, run=("a", "b"))

    assert keys(engine, "a", "b", "c") == [0.5, 0.5, 2]
    assert keys(engine, "a", "c") == [2, 2]


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_every_engine_can_be_replayed(name: str) -> None:
    terms = [Term("long hair", count=9), Term("hair bow", count=3, aliases=("ribbon in hair",))]
    captions = CaptionSet("set", (("long hair", "smile"), ("smile", "hair bow")))

    assert 0 < replay(ENGINES[name](terms), captions).mean < 8


def test_peers_match_as_their_tools_do() -> None:
    terms = [Term("long_hair", count=9), Term("hair", count=3), Term("chair", count=99)]

    assert Prefix(terms).offers("hair", (), ()) == ["hair"]
    assert Tagcomplete(terms).offers("hair", (), ()) == ["long_hair", "hair"]
    assert Substring(terms).offers("hair", (), ()) == ["chair", "long_hair", "hair"]


def test_lists_are_joined_as_the_captions_are() -> None:
    terms = [Term("long_hair")]

    assert in_style_of(terms, CaptionSet("a", (("red hat", "cat"),))) == [Term("long hair")]
    assert in_style_of(terms, CaptionSet("a", (("red_hat", "cat"),))) == terms


def test_made_up_lists_are_the_same_every_time() -> None:
    assert make_terms([], 300) == make_terms([], 300)
    assert len({term.text for term in make_terms([Term("red_blue"), Term("hat_on_head")], 50)}) == 50


def test_a_misspelling_is_one_edit_and_never_none() -> None:
    chance = random.Random(1)

    assert all(misspell("smile", chance) != "smile" for _ in range(200))


def test_ours_saves_keys_on_captions_that_repeat() -> None:
    captions = CaptionSet("set", (("a woman in a red dress", "standing"),) * 6)

    assert replay(Ours([]), captions).mean < replay(Prefix([]), captions).mean
