"""The caption formats that are text: the bytes they write, what they read back, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.caption_rows import GOLDEN, ONE_EACH, SEVERAL, captions, plain, rows_of, texts
from tui_captioner.formats import captions_json, hf_metadata, kohya, musubi, plain_csv
from tui_captioner.formats.names import DIFFUSION_PIPE_TAR, EXPORTS, SIDECARS
from tui_captioner.formats.registry import READERS, WRITERS
from tui_captioner.formats.rows import FormatError, Row
from tui_captioner.formats.strict_json import first_value

Read = Callable[[bytes], list[Row]]
Write = Callable[[Iterable[Row]], Iterator[bytes]]

BARE = tuple(replace(row, file_name=row.file_name.rpartition("/")[2]) for row in ONE_EACH)
SINGLE: dict[str, tuple[Read, Write]] = {
    "kohya.jsonl": (kohya.read, kohya.write),
    "musubi.jsonl": (musubi.read, musubi.write),
    "musubi_video.jsonl": (musubi.read, musubi.write_videos),
    "plain.csv": (plain_csv.read, plain_csv.write),
}
"""Formats that take one caption per image."""
MANY: dict[str, tuple[Read, Write]] = {
    "metadata_lists.jsonl": (hf_metadata.read, hf_metadata.write),
    "captions_lists.json": (captions_json.read, captions_json.write),
}
"""Formats that take several."""
GOLDENS = [
    *((name, ONE_EACH, *pair) for name, pair in SINGLE.items()),
    *((name, SEVERAL, *pair) for name, pair in MANY.items()),
    ("metadata.jsonl", ONE_EACH, hf_metadata.read, hf_metadata.write),
    ("captions.json", BARE, captions_json.read, captions_json.write),
]


@pytest.mark.parametrize(("name", "rows", "read", "write"), GOLDENS, ids=[case[0] for case in GOLDENS])
def test_the_bytes_are_these_and_are_read_back(name: str, rows: tuple[Row, ...], read: Read, write: Write) -> None:
    data = b"".join(write(rows))
    assert data == (GOLDEN / name).read_bytes()
    assert plain(read(data)) == plain(rows)
    assert plain(read(b"\xef\xbb\xbf" + data)) == plain(rows)


@pytest.mark.parametrize(("read", "write"), SINGLE.values(), ids=SINGLE)
@given(rows=rows_of(st.tuples(texts)))
def test_what_is_written_is_read_back(read: Read, write: Write, rows: list[Row]) -> None:
    data = b"".join(write(rows))
    assert plain(read(data)) == plain(rows)
    assert b"".join(write(read(data))) == data


@pytest.mark.parametrize(("read", "write"), MANY.values(), ids=MANY)
@given(rows=rows_of(captions))
def test_several_captions_are_read_back(read: Read, write: Write, rows: list[Row]) -> None:
    data = b"".join(write(rows))
    assert plain(read(data)) == plain(rows)
    assert b"".join(write(read(data))) == data


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize(
    "name", ["kohya.jsonl", "musubi.jsonl", "metadata.jsonl", "metadata_lists.jsonl", "captions.json", "plain.csv"]
)
def test_other_line_ends_make_no_difference(name: str, line_end: str) -> None:
    read = next(case[2] for case in GOLDENS if case[0] == name)
    data = (GOLDEN / name).read_bytes()
    assert plain(read(data.replace(b"\n", line_end.encode()))) == plain(read(data))


def test_blank_lines_are_passed_over_on_reading() -> None:
    data = b'\n\r\n{"file_name": "a.png", "text": "x"}\n \t\n{"file_name": "b.png", "text": ["y"]}'
    assert [(row.file_name, row.captions, row.place) for row in hf_metadata.read(data)] == [
        ("a.png", ("x",), "line 3"),
        ("b.png", ("y",), "line 5"),
    ]
    assert plain(plain_csv.read(b"file_name,caption\n\na.png,x\n\n")) == [("a.png", ("x",))]


LINES: dict[str, Read] = {"text": hf_metadata.read, "kohya": kohya.read, "musubi": musubi.read}
BAD_LINES = [
    (b'{"file_name": 1}', "text", "line 1: no 'text' or 'caption'"),
    (b'{"text": "x"}', "text", "line 1: no 'file_name'"),
    (b'{"file_name": "a", "text": "x", "caption": "y"}', "text", "line 1: both 'text' and 'caption'"),
    (b'{"file_name": 1, "text": "x"}', "text", "line 1, 'file_name': a number where text must be"),
    (b'{"file_name": " ", "text": "x"}', "text", "line 1, 'file_name': a blank file name"),
    (b'{"file_name": "a", "text": null}', "text", "line 1, 'text': null where text or a list"),
    (b'{"file_name": "a", "text": {"b": 1}}', "text", "line 1, 'text': an object where"),
    (b'{"file_name": "a", "text": true}', "text", "line 1, 'text': true where"),
    (b'{"file_name": "a", "text": ["x", 2.5]}', "text", "line 1, 'text', item 2: a number where text"),
    (b'\n{"file_name": "a", "text": "x"}\n{"file_name": "a", "text": "y"}', "text", 'line 3: "a" was there already'),
    (b'{"file_name": "a", "text": "x", "text": "y"}', "text", 'line 1: the key "text" stands twice'),
    (b'{"file_name": "a", "text": "\\ud800"}', "text", "line 1, 'text': half a surrogate pair"),
    (b'{"file_name": "a",\n', "text", "line 1, column 19: "),
    (b'{}\n{"file_name" "a"}', "text", "line 1: no 'file_name'"),
    (b'["a"]', "text", "line 1: a list where an object must be"),
    (b'{"n": NaN}', "text", "line 1: NaN is not JSON"),
    (b'{"n": -Infinity}', "text", "line 1: -Infinity is not JSON"),
    (b'{"n": ' + b"9" * 5000 + b"}", "text", "line 1: a number is too long"),
    (b"[" * 200_000, "text", "line 1: it is nested too deeply"),
    (b'{"a": ' * 200_000, "text", "line 1: it is nested too deeply"),
    ('{"file_name": "a"}'.encode("utf-16"), "text", "it is UTF-16, not UTF-8"),
    (b'{"file_name": "caf\xe9"}', "text", "it is not UTF-8: byte 0xe9 at offset 18"),
    (b'{"image_path": "a"}', "kohya", "line 1: no 'caption' and no 'tags'"),
    (b'{"image_path": "a", "caption": ["x"]}', "kohya", "line 1, 'caption': a list where text must be"),
    (b'{"image_path": "a", "tags": 5}', "kohya", "line 1, 'tags': a number where text must be"),
    (b'{"caption": "a"}', "kohya", "line 1: no 'image_path'"),
    (b'{"image_path": "a", "caption": null}', "musubi", "line 1, 'caption': null where text must be"),
    (b'{"image_path": "a", "video_path": "b", "caption": ""}', "musubi", "both 'image_path' and 'video_path'"),
]


@pytest.mark.parametrize(("data", "format_", "said"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_bad_lines_are_refused_with_the_place(data: bytes, format_: str, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        LINES[format_](data)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"a.png": 1}', 'key "a.png": a number where text or a list of texts must be'),
        (b'{"a.png": ["x", null]}', 'key "a.png", item 2: null where text must be'),
        (b'{"a.png": ["x"], "a.png": ["y"]}', 'the key "a.png" stands twice'),
        (b'{"a.png": ["x"],\r\r\n "b.png": x}', "line 3, column 11"),
        (b'{"": "x"}', "a blank file name"),
        (b"[]", "a list where an object must be"),
        (b"", "line 1, column 1"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_bad_captions_json_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        captions_json.read(data)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1: no column file_name or"),
        (b"file_name,size\na.png,1", "line 1: no column caption or text or prompt"),
        (b"file_name,text,caption\n", "line 1: more than one of the columns caption, text, prompt"),
        (b"file_name,caption,caption\n", "line 1: more than one of the columns"),
        (b"file_name,caption\na.png,x,y\n", "line 2: 3 fields where the head has 2"),
        (b'file_name,caption\na.png,"x\ny"\nb.png\n', "line 4: 1 fields where the head has 2"),
        (b'file_name,caption\na.png,"x', "line 2: unexpected end of data"),
        (b'file_name,caption\na.png,"x"y\n', "line 2: "),
        (b"file_name,caption\na.png,x\na.png,y\n", 'line 3: "a.png" was there already, line 2'),
        (b'file_name,caption\na.png,"' + b"x" * 2_000_000, "line 2: field larger than field limit"),
        (b"file_name,caption\n ,x\n", "line 2, 'file_name': a blank file name"),
    ],
)
def test_a_bad_table_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        plain_csv.read(data)
    assert said in caught.value.message


def test_none_and_na_are_text_in_a_table_and_other_columns_are_passed_over() -> None:
    data = b"Image,width,prompt\r\na.png,512,None\r\nb.png,512,NA\r\nc.png,,\r\n"
    assert plain(plain_csv.read(data)) == [("a.png", ("None",)), ("b.png", ("NA",)), ("c.png", ("",))]


def test_kohyas_tags_follow_the_caption() -> None:
    data = (
        b'{"image_path": "a", "caption": "c", "tags": "t1, t2"}\n{"image_path": "b", "tags": "t", "image_size": [1, 2]}'
    )
    assert plain(kohya.read(data)) == [("a", ("c, t1, t2",)), ("b", ("t",))]


def test_kohyas_object_and_ai_toolkits_are_read() -> None:
    data = json.dumps({"/x/a.png": {"caption": "c", "caption_short": "s"}, "b": {"tags": "t", "image_size": [1, 2]}})
    assert plain(kohya.read_json(data.encode())) == [("/x/a.png", ("c", "s")), ("b", ("t",))]
    with pytest.raises(FormatError, match=r'key "a": text where an object must be'):
        kohya.read_json(b'{"a": "b"}')


@pytest.mark.parametrize("write", [pair[1] for pair in SINGLE.values()], ids=SINGLE)
@pytest.mark.parametrize("given_", [(), ("x", "y")], ids=["none", "two"])
def test_a_format_of_one_caption_writes_no_other_number(write: Write, given_: tuple[str, ...]) -> None:
    with pytest.raises(FormatError, match=rf"a\.png has {len(given_)} captions"):
        list(write([Row("a.png", given_)]))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Row("sub/a.png", ("x",))], "has a folder"),
        ([Row("a.png", ("x",)), Row("a.png", ("y",))], "was there already"),
        ([Row("a.png", ())], "has no caption"),
    ],
)
def test_captions_json_has_bare_names_once_and_no_empty_lists(rows: list[Row], said: str) -> None:
    with pytest.raises(FormatError, match=said):
        list(captions_json.write(rows))


def test_metadata_has_no_nulls() -> None:
    with pytest.raises(FormatError, match="has no caption"):
        list(hf_metadata.write([Row("a.png", ())]))


# --- the README of an image folder ------------------------------------------------------------------------------------


def test_the_readme_names_the_metadata_and_every_kind_of_image() -> None:
    assert hf_metadata.readme([".png", ".JPG", ".png"]) == (GOLDEN / "README.md").read_bytes()


def test_a_readme_keeps_all_but_its_configs() -> None:
    old = (
        "---\nlicense: mit\nconfigs:\n- config_name: x\n  data_files: y\n# my\ntags:\n- art\n---\n# Cats\r\n\nA set.\n"
    )
    new = hf_metadata.readme([".png"], old.encode()).decode()
    front, body = new.split("---\n", 2)[1:]
    assert front.startswith("license: mit\n# my\ntags:\n- art\nconfigs:\n- config_name: default\n")
    assert body == "# Cats\r\n\nA set.\n"
    assert hf_metadata.readme([".png"], new.encode()).decode() == new


def test_a_readme_without_front_matter_gets_one() -> None:
    new = hf_metadata.readme([".png"], "# Katzen über alles\n".encode())
    assert new.decode().endswith('    - "**/*.png"\n---\n\n# Katzen über alles\n')
    assert hf_metadata.readme([".png"], new) == new


def test_a_readme_whose_front_matter_has_no_end_is_refused() -> None:
    with pytest.raises(FormatError, match="has no end"):
        hf_metadata.readme([".png"], b"---\nlicense: mit\n")


# --- which format a file has ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file_name", "expected"),
    [
        ("metadata.jsonl", "metadata.jsonl", "hf-imagefolder"),
        ("captions.json", "captions.json", "captions-json"),
        ("kohya.jsonl", "x.jsonl", "kohya-jsonl"),
        ("musubi_video.jsonl", "x.jsonl", "musubi-jsonl"),
        ("plain.csv", "x.csv", "csv"),
        ("slots.jsonl", "x.jsonl", "slots-jsonl"),
        ("samples.tar", "x.tar", "webdataset"),
        ("civitai.zip", "x.zip", "civitai-zip"),
    ],
)
def test_a_file_is_known_by_its_beginning(name: str, file_name: str, expected: str) -> None:
    data = (GOLDEN / name).read_bytes()[: 64 << 10]
    assert next(reader.name for reader in READERS if reader.sniff(data, file_name)) == expected


def test_a_kohya_object_is_known_from_captions_json() -> None:
    reader = next(
        reader for reader in READERS if reader.sniff(b'\xef\xbb\xbf {"a\\"b": {"caption": "x"}}', "meta.json")
    )
    assert reader.name == "kohya-json"


@given(st.binary(max_size=600), st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.tar", "a.zip", "a", ""]))
def test_no_bytes_make_a_sniff_fail(data: bytes, name: str) -> None:
    for reader in READERS:
        assert reader.sniff(data, name) in (True, False)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_such_file_are_refused_and_nothing_else(data: bytes) -> None:
    for reader in READERS:
        try:
            rows = list(reader.read(data))
        except FormatError:
            continue
        assert all(isinstance(row, Row) for row in rows)


def test_the_first_value_of_an_object_is_found_behind_odd_keys() -> None:
    assert first_value(b' {"a\\"}": [1') == b"[1"
    assert first_value(b'{"unfinished') == b""
    assert first_value(b"[]") == b""


def test_every_export_has_a_writer_and_what_is_written_can_be_read() -> None:
    assert tuple(WRITERS) == EXPORTS
    # The captions of DIFFUSION_PIPE_TAR are a captions.json, which CAPTIONS_JSON reads.
    assert set(EXPORTS) - {SIDECARS, DIFFUSION_PIPE_TAR} <= {reader.name for reader in READERS}
