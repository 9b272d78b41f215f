from __future__ import annotations

import json

import pytest

from tui_captioner.formats import captions_json, json_list, plain_csv
from tui_captioner.formats.registry import READERS
from tui_captioner.formats.rows import FormatError, Row


def pairs(rows: list[Row]) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.file_name, row.captions) for row in rows]


@pytest.mark.parametrize("name", json_list.NAMES)
@pytest.mark.parametrize("field", ["caption", "text", "prompt"])
def test_a_list_of_objects_is_read_whatever_its_fields_are_called(name: str, field: str) -> None:
    data = json.dumps([{name: "a.png", field: "1girl, solo", "score": 1}, {name: "b.png", field: ["x", "y"]}]).encode()
    assert pairs(json_list.read(data)) == [("a.png", ("1girl, solo",)), ("b.png", ("x", "y"))]
    assert next(reader.name for reader in READERS if reader.sniff(data, "x.json")) == "json-list"
    images = json.dumps({"images": json.loads(data)}).encode()
    assert pairs(json_list.read(images)) == pairs(json_list.read(data))
    assert next(reader.name for reader in READERS if reader.sniff(images, "x.json")) == "json-list"


def test_a_list_of_tags_is_one_caption() -> None:
    assert pairs(json_list.read(b'[{"image": "a.png", "tags": ["1girl", "a, b", "solo"]}]')) == [
        ("a.png", ("1girl, a, b, solo",))
    ]


def test_captions_of_coco_find_their_images() -> None:
    data = json.dumps(
        {
            "info": {},
            "images": [{"id": 7, "file_name": "a.png"}, {"id": 8, "file_name": "b.png"}],
            "annotations": [{"id": 1, "image_id": 7, "caption": "one"}, {"id": 2, "image_id": 7, "caption": "two"}],
        }
    ).encode()
    assert pairs(json_list.read(data)) == [("a.png", ("one", "two")), ("b.png", ())]
    assert next(reader.name for reader in READERS if reader.sniff(data, "x.json")) == "json-list"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"image": "a.png", "path": "b.png", "caption": "x"}]', "item 1: both 'image' and 'path'"),
        (b'[{"image": "a.png", "caption": "x", "text": "y"}]', "item 1: both 'caption' and 'text'"),
        (b'[{"image": "a.png", "conversations": []}]', "item 1: no 'caption'"),
        (b'[{"image": "a.png", "caption": 5}]', "item 1, 'caption': a number"),
        (b'[{"image": "a.png", "caption": "x"}, 5]', "item 2: a number where an object must be"),
        (b'{"images": 5}', "a number where the list 'images' must be"),
        (b'{"images": [], "annotations": [{"image_id": 1, "caption": "x"}]}', "an image of number 1"),
        (b'{"images": [], "annotations": [{"image_id": [], "caption": "x"}]}', "annotation 1: a list"),
        (b"7", "a number where a list of objects must be"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        json_list.read(data)
    assert said in caught.value.message


def test_captions_json_is_no_list_of_objects() -> None:
    for data in (b'{"images": ["x"]}', b'{"a.png": ["[{"]}', b'[{"general": 0.5}, {"1girl": 0.9}]'):
        assert not json_list.sniff(data, "x.json")
    assert captions_json.sniff(b'{"images": ["x"]}', "x.json")


@pytest.mark.parametrize("mark", plain_csv.DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("head", ["id{0}file_name{0}text\n", "sep={0}\r\nid{0}file_name{0}text\r\n", "sep={0}\n\n", ""])
def test_a_table_is_read_whatever_parts_its_fields(mark: str, encoding: str, head: str) -> None:
    head = head.format(mark)
    own = f"1{mark}" if "text" in head else ""
    text = f'{head}{own}a.png{mark}"1girl, solo; x | y\tz"\n{own}b.png{mark}smile\n'
    data = text.encode(encoding)
    assert pairs(plain_csv.read(data)) == [("a.png", ("1girl, solo; x | y\tz",)), ("b.png", ("smile",))]
    assert plain_csv.sniff(data[:4096], "x.csv")
    assert plain_csv.sniff(data[:4096], "x.tsv")


def test_a_line_is_named_where_it_stands_below_excels() -> None:
    with pytest.raises(FormatError, match="line 4: 1 fields where the head has 2"):
        plain_csv.read(b"sep=;\nfile_name;text\na.png;x\nb.png\n")
    with pytest.raises(FormatError, match="line 2: 3 fields where the first line has 2"):
        plain_csv.read(b"a.png,x\nb.png,1girl, solo\n")
