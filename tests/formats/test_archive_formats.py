"""Tar and zip: the bytes, what is read back, and the names that never get in or out."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.caption_rows import GOLDEN, captions, packed, plain, rows_of, texts
from tui_captioner.formats import civitai, webdataset
from tui_captioner.formats.packing import Packed, trouble_with
from tui_captioner.formats.rows import FormatError, Row

ROWS = (Row("a.png", ("1girl, solo", "A girl.")), Row("sub/ü b.jpg", ("ein Hut 🎩",)), Row("c.png", ()))
FIRST = tuple(Row(row.file_name, row.captions[:1]) for row in ROWS)


def tar_of(rows: list[Row] | tuple[Row, ...], *, lists: bool = True) -> bytes:
    target = io.BytesIO()
    assert len(list(webdataset.write(map(packed, rows), target, lists=lists))) == len(rows)
    return target.getvalue()


def zip_of(rows: list[Row] | tuple[Row, ...]) -> bytes:
    target = io.BytesIO()
    assert len(list(civitai.write(map(packed, rows), target))) == len(rows)
    return target.getvalue()


def test_the_bytes_of_a_tar_are_these_and_are_read_back() -> None:
    data = tar_of(ROWS)
    assert data == (GOLDEN / "samples.tar").read_bytes()
    assert plain(webdataset.read(data)) == plain([*ROWS[:2], Row("c.png", ("",))])
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        assert archive.getnames()[:4] == ["a.png", "a.txt", "a.json", "sub/ü b.jpg"]
        assert {(m.mtime, m.uid, m.gid, m.uname, m.mode) for m in archive} == {(0, 0, 0, "", 0o644)}


def test_the_bytes_of_a_zip_are_these_and_are_read_back() -> None:
    data = zip_of(FIRST)
    assert data == (GOLDEN / "civitai.zip").read_bytes()
    assert plain(civitai.read(data)) == plain(FIRST)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["a.png", "a.txt", "sub/ü b.jpg", "sub/ü b.txt", "c.png"]
        assert archive.testzip() is None


@given(rows_of(captions))
def test_what_is_put_into_a_tar_is_read_back(rows: list[Row]) -> None:
    data = tar_of(rows)
    assert plain(webdataset.read(data)) == plain(rows)
    assert tar_of(rows) == data


@given(rows_of(st.tuples(texts)))
def test_a_tar_without_lists_and_a_zip_are_read_back(rows: list[Row]) -> None:
    assert plain(webdataset.read(tar_of(rows, lists=False))) == plain(rows)
    assert plain(civitai.read(zip_of(rows))) == plain(rows)


def test_a_tar_keeps_the_name_that_an_image_had() -> None:
    row = Row("a_b.png", ("x",), "", {"file_name": "a.b.PNG"})
    assert plain(webdataset.read(tar_of([row]))) == [("a.b.PNG", ("x",))]


HOSTILE = [
    "/etc/x.png",
    "../x.png",
    "a/../../x.png",
    "a\x1b[2J.png",
    "a\nb.png",
    "a\\b.png",
    "C:x.png",
    "a//b.png",
    "./a.png",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_gets_into_no_archive(name: str) -> None:
    assert trouble_with(name)
    with pytest.raises(FormatError):
        tar_of([Row(name, ("x",))])
    with pytest.raises(FormatError):
        zip_of([Row(name, ("x",))])


@pytest.mark.parametrize("name", [name for name in HOSTILE if not name.startswith("./")])
def test_a_hostile_name_is_read_from_no_archive(name: str) -> None:
    tar, zip_ = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    with zipfile.ZipFile(zip_, "w") as archive_:
        archive_.writestr(zipfile.ZipInfo(name), b"")
    for read, data in ((webdataset.read, tar.getvalue()), (civitai.read, zip_.getvalue())):
        with pytest.raises(FormatError, match="member"):
            read(data)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a.b.png",), "must have one dot"),
        (("noextension",), "must have one dot"),
        ((".png",), "must have one dot"),
        (("a.txt",), "must have one dot"),
        (("a.png", "a.jpg"), "stands twice"),
    ],
)
def test_names_that_a_loader_would_misread_get_into_no_tar(names: tuple[str, ...], said: str) -> None:
    with pytest.raises(FormatError, match=said):
        tar_of([Row(name, ("x",)) for name in names])


@pytest.mark.parametrize("size", [3, 99])
def test_an_image_that_changes_while_it_is_read_gets_into_no_tar(size: int) -> None:
    changing = Packed(Row("a.png", ("x",)), size, lambda: io.BytesIO(b"picture"))
    with pytest.raises(OSError, match=r"grew while it was read|unexpected end of data"):
        list(webdataset.write([changing], io.BytesIO()))


def test_a_zip_takes_no_twins_no_other_kinds_and_not_too_many() -> None:
    with pytest.raises(FormatError, match="has a twin"):
        zip_of([Row("a.png", ("x",)), Row("a.JPG", ("y",))])
    with pytest.raises(FormatError, match=r"a\.gif is of a kind"):
        zip_of([Row("a.gif", ("x",))])
    with pytest.raises(FormatError, match="no more than 1000"):
        zip_of([Row(f"{number}.png", ()) for number in range(1001)])


def made_tar(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def made_zip(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def test_a_tar_of_another_program_is_read() -> None:
    data = made_tar(
        ("./0001.jpg", b"x"), ("./0001.txt", b"one"), ("0002.PNG", b"x"), ("0002.json", b'{"caption": "two"}'),
        ("0002.cls", b"3"), ("0003.txt", b"no picture"), ("0004.png", b"x"), ("0004.json", b"[1]"), ("0004.txt", b"4"),
    )  # fmt: skip
    assert plain(webdataset.read(data)) == [("0001.jpg", ("one",)), ("0002.PNG", ("two",)), ("0004.png", ("4",))]


def test_a_zip_of_another_program_is_read() -> None:
    data = made_zip(("__MACOSX/._a.png", b"x"), ("dir/a.PNG", b"x"), ("dir/a.TXT", b"one"), ("b.png", b"x"))
    assert plain(civitai.read(data)) == [("dir/a.PNG", ("one",)), ("b.png", ())]


BIG = b" " * ((4 << 20) + 1)


@pytest.mark.parametrize(
    ("read", "data", "said"),
    [
        (webdataset.read, b"nothing", "it is no tar"),
        (webdataset.read, made_tar(("a.png", b"x" * 5000))[:2000], "it is no tar"),
        (webdataset.read, made_tar(("a.png", b""), ("a.jpg", b"")), "sample 'a' has 2 pictures"),
        (webdataset.read, made_tar(("a.png", b""), ("a.PNG", b"")), "member 'a.PNG' stands twice"),
        (webdataset.read, made_tar(("a.png", b""), ("a.txt", b"\xff")), "member 'a.txt': it is not UTF-8"),
        (webdataset.read, made_tar(("a.png", b""), ("a.json", b"{")), "member 'a.json': line 1, column 2"),
        (webdataset.read, made_tar(("a.png", b""), ("a.json", b'{"captions": [1]}')), "'captions', item 1: a number"),
        (webdataset.read, made_tar(("a.png", b""), ("a.txt", BIG)), "too large for a caption"),
        (civitai.read, b"nothing", "it is no zip"),
        (civitai.read, made_zip(("a.png", b""), ("a.txt", b"\xff")), "member 'a.txt': it is not UTF-8"),
        (civitai.read, made_zip(("a.txt", b""), ("a.TXT", b"")), "stands twice"),
        (civitai.read, made_zip(("a.png", b""), ("a.txt", BIG)), "too large for a caption"),
    ],
)
def test_a_bad_archive_is_refused_by_member(read: Callable[[bytes], list[Row]], data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(data)
    assert said in caught.value.message


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_header_that_would_fill_the_memory_is_not_read(kind: bytes, pack: Callable[[bytes], bytes]) -> None:
    head = tarfile.TarInfo("long")
    head.type, head.size = kind, 2 << 30
    with pytest.raises(FormatError, match="a header in it has 2147483648 bytes"):
        webdataset.read(pack(head.tobuf(tarfile.GNU_FORMAT)))


def test_a_long_name_is_read() -> None:
    name = f"{'ü' * 100}/{'x' * 120}.png"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w", format=form) as archive:
            archive.addfile(tarfile.TarInfo(name))
        assert plain(webdataset.read(target.getvalue())) == [(name, ())]


@pytest.mark.parametrize("cut", [512 * 4, 512 * 4 + 100, 512 * 4 + 512])
def test_a_tar_that_breaks_off_is_refused(cut: int) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in (("a.png", b"x"), ("a.txt", b"standing"), ("b.png", b"x"), ("b.txt", b"sitting")):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    whole = target.getvalue()
    assert len(webdataset.read(whole)) == 2
    with pytest.raises(FormatError, match=r"breaks off behind member 'a.txt'|unexpected end of data"):
        webdataset.read(whole[:cut])
