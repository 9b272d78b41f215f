"""Our own format: nothing is lost on the way out and in again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.caption_rows import GOLDEN, bare_names, texts
from tui_captioner.domain.caption import Caption, CaptionText, OutputRules, Tag
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.formats import slots_jsonl as slots
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.storage.project.records import STATES

HEADER = slots.Header(
    Structure((Slot("globals", "Globals"), Slot("who", "Wer", "the person", ("face", "hair")), Slot("where", "Where"))),
    OutputRules(", ", "|||", "end"),
    ("sks", "photo"),
    "character",
    "sks",
)
CAPTION = Caption(
    {"who": (Tag("red  hat"), Tag("She smiles, and waves.", sentence=True)), "where": (Tag("🏖", unsure=True),)},
    CaptionText.of((Tag("🏖"), Tag("red  hat"))),
)


def row(name: str, captions: tuple[str, ...], state: str, caption: Caption, *others: Caption) -> Row:
    return Row(name, captions, "", {"header": HEADER, "state": state, "caption": caption, "alternatives": others})


ROWS = (
    row("a.png", ("the text", "another"), "flagged", CAPTION, Caption({"where": (Tag("am See"),)})),
    row("sub/ü.png", (), "empty", Caption()),
)


def parts(rows: list[Row] | tuple[Row, ...]) -> list[tuple[Any, ...]]:
    return [(row.file_name, row.captions, row.extra) for row in rows]


def test_the_bytes_are_these_and_are_read_back() -> None:
    data = b"".join(slots.write(HEADER, ROWS))
    assert data == (GOLDEN / "slots.jsonl").read_bytes()
    read = slots.read(data)
    assert parts(read) == parts(ROWS)
    assert [row.place for row in read] == ["line 2", "line 3"]


tag_texts = texts.filter(lambda text: text.strip() and not set(text) & set("\r\n,"))
tags = st.builds(Tag, tag_texts, unsure=st.booleans()) | st.builds(
    Tag, tag_texts.map(lambda text: f"{text}, so."), sentence=st.just(True)
)
tag_lists = st.lists(tags, min_size=1, max_size=4).map(tuple)
captions = st.builds(
    Caption,
    st.dictionaries(st.sampled_from(["who", "where", "gone"]), tag_lists),
    st.none() | st.lists(tags, max_size=4).map(CaptionText.of),
)


@given(st.lists(st.tuples(bare_names, st.sampled_from(STATES), captions, st.lists(captions, max_size=2))))
def test_all_that_is_known_of_an_image_is_read_back(given_: list[tuple[str, str, Caption, list[Caption]]]) -> None:
    unique = {name: (state, caption, others) for name, state, caption, others in given_}
    rows = [
        row(name, tuple(f"text {n}" for n in range(1 + len(others))), state, caption, *others)
        for name, (state, caption, others) in unique.items()
    ]
    assert parts(slots.read(b"".join(slots.write(HEADER, rows)))) == parts(rows)


def test_a_header_alone_takes_the_usual_structure_and_later_fields_are_passed_over() -> None:
    head = {"format": slots.FORMAT, "version": 1, "colour": "red"}
    line = {"file_name": "a.png", "stars": 5, "slots": {"action": ["standing"]}}
    (read,) = slots.read(f"{json.dumps(head)}\n\n{json.dumps(line)}\n".encode())
    assert read.extra["header"].structure == DEFAULT_STRUCTURE
    assert read.extra["state"] == "draft"
    assert read.extra["caption"] == Caption({"action": (Tag("standing"),)})


BAD_HEADERS: list[tuple[dict[str, Any], str]] = [
    ({"format": "other"}, "line 1: not the header of tui-captioner-slots"),
    ({"version": 2}, "line 1: version 2, known is 1"),
    ({"globals": "x"}, "line 1, 'globals': text where a list must be"),
    ({"globals": [1]}, "line 1, 'globals', item 1: a number where text must be"),
    ({"output": {"globals_at": "nowhere"}}, "line 1, 'globals_at': there is no slot 'nowhere'"),
    ({"output": []}, "line 1, 'output': a list where an object must be"),
    ({"structure": [{"key": "a b"}]}, "line 1, 'structure', item 1, 'key': 'a b' is not one word"),
    ({"structure": [{}]}, "line 1, 'structure', item 1, 'key': null where text must be"),
    ({"structure": [{"key": "a"}, {"key": "a"}]}, "line 1, 'structure': slot key used twice: a"),
]


@pytest.mark.parametrize(("field", "said"), BAD_HEADERS, ids=[said for _, said in BAD_HEADERS])
def test_a_bad_header_is_refused(field: dict[str, Any], said: str) -> None:
    with pytest.raises(FormatError) as caught:
        slots.read(json.dumps({"format": slots.FORMAT, "version": 1, **field}).encode())
    assert said in caught.value.message


BAD_LINES: list[tuple[dict[str, Any], str]] = [
    ({"file_name": None}, "line 2, 'file_name': null where text must be"),
    ({"state": "finished"}, "line 2, 'state': 'finished'"),
    ({"slots": []}, "line 2, 'slots': a list where an object must be"),
    ({"slots": {"a": "x"}}, "line 2, slot 'a': text where a list must be"),
    ({"slots": {"a": [5]}}, "line 2, slot 'a', item 1: a number where an object must be"),
    ({"slots": {"a": ["x, y"]}}, "line 2, slot 'a', item 1: 'x, y' is no tag"),
    ({"slots": {"a": [" "]}}, "line 2, slot 'a', item 1: ' ' is no tag"),
    ({"slots": {"a": [{"text": "x", "unsure": 1}]}}, "line 2, slot 'a', item 1, 'unsure': a number where true"),
    ({"file_order": {}}, "line 2, 'file_order': an object where a list must be"),
    ({"alternatives": [[]]}, "line 2, 'alternatives', item 1: a list where an object must be"),
    ({"caption": 1}, "line 2, 'caption': a number where text must be"),
]


@pytest.mark.parametrize(("field", "said"), BAD_LINES, ids=[said for _, said in BAD_LINES])
def test_a_bad_line_is_refused(field: dict[str, Any], said: str) -> None:
    head = json.dumps({"format": slots.FORMAT, "version": 1})
    with pytest.raises(FormatError) as caught:
        slots.read(f"{head}\n{json.dumps({'file_name': 'a', **field})}".encode())
    assert said in caught.value.message


def test_an_empty_file_and_an_image_twice_are_refused() -> None:
    with pytest.raises(FormatError, match="it is empty"):
        slots.read(b"\n")
    with pytest.raises(FormatError, match="was there already, line 2"):
        slots.read(b"".join(slots.write(HEADER, (ROWS[0], ROWS[0]))))


def test_a_note_and_the_states_of_slots_come_along() -> None:
    marks = {"who": SlotMark("flagged", "wer?"), "where": SlotMark("done")}
    extra = {
        "header": HEADER,
        "state": "draft",
        "caption": CAPTION,
        "alternatives": (),
        "note": "sharp?",
        "marks": marks,
    }
    data = b"".join(slots.write(HEADER, [Row("a.png", ("x",), "", extra)]))
    told = json.loads(data.splitlines()[1])
    assert told["slot_states"] == {"who": {"state": "flagged", "note": "wer?"}, "where": {"state": "done"}}
    assert slots.read(data)[0].extra == extra


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ('{"who": {"state": "empty"}}', "States of a slot are draft, done, reviewed, flagged"),
        ('{"who": "done"}', "text where an object must be"),
        ('["who"]', "list where an object must be"),
        ('{"who": {"state": "done", "note": 3}}', "'note'"),
    ],
)
def test_states_of_slots_that_are_none_are_refused(states: str, said: str) -> None:
    head = b"".join(slots.write(HEADER, ())).decode()
    line = f'{{"file_name": "a.png", "slot_states": {states}}}'
    with pytest.raises(FormatError) as caught:
        slots.read((head + line).encode())
    assert "line 2" in str(caught.value)
    assert said in str(caught.value)
