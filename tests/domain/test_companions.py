"""What goes with a tag, and which captions should have it by that."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.companions import Companions


def taught(tag: str, having: Sequence[Sequence[str]], lacking: Sequence[Sequence[str]]) -> Companions:
    companions = Companions(tag)
    for texts in having:
        companions.learn(texts, has=True)
    for texts in lacking:
        companions.learn(texts, has=False)
    return companions


def ranked(companions: Companions, captions: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return sorted(captions, key=companions.score, reverse=True)


BEACH, OFFICE = ["beach", "sunglasses"], ["office", "tie"]


def test_companions_speak_for_a_tag_and_what_stands_without_it_against_it() -> None:
    companions = taught("straw hat", [["straw hat", *BEACH]] * 4, [OFFICE] * 4)
    captions = [OFFICE, [], ["beach"], BEACH]
    assert ranked(companions, captions) == [BEACH, ["beach"], [], OFFICE]
    assert ranked(companions, [OFFICE, ["beach", "tie"], BEACH]) == [BEACH, ["beach", "tie"], OFFICE]


def test_words_of_a_companion_speak_too() -> None:
    companions = taught("straw hat", [["straw hat", "sunny beach"]] * 4, [["sunny office"]] * 4)
    assert ranked(companions, [["dark office"], ["dark beach"]]) == [["dark beach"], ["dark office"]]


def test_what_was_seen_often_tells_more_than_what_was_seen_once() -> None:
    having = [["hat", "beach", "seagull"], *[["hat", "beach"]] * 19]
    companions = taught("hat", having, [OFFICE] * 20)
    assert ranked(companions, [["seagull"], ["beach"]]) == [["beach"], ["seagull"]]


def test_the_tag_itself_tells_nothing_and_its_words_in_another_tag_speak_for_it() -> None:
    companions = taught("hat", [], [["chair"], ["top hat"], ["hats"]])
    assert companions.score(["top hat"]) > companions.score(["hats"]) == companions.score([]) == 0
    assert companions.score(["hat"]) == companions.score(["Hat"]) == 0


def test_other_spellings_are_the_same_companion() -> None:
    companions = taught("hat", [["hat", "long_hair"]] * 3, [OFFICE] * 3)
    assert companions.score(["Long hair"]) == companions.score(["long_hair"]) > 0


def test_what_is_learnt_counts_from_then_on() -> None:
    companions = taught("hat", [["hat", "beach"]], [OFFICE])
    before = companions.score(["beach"])
    companions.learn(["hat", "beach"], has=True)
    assert companions.score(["beach"]) > before


def test_without_an_example_all_are_alike() -> None:
    assert taught("hat", [], [BEACH, OFFICE]).score(BEACH) == 0
    assert taught("hat", [["hat", *BEACH]], []).score(BEACH) == 0
