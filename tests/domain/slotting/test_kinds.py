from __future__ import annotations

import pytest

from tui_captioner.domain.slotting import kinds
from tui_captioner.domain.slotting.kinds import Kind, is_listed, kind_of, names_animal, names_food, pair_kind


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        (("boxing", "ring"), Kind.PLACE),
        (("cliff", "face"), Kind.THING),
        (("water", "wheel"), Kind.THING),
        (("life", "belt"), Kind.THING),
        (("sprite", "sheet"), Kind.MEDIUM),
        (("skid", "mark"), Kind.EFFECT),
        (("number", "plate"), Kind.BODY),
        (("red", "ring"), None),
        (("ring",), None),
        ((), None),
    ],
)
def test_two_words_name_what_the_last_alone_would_belie(pair: tuple[str, ...], kind: Kind | None) -> None:
    assert pair_kind(pair) is kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("glassworker", Kind.BEING),
        ("zoologist", Kind.BEING),
        ("bookstalls", None),
        ("moonrock", Kind.THING),
        ("handwear", Kind.CLOTHING),
        ("keyblade", Kind.ACCESSORY),
        ("glowlamps", Kind.THING),
        ("penlight", Kind.LIGHT),
        ("springfield", Kind.PLACE),
    ],
)
def test_the_last_part_tells_of_a_word_that_is_not_listed(word: str, kind: Kind | None) -> None:
    assert not is_listed(word)
    assert kind_of(word) is kind


@pytest.mark.parametrize("word", ["presentable", "yachting", "lordship", "bland", "xband", "described"])
def test_words_that_only_look_put_together_are_not_taken_apart(word: str) -> None:
    assert kind_of(word) is None


def test_animals_and_food_are_told_by_any_of_their_words() -> None:
    assert names_animal("of a border collie")
    assert names_food("(bowl_of_soup:1.2)")
    assert not names_food("of a collie")
    assert not names_animal("bowl of soup")


def test_a_word_without_end_is_looked_at_from_its_last_letters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(dict[str, Kind]):
        looks = 0

        def __contains__(self, key: object) -> bool:
            Counted.looks += 1
            return super().__contains__(key)

    endings = Counted(kinds._endings())
    monkeypatch.setattr(kinds, "_endings", lambda: endings)
    assert kind_of("x" * 5000) is None
    assert 0 < Counted.looks < 50
