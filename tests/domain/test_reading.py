from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag, join
from tui_captioner.domain.reading import read_caption, read_pieces
from tui_captioner.domain.slotting.placing import place, rehouse
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.domain.writing import assemble

S = DEFAULT_STRUCTURE
VOCABULARY = Vocabulary(
    [Term("standing", slot="action"), Term("photograph", slot="type", aliases=("photo",)), Term("gone", slot="nowhere")]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1girl, solo, smile", ["1girl", "solo", "smile"]),
        ("a,b ,c", ["a", "b", "c"]),
        ("", []),
        (" , ,", []),
        ("1girl, long_hair, :d, >_<, fate_(stay), (tag:1.2), \\(x\\)", None),
        ("1girl, solo, smile.", ["1girl", "solo", "smile."]),
        ("line one\r\nline two\r\n", ["line one", "line two"]),
        ("A cat sits on a mat, looking up.", ["A cat sits on a mat, looking up."]),
        (
            "A cat sits on a mat. It looks, quietly, up! close up, soft light",
            ["A cat sits on a mat.", "It looks, quietly, up!", "close up", "soft light"],
        ),
        ("Mr. Smith stands near St. Paul, waving.", ["Mr. Smith stands near St. Paul, waving."]),
        ("Mickey with a hat, steamboat hat\n", ["Mickey with a hat", "steamboat hat"]),
    ],
)
def test_pieces(text: str, expected: list[str] | None) -> None:
    pieces = [piece.text for piece in read_pieces(text)]
    assert pieces == (expected if expected is not None else text.split(", "))


STYLES: dict[str, tuple[str, list[str]]] = {
    "wd14": (
        "1girl, long_hair, ^_^, :d, artist_name, fate_(series), 6+girls\n",
        ["1girl", "long_hair", "^_^", ":d", "artist_name", "fate_(series)", "6+girls"],
    ),
    "wd14 with escapes and weights": (
        r"1girl, saber \(fate\), (smile:1.2), [looking away], <lora:foo:0.8>",
        ["1girl", r"saber \(fate\)", "(smile:1.2)", "[looking away]", "<lora:foo:0.8>"],
    ),
    "deepdanbooru with scores": (
        "rating:safe, 1girl (0.998), looking_at_viewer:0.81",
        ["rating:safe", "1girl (0.998)", "looking_at_viewer:0.81"],
    ),
    "taggui, which keeps a,b in one": ("a,b, c,d", ["a", "b", "c", "d"]),
    "booru dataset tag manager": ("1girl,solo,long hair", ["1girl", "solo", "long hair"]),
    "hydrus, a line a tag": (
        "character:x\nseries:y z\r\n1girl\n\nsolo",
        ["character:x", "series:y z", "1girl", "solo"],
    ),
    "blip": ("a woman in a red dress standing on a beach\n", ["a woman in a red dress standing on a beach"]),
    "empty pieces": ("1girl, , solo, ,\n", ["1girl", "solo"]),
    "chinese": ("一个女孩, 户外", ["一个女孩", "户外"]),
}


@pytest.mark.parametrize("style", STYLES)
def test_tags_of_every_style_are_read_as_they_are(style: str) -> None:
    text, expected = STYLES[style]
    assert read_pieces(text) == tuple(Tag(piece) for piece in expected)


PROSE: dict[str, tuple[str, list[str | tuple[str]]]] = {
    "joycaption, with paragraphs": (
        "This is a photo of a woman, seen from the side. She smiles.\n\nIt's 3.5 m away, e.g. far.\n",
        [("This is a photo of a woman, seen from the side.",), ("She smiles.",), ("It's 3.5 m away, e.g. far.",)],
    ),
    "joycaption, cut short": (
        "A woman stands in a field, smiling. The sky is blue, with clouds",
        [("A woman stands in a field, smiling.",), ("The sky is blue, with clouds",)],
    ),
    "flux, sentence and tags": (
        "A cat sits on a mat. outdoors, soft light, from below",
        [("A cat sits on a mat.",), "outdoors", "soft light", "from below"],
    ),
    "flux, trigger word and sentence": (
        "annika, A woman stands in a field, smiling. outdoors",
        ["annika", ("A woman stands in a field, smiling.",), "outdoors"],
    ),
    "a comma before a name is prose": (
        "In the old garden, Anna reads a book, and Tom sleeps.",
        [("In the old garden, Anna reads a book, and Tom sleeps.",)],
    ),
    "tags that end with a full stop before a sentence": (
        "tk, a photo of, a happy woman, with long hair and bangs. She is outside. close up",
        ["tk", "a photo of", "a happy woman", ("with long hair and bangs.",), ("She is outside.",), "close up"],
    ),
    "small letters": (
        "a woman stands in a field. she wears a dress. outdoors, day.",
        [("a woman stands in a field.",), ("she wears a dress.",), "outdoors", "day."],
    ),
    "quotations, numbers, dots and short forms": (
        'He says "Stop!" and runs. A sign reads "No. 5". It is late... very late. The U.S. flag waves. Why?',
        [
            ('He says "Stop!" and runs.',),
            ('A sign reads "No. 5".',),
            ("It is late... very late.",),
            ("The U.S. flag waves.",),
            ("Why?",),
        ],
    ),
    "a quotation ends a sentence": (
        'She says "Hello." He nods and goes.',
        [('She says "Hello." He nods and goes.',)],
    ),
}


@pytest.mark.parametrize("style", PROSE)
def test_prose_is_split_at_sentence_ends_and_comes_back_word_for_word(style: str) -> None:
    text, expected = PROSE[style]
    pieces = read_pieces(text)
    assert [(piece.text,) if piece.sentence else piece.text for piece in pieces] == expected
    assert join(pieces) == " ".join(text.split())


def test_the_head_separator_parts_as_a_mark_does() -> None:
    found = read_caption("annika ~~ photo, calm", head_separator="~~")
    assert [piece.text for piece in found.tags] == ["annika", "photo", "calm"]


def test_tags_go_to_slots_and_the_rest_is_marked() -> None:
    caption = place(read_pieces("Photo, standing, unheard of, gone"), VOCABULARY, S)
    assert caption.tags("type") == (Tag("Photo"),)
    assert caption.tags("action") == (Tag("standing"),)
    assert caption.tags("details") == (Tag("unheard of", unsure=True), Tag("gone", unsure=True))


def test_globals_are_left_out_of_the_slots() -> None:
    caption = place(read_pieces("annika, standing, Annika"), VOCABULARY, S, ["annika"])
    assert caption.tags("subject") == (Tag("Annika", unsure=True),)
    assert assemble(S, OutputRules(), (Tag("annika"),), caption) == "annika, standing, Annika"


def test_tags_of_a_slot_that_is_gone_move_to_the_catch_all() -> None:
    caption = rehouse(Caption({"mood": (Tag("calm"),), "details": (Tag("fog"),)}), S)
    assert caption.slots == {"details": (Tag("fog"), Tag("calm", unsure=True))}


BRACKETS = '()[]{}（）【】「」『』"“”«»\\'
"""What keeps what stands between two of them together."""
pieces_of_tags = st.lists(
    st.text(
        st.characters(exclude_characters=",.!?|;" + BRACKETS, exclude_categories=("Cc", "Cs", "Z", "Lm")),
        min_size=1,
        max_size=12,
    ),
    unique=True,
    max_size=12,
)


@given(pieces_of_tags)
def test_every_tag_that_is_read_is_in_exactly_one_slot_and_comes_out_again(texts: list[str]) -> None:
    pieces = read_pieces(", ".join(texts))
    caption = place(pieces, VOCABULARY, S)
    housed = [tag.text for _, tag in caption.all_tags(S)]
    assert sorted(housed) == sorted(texts)
    assert assemble(S, OutputRules(), (), caption) == ", ".join(texts)
    edited = Caption(caption.slots)
    assert sorted(assemble(S, OutputRules(), (), edited).split(", ")) == sorted(texts or [""])


@given(st.text(max_size=200))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    joined = join(read_pieces(text))
    assert sorted("".join(text.replace(",", " ").split())) == sorted("".join(joined.replace(",", " ").split()))


words = st.text("abcdeopéñß", min_size=2, max_size=8)
sentences = st.builds(
    lambda first, rest, end: f"{first.capitalize()} is {' '.join(rest)}{end}",
    words,
    st.lists(
        st.builds(lambda word, comma: f"{word}{comma}", words, st.sampled_from(["", "", ","])), min_size=4, max_size=9
    ),
    st.sampled_from([".", "!", "?"]),
).filter(lambda sentence: ",." not in sentence and ",!" not in sentence and ",?" not in sentence)
tags = st.lists(words, min_size=0, max_size=5, unique=True)


@given(st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=3), tags)
def test_prose_in_paragraphs_and_the_tags_behind_it_come_back_word_for_word(
    paragraphs: list[list[str]], tags: list[str]
) -> None:
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    text = f"{text} {', '.join(tags)}" if tags else text
    assert join(read_pieces(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("crowd, 1,000 people, sky", ["crowd", "1,000 people", "sky"]),
        ("1,234,567 stars", ["1,234,567 stars"]),
        ("A wall stands there. Yes, 1,000 years.", ["A wall stands there.", "Yes", "1,000 years."]),
        ("a,100,200", ["a", "100", "200"]),
        ("1,2,3", ["1", "2", "3"]),
        ("20,0000", ["20", "0000"]),
        ("f 1,8, bokeh", ["f 1", "8", "bokeh"]),
    ],
)
def test_a_number_is_not_cut_at_its_thousands(text: str, pieces: list[str]) -> None:
    read = read_pieces(text)
    assert [tag.text for tag in read] == pieces
    assert all(tag.sentence for tag in read if "," in tag.text)


@pytest.mark.parametrize(
    "text",
    [
        "一个女孩站在树下。",
        "一个女孩站在树下，微笑着。她穿着红色的裙子！背景是森林。",
        "她站在古老的大树下, 静静地微笑着。",
        "少女が立っています。青い空、白い雲。",
        "「こんにちは、元気ですか？」",
        "她在看什么呢？ 没有人知道。",
    ],
)
def test_chinese_and_japanese_prose_stays_in_one_sentence(text: str) -> None:
    assert read_pieces(text) == (Tag(text, sentence=True),)
    assert join(read_pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("微笑。", ["微笑。"]),
        ("1girl, 微笑。", ["1girl", "微笑。"]),
        ("一个女孩, 红色裙子, 森林, 微笑。", ["一个女孩", "红色裙子", "森林", "微笑。"]),
        ("长发, 红裙", ["长发", "红裙"]),
    ],
)
def test_chinese_tags_are_no_sentence(text: str, pieces: list[str]) -> None:
    assert read_pieces(text) == tuple(Tag(piece) for piece in pieces)


def test_english_and_chinese_sentences_side_by_side_come_back_word_for_word() -> None:
    text = "A girl stands under a tree. 她穿着红色的裙子。"
    assert [tag.sentence for tag in read_pieces(text)] == [True, True]
    assert join(read_pieces(text)) == text


def test_tags_below_a_chinese_sentence_follow_it_without_a_comma() -> None:
    assert join(read_pieces("一个女孩站在树下。\n1girl, solo")) == "一个女孩站在树下。 1girl, solo"


def test_paragraphs_that_end_in_a_quotation_come_back_word_for_word() -> None:
    text = 'She tells him "I will be back soon."\nThe old man looks at the sea.'
    assert join(read_pieces(text)) == text.replace("\n", " ")


wide_sentences = st.builds(
    lambda clauses, end: "，".join(clauses) + end,
    st.lists(st.text("女孩站在树下微笑青い空の雲", min_size=5, max_size=12), min_size=1, max_size=3),
    st.sampled_from(["。", "！", "？", "。」"]),
)


@given(
    st.lists(st.lists(wide_sentences, min_size=1, max_size=3), min_size=1, max_size=3), st.sampled_from(["\n", "\n\n"])
)
def test_chinese_and_japanese_paragraphs_come_back_word_for_word(paragraphs: list[list[str]], between: str) -> None:
    read = read_pieces(between.join("".join(paragraph) for paragraph in paragraphs))
    assert all(tag.sentence for tag in read)
    assert join(read) == " ".join("".join(paragraph) for paragraph in paragraphs)
