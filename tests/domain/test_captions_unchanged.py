"""The first law: what stood in a caption stays. Any text, read and put together again, is that text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.read_captions import RULES, S, edited, read
from tui_captioner.domain.caption import Caption, CaptionText, OutputRules, Tag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.domain.writing import assemble, settled, written_tags
from tui_captioner.storage.project.records import ImageRecord, dump_record, load_record

STAY_WHOLE = [
    ("1girl, love live! school idol project, smile", "love live! school idol project"),
    ("1boy, duel academy uniform (yu-gi-oh! gx), smile, tree", "duel academy uniform (yu-gi-oh! gx)"),
    ("mt. fuji, snow, lake", "mt. fuji"),
    ("1girl, vol. 3 cover, red hair", "vol. 3 cover"),
    ("1girl, ft. lauderdale beach, dr. mario, st. patrick's day", "ft. lauderdale beach"),
    ("1girl, k-on! movie, tree", "k-on! movie"),
    ("are you ok? meme, 1girl", "are you ok? meme"),
    ("no. 6, 1boy", "no. 6"),
    ("solo. 1girl.", "solo. 1girl."),
    ("(red eyes, standing, tree background:1.2), 1girl", "(red eyes, standing, tree background:1.2)"),
    ("tree, {smiling, red dress, outdoors|sad, blue dress}, 1girl", "{smiling, red dress, outdoors|sad, blue dress}"),
    ("[from above, tree:smile:0.4], 1girl", "[from above, tree:smile:0.4]"),
    ("saber \\(fate, stay night\\), 1girl", "saber \\(fate, stay night\\)"),
    ('a sign that says "no, smoking", 1girl, tree, smile', 'a sign that says "no, smoking"'),
    ("a sign that says “no, smoking”, 1girl", "a sign that says “no, smoking”"),
    ("crowd, 1,000,000 birds, tree", "1,000,000 birds"),
    ('{"bbox":[0,0,512,512],"desc":"cat, dog"}', '{"bbox":[0,0,512,512],"desc":"cat, dog"}'),
    ('[{"a": "cat. Dog! BREAK"}, 1]', '[{"a": "cat. Dog! BREAK"}, 1]'),
    (
        "This is a digital illustration of a girl with blue hair, holding an umbrella, in a rainy city",
        "This is a digital illustration of a girl with blue hair, holding an umbrella, in a rainy city",
    ),
    ("A man said “one, two, three” and left the room, it was late in the evening", "“one, two, three”"),
    ("¡Hola! Una mujer con sombrero, sentada.", "Una mujer con sombrero, sentada."),
    ("1. A cat sits on a mat. 2. A dog stands in the yard.", "1. A cat sits on a mat. 2. A dog stands in the yard."),
]


@pytest.mark.parametrize(("text", "whole"), STAY_WHOLE)
def test_what_is_one_piece_stays_whole_when_another_tag_is_added(text: str, whole: str) -> None:
    assert read_caption(text).text == text
    assert whole in edited(text)
    assert "zzz" in edited(text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("[, ]", ["[", "]"]),
        (":(, :), >:(, x", [":(", ":)", ">:(", "x"]),
        ("a (b, c", ["a (b", "c"]),
        ('12" ruler, 3" nail', ['12" ruler', '3" nail']),
        ("a), (b", ["a)", "(b"]),
        ("(a [b), c], d", ["(a [b)", "c]", "d"]),
        ("PRESS AND HOLD, a cat AND a dog", ["PRESS AND HOLD", "a cat", "AND", "a dog"]),
        ("a|||b;;;c", ["a", "|||", "b", ";;;", "c"]),
        ("BREAKFAST, a BREAK b", ["BREAKFAST", "a", "BREAK", "b"]),
        ("[1girl], {2}", ["[1girl]", "{2}"]),
        ("tree, A cat sits on a mat., standing", ["tree", "A cat sits on a mat.", "standing"]),
    ],
)
def test_what_is_no_bracket_no_quotation_and_no_mark(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in read_caption(text).pieces] == pieces


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("1girl, BREAK, red dress, BREAK, outdoors, tree", "associations",
         "1girl, BREAK, red dress, zzz, BREAK, outdoors, tree"),
        ("1girl, BREAK, red dress, BREAK, outdoors, tree", "background",
         "1girl, BREAK, red dress, BREAK, outdoors, tree, zzz"),
        ("tree, 1girl BREAK smile, red dress", "details", "1girl, tree BREAK smile, red dress, zzz"),
        ("ohwx woman, red hat ||| from above, smile, tree", "associations",
         "ohwx woman, red hat ||| from above, smile, tree, zzz"),
        ("1girl, calm ||| tree, smile ||| best quality, rating: general", "subject",
         "1girl, calm ||| smile, zzz, tree ||| best quality, rating: general"),
        ("a cat, a dog, a cat", "associations", "a cat, a dog, a cat, zzz"),
        ("tree, {smile|red hat, calm}, 1girl", "associations", "1girl, tree, {smile|red hat, calm}, zzz"),
        ("1girl, tree. A cat sits on a mat.", "background", "1girl, tree. A cat sits on a mat. zzz"),
        ("A cat sits on a mat. tree, standing", "type", "A cat sits on a mat. zzz, standing, tree"),
        ("tree, standing\n1girl, smile", "associations", "standing, tree, zzz\n1girl, smile"),
    ],
)  # fmt: skip
def test_marks_repeats_and_sentences_stand_where_they_stood(text: str, slot: str, expected: str) -> None:
    assert edited(text, slot) == expected


def test_a_comma_behind_what_ends_as_a_sentence_stays() -> None:
    text = "1girl, standing, crowd of 1,000 birds., tree"
    assert read_caption(text).text == text
    assert "crowd of 1,000 birds., " in edited(text)


def test_the_head_separator_of_the_settings_is_no_second_one() -> None:
    rules = OutputRules(head_separator="|||")
    text = "ohwx woman, red hat ||| from above, smile, tree"
    assert edited(text, rules=rules) == f"{text}, zzz"
    caption = settled(S, rules, read(text, rules, ("ohwx woman",)).added("associations", [Tag("zzz")]))
    assert assemble(S, rules, [Tag("ohwx woman")], caption) == f"{text}, zzz"


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("tree, smile, 1girl", "subject", "tree, smile, zzz, 1girl"),
        ("tree, smile, 1girl, standing, red hat", "action", "tree, smile, 1girl, standing, zzz, red hat"),
        ("tree, red hat", "type", "zzz, tree, red hat"),
        ("A cat sits on a mat. tree, 1girl", "type", "A cat sits on a mat. tree, 1girl, zzz"),
        ("tree BREAK 1girl, smile", "action", "tree BREAK 1girl, smile, zzz"),
    ],
)
def test_the_files_own_order_may_be_kept(text: str, slot: str, expected: str) -> None:
    assert edited(text, slot, rules=OutputRules(order="file")) == expected


def test_a_projects_own_separator_is_read() -> None:
    rules = OutputRules(separator="; ")
    assert [tag.text for tag in read_caption("red hat; blue coat; tree", separator="; ").tags] == [
        "red hat",
        "blue coat",
        "tree",
    ]
    assert edited("red hat; a, b; tree", rules=rules) == "red hat; a, b; tree; zzz"
    assert [tag.text for tag in read_caption("red hat, tree", separator="; ").tags] == ["red hat", "tree"]


def test_a_typed_mark_stands_behind_its_slot_and_may_be_repeated() -> None:
    caption = read("1girl, red dress, tree")
    for _ in range(2):
        caption = settled(S, RULES, caption.added("subject", typed_tags("BREAK")))
    assert assemble(S, RULES, (), caption) == "1girl, red dress, BREAK, BREAK, tree"
    caption = settled(S, RULES, caption.added("type", typed_tags("from above")).added("background", typed_tags("sky")))
    assert assemble(S, RULES, (), caption) == "1girl, from above, red dress, BREAK, BREAK, tree, sky"
    typed = settled(S, RULES, Caption({"type": typed_tags("a"), "background": typed_tags("b")}))
    typed = settled(S, RULES, typed.added("action", typed_tags("AND")))
    assert assemble(S, RULES, (), typed) == "a, AND, b"


def test_a_mark_that_is_taken_out_leaves_tags_apart() -> None:
    caption = read("1girl BREAK red dress")
    at = next(index for index, tag in enumerate(caption.tags("type")) if tag.mark)
    assert assemble(S, RULES, (), caption.removed("type", at)) == "1girl, red dress"


def test_an_edit_of_one_tag_keeps_its_place_and_the_others() -> None:
    text = "tree,  red   hat ,Smile BREAK calm, tree"
    caption = read(text)
    assert assemble(S, RULES, (), caption) == text
    changed = caption.replaced("background", 0, [Tag("oak")])
    assert assemble(S, RULES, (), changed) == "Smile, red   hat, oak BREAK tree, calm"


def test_globals_that_stand_in_the_text_stay_there_and_repeats_of_them_too() -> None:
    caption = read("tree, sks, smile, sks", globals_=("sks",))
    assert assemble(S, RULES, [Tag("sks")], caption) == "tree, sks, smile, sks"
    assert assemble(S, RULES, [Tag("sks")], caption.edited()).split(", ").count("sks") == 2
    assert assemble(S, RULES, [Tag("sks"), Tag("photo")], caption) == "photo, tree, sks, smile, sks"


# --- any text ---------------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "a", "1girl", "red hat", "mt. fuji", "Dr. Who", "love live!", "BREAK", "AND", "|||", ";;;", "\n", "\r\n", ", ",
        ",", " ,", "  ", "\t", ". ", "! ", "? ", "...", "(", ")", "[", "]", "{", "}", '"', "“", "”", "\\(", "\\)",
        ":1.2", "1,000", "，", "、", "。",
        "A cat sits on a mat", "She is happy", "is", "the", "e.g.", "1.", "é", "👩‍👩‍👧", "\u200c",
        ":(", ">_<", "<lora:x:1>", "_", "|", "{a, b|c}", '{"a": 1}', "&amp;", "\u2028", "\u3000",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=120), st.lists(FRAGMENTS, max_size=30).map("".join))
ANY_RULES = st.builds(
    OutputRules,
    separator=st.sampled_from([", ", ",", "; ", " | ", " "]),
    head_separator=st.sampled_from(["", "|||", "###"]),
    order=st.sampled_from(["slots", "file"]),
)


@given(ANY_TEXT, ANY_RULES)
def test_any_text_comes_out_as_it_went_in(text: str, rules: OutputRules) -> None:
    caption = read(text, rules)
    assert assemble(S, rules, (), caption) == text.strip()
    record = ImageRecord(caption, "draft")
    again = load_record(dump_record(record))
    assert again == record
    assert assemble(S, rules, (), again.caption) == text.strip()


@given(ANY_TEXT, ANY_RULES, st.sampled_from(S.own_keys))
def test_an_added_tag_changes_no_other_piece(text: str, rules: OutputRules, slot: str) -> None:
    caption = read(text, rules)
    before = [piece.text for piece in caption.read.pieces] if caption.read is not None else []
    after = settled(S, rules, caption.with_slot(slot, (*caption.tags(slot), Tag("zzz~"))))
    pieces = [piece.text for piece in written_pieces(rules, after)]
    assert sorted(pieces) == sorted([*before, "zzz~"])
    marks = [piece.text for piece in written_pieces(rules, after) if piece.mark]
    assert marks == ([piece.text for piece in caption.read.pieces if piece.mark] if caption.read is not None else [])
    assert [part for part in parts_of(rules, after) if part != ["zzz~"]] or not before
    assert load_record(dump_record(ImageRecord(after))).caption == after
    assert parts_of(rules, load_record(dump_record(ImageRecord(after))).caption) == parts_of(rules, after)


@given(ANY_TEXT, ANY_RULES)
def test_no_tag_crosses_a_mark(text: str, rules: OutputRules) -> None:
    caption = read(text, rules)
    assert caption.read is not None
    as_read: list[list[str]] = [[]]
    for piece in caption.read.pieces:
        if piece.mark:
            as_read.append([])
        else:
            as_read[-1].append(piece.text)
    assert [sorted(part) for part in parts_of(rules, caption.edited())] == [sorted(part) for part in as_read]
    if rules.order == "file":
        assert parts_of(rules, caption.edited()) == as_read


def written_pieces(rules: OutputRules, caption: Caption) -> tuple[Tag, ...]:
    from tui_captioner.domain.writing import written

    return written(S, rules, (), caption).pieces


def parts_of(rules: OutputRules, caption: Caption) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for piece in written_pieces(rules, caption):
        if piece.mark:
            parts.append([])
        else:
            parts[-1].append(piece.text)
    return parts


def test_real_looking_captions_mutated_come_out_as_they_went_in() -> None:
    chance = random.Random(7)
    seeds = [text for text, _ in STAY_WHOLE]
    signs = [",", ", ", ". ", "! ", "(", ")", '"', "\n", " BREAK ", "|||", " ", "A ", "1."]
    for _ in range(2000):
        text = chance.choice(seeds)
        for _ in range(chance.randint(1, 6)):
            at, end = sorted(chance.choices(range(len(text) + 1), k=2))
            text = chance.choice([text[:at] + text[end:], text[:at] + chance.choice(signs) + text[at:]])
        assert assemble(S, RULES, (), read(text)) == text.strip()


def test_gaps_have_to_fit() -> None:
    with pytest.raises(ValueError, match="gaps"):
        CaptionText((Tag("a"),), ("",))
    assert written_tags(S, RULES, (), read("a ||| b"))[0].text == "a"
