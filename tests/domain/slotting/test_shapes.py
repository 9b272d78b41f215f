from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.slotting.kinds import Kind, kind_of
from tui_captioner.domain.slotting.phrases import phrase_of
from tui_captioner.domain.slotting.shapes import guess_shape
from tui_captioner.domain.structure import DEFAULT_STRUCTURE


@pytest.mark.parametrize(
    ("text", "slot", "layer"),
    [
        (":d", "action", "gaze and expression"),
        ("7girls", "type", "of a"),
        ("multiple_others", "type", "of a"),
        ("28mm lens", "type", "kind"),
        ("best_quality", "type", "kind"),
        ("of a lighthouse keeper", "type", "of a"),
        ("a photo of two otters", "type", "medium"),
        ("seen from far behind", "type", "perspective"),
        ("jogging", "action", "pose and movement"),
        ("leaning on a rail with a ferry in background", "action", "pose and movement"),
        ("drinking water from a flask outdoors", "action", "pose and movement"),
        ("running home under lamps with a satchel", "action", "pose and movement"),
        ("climbing wooden stairs slowly", "action", "pose and movement"),
        ("arms spread out", "action", "gesture"),
        ("muscles engaged", "action", "pose and movement"),
        ("high angle looking down", "type", "perspective"),
        ("half her face in shadow", "details", "light"),
        ("in a garden with coloured lights behind", "background", "place"),
        ("walking through the corn", "action", "pose and movement"),
        ("cape fluttering in the wind", "action", "pose and movement"),
        ("ankles crossed", "action", "pose and movement"),
        ("perched on a branch", "action", "pose and movement"),
        ("hand_on_own_elbow", "action", "gesture"),
        ("tired_smile", "action", "gaze and expression"),
        ("purple corduroy trousers", "subject", "clothing"),
        ("wearing a purple scarf", "subject", "accessories"),
        ("in a purple gown", "subject", "clothing"),
        ("green-haired", "subject", "build or material"),
        ("torn_silk", "subject", "build or material"),
        ("skating_shoes", "subject", "clothing"),
        ("ribbon_(hair)", "subject", "hair and face"),
        ("cold blue shadows", "details", "light"),
        ("swirling dust", "details", "effects"),
        ("torchlit", "details", "light"),
        ("rays reflecting off the wall", "details", "light"),
        ("purple background", "background", "place"),
        ("lamp in background", "background", "things in it"),
        ("in a pine forest", "background", "place"),
        ("a row of old cottages", "background", "place"),
        ("star_(sky)", "background", "things in it"),
        ("sense of triumph", "associations", "mood and feeling"),
        ("sleepy atmosphere", "associations", "mood and feeling"),
        ("thankfulness", "associations", "mood and feeling"),
        ("medium:gouache", "type", "medium"),
        ("from the balcony", "type", "perspective"),
        ("through tall grass", "type", "perspective"),
        ("stooped over", "action", "pose and movement"),
        ("afloat", "action", "pose and movement"),
        ("pacing behind her", "action", "pose and movement"),
        ("polishing brass", "action", "pose and movement"),
        ("elbow pads", "subject", "accessories"),
        ("tin arm", "subject", "build or material"),
        ("drifting ash", "details", "effects"),
        ("windblown straw", "details", "effects"),
        ("moths in the lamplight", "details", "effects"),
        ("dim green lamp", "details", "light"),
        ("bright_autumn_sun", "details", "light"),
        ("stack of helmets", "background", "things in it"),
        ("row of hanging banjos", "background", "things in it"),
        ("weighing station", "background", "place"),
        ("boxing_ring", "background", "place"),
        ("rubbish bags", "background", "things in it"),
        ("in mourning", "associations", "mood and feeling"),
        ("awe-striking", "associations", "mood and feeling"),
        ("harsh glare on the ice", "details", "light"),
        ("shimmering bronze", "details", "light"),
        ("blurred wheels", "background", "things in it"),
        ("dark marble surface", "background", "things in it"),
        ("beads of sweat", "details", "effects"),
        ("a stranger in the corner", "background", "things in it"),
        ("red mittens resting on the rail", "subject", "accessories"),
        ("weary but hopeful", "associations", "mood and feeling"),
        ("commendable", "associations", "mood and feeling"),
    ],
)
def test_the_shape_tells_slot_and_layer(text: str, slot: str, layer: str) -> None:
    guess = guess_shape(phrase_of(text))
    assert guess is not None
    assert (guess.slot, guess.layer) == (slot, layer)


@pytest.mark.parametrize("text", ["character:nobody", "nobody_(some_series)", "Qwert", "qwerty asdfgh"])
def test_names_are_the_subjects_but_never_surely(text: str) -> None:
    guess = guess_shape(phrase_of(text))
    assert guess is not None
    assert guess.slot == "subject"
    assert guess.confidence < 0.5


@pytest.mark.parametrize("text", ["", "qwert", "???????", "你好", "-", "_"])
def test_what_says_nothing_is_not_guessed(text: str) -> None:
    assert guess_shape(phrase_of(text)) is None


def test_an_adjective_before_a_preposition_is_no_mood() -> None:
    guess = guess_shape(phrase_of("composed of nine parts"))
    assert guess is None or guess.confidence < 0.5


def test_a_word_is_of_one_kind_in_the_singular_and_the_plural() -> None:
    assert kind_of("boot") is kind_of("boots") is kind_of("rain-boots") is Kind.CLOTHING
    assert kind_of("scissors") is kind_of("scissor") is Kind.THING
    assert kind_of("xyzzy") is None


def test_kinds_use_slots_and_layers_of_the_default_structure() -> None:
    assert all(kind.layer in DEFAULT_STRUCTURE.slot(kind.slot).layers for kind in Kind)


@given(st.text(max_size=40))
def test_any_text_is_guessed_with_a_confidence(text: str) -> None:
    guess = guess_shape(phrase_of(text))
    assert guess is None or (0 < guess.confidence < 1 and guess.slot in DEFAULT_STRUCTURE.own_keys)
