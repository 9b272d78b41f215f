"""The guides' good captions have no finding of trigger word or profile; their bad ones have those they are bad for."""

from __future__ import annotations

import pytest

from tests.support.checked_captions import rules_of
from tests.support.worked_example import WORKED_EXAMPLE

GOOD = {
    "character": [
        "a closeup shot of annika walking down a street, smiling and looking over her shoulder",
        "a full body shot of annika standing with arms at her sides, looking straight ahead",
        "a medium shot of annika sitting and looking down with a thoughtful expression, three quarter view",
        "a full body shot of annika in her school uniform, walking forward",
        "a medium shot of annika in the red dress, posing and looking toward the camera",
        "a close up of annika in casual clothes, sitting with a relaxed expression",
        "a medium shot of annika sitting and turning to look behind her, hand resting on the chair back",
        "a full body shot of annika jumping, hair lifting on the upswing, arms raised",
        "a medium shot of annika leaning against a wall, arms crossed with a relaxed expression, three quarter view",
        "a full body side view of annika running, hair trailing behind with arms pumping",
        "a close up of annika looking directly at the camera with a slight smile, straight on",
        "a full body shot of annika standing in a park, smiling with hands in her pockets",
        "a full body shot of annika standing, relaxed posture, looking straight ahead",
        "a full body shot of annika standing, looking to the right",
    ],
    "style": [
        "a woman sitting at a cafe table with a cup of coffee in illustration style, warm afternoon light through the "
        "window",
        "a mountain landscape with a river in the foreground in illustration style, wide shot, clouds gathering above "
        "the peaks",
        "a cat sleeping on a stack of books in illustration style, close up, soft shadows",
    ],
    "motion": [
        "a figure demonstrating a fluid walk with steady forward stride, smooth weight transfer from heel to toe, arms "
        "swinging in natural opposition to the legs",
        "a figure showing a fluid walk from the side, even pace with relaxed shoulders, slight lean forward on each "
        "step, head level throughout the movement",
    ],
    "object": [
        "a crystal sword held in two hands at chest height in a medium shot, blade pointing upward, slight glow "
        "reflecting on the holder's face",
        "a crystal sword resting on a stone pedestal in a wide shot, straight on, centered in the frame",
        "a crystal sword being swung in an arc from right to left in a full body view, from the side, motion blur "
        "along the blade's path",
    ],
}


@pytest.mark.parametrize(("profile", "text"), [(profile, text) for profile, texts in GOOD.items() for text in texts])
def test_the_guides_good_captions_have_no_finding(profile: str, text: str) -> None:
    assert rules_of(text, profile) == []


def test_the_worked_example_has_no_finding() -> None:
    assert rules_of(", ".join(["ohwxStyle", *WORKED_EXAMPLE.values()]), "plain", "ohwxStyle") == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "annika, a young woman with long brown hair and blue eyes wearing a white t-shirt and jeans, standing in a "
            "park with green trees and a blue sky, smiling happily",
            ["profile-too-much", "profile-framing", "profile-class-word"],
        ),
        ("a full body shot of annika with red hair standing and looking to the right", ["profile-too-much"]),
        ("annika", ["profile-too-little"]),
        ("a full body shot of Annika walking", ["trigger-spelling"]),
        ("a full body shot of the character annika walking", ["profile-class-word"]),
        ("she is walking, full body shot", ["trigger-replaced"]),
        ("a full body shot of a dancer walking", ["trigger-missing"]),
        ("annika walking", ["profile-framing"]),
    ],
)
def test_the_guides_bad_captions_have_what_they_are_bad_for(text: str, rules: list[str]) -> None:
    assert rules_of(text) == rules


@pytest.mark.parametrize("word", ["painting", "illustration", "rendered", "stylized"])
def test_a_style_names_no_medium_but_in_its_own_trigger_word(word: str) -> None:
    assert rules_of(f"a cat asleep on a stack of old books in illustration style, {word}, close up", "style") == [
        "profile-forbidden"
    ]
