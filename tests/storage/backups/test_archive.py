"""A backup holds what it was given, byte for byte; what is none, or is hostile, is refused in words."""

from __future__ import annotations

import gzip
import io
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hostile_tar import endless_names
from tests.support.killed import run_killed
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.storage.backups import reading
from tui_captioner.storage.backups.layout import CONTENTS, MARK, BackupError, Contents
from tui_captioner.storage.backups.reading import read_backup
from tui_captioner.storage.backups.writing import write_backup

CAPTIONS = [
    ("a.txt", b"standing"),
    ("sub/b.txt", b"\xff\x00 no text\n"),
    ("caf\udce9.txt", b""),
    ("é" * 120 + ".txt", b"x"),
]
CONTENT = Contents({"a.png": "a.txt", "sub/b.png": "sub/b.txt", "c.png": ""})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "kept.tar.gz"
    write_backup(path, [("project.toml", b"globals = []\n")], CAPTIONS, CONTENT)
    return path


def read(path: Path) -> reading.Backup:
    folder = path.parent / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return read_backup(path, folder)


def made_of(
    path: Path,
    *members: tuple[tarfile.TarInfo | str, bytes],
    mark: bytes = b"1\n",
    contents: bytes = b'{"images": {}}',
) -> Path:
    """An archive of these members behind the mark, with contents at the end."""
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for name, data in ((MARK, mark), *members, (CONTENTS, contents)):
            head = tarfile.TarInfo(name) if isinstance(name, str) else name
            head.size = head.size or len(data)
            tar.addfile(head, io.BytesIO(data))
    return path


def link(kind: bytes) -> tarfile.TarInfo:
    head = tarfile.TarInfo("captions/a.txt")
    head.type, head.linkname = kind, "/etc/passwd"
    return head


def test_what_is_written_is_what_is_read(archive: Path) -> None:
    found = read(archive)
    assert found.captions == dict(CAPTIONS)
    assert found.contents == CONTENT
    assert found.files["project.toml"].read_bytes() == b"globals = []\n"


def test_the_same_makes_the_same_archive(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    write_backup(other, [("project.toml", b"globals = []\n")], CAPTIONS, CONTENT)
    assert other.read_bytes() == archive.read_bytes()


def test_any_tar_unpacks_it(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        member = tar.extractfile("captions/sub/b.txt")
        assert member is not None
        assert member.read() == b"\xff\x00 no text\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../evil", "leads out of it"),
        ("captions/../../evil", "leads out of it"),
        ("/etc/passwd", "leads out of it"),
        ("project/../evil", "leads out of it"),
        ("project/hook.sh", "no place"),
        ("project/lists/../x.terms", "leads out of it"),
        ("project/lists/.hidden.terms", "no place"),
        ("captions//a.txt", "no place"),
        ("elsewhere", "no place"),
    ],
)
def test_a_name_that_has_no_place_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BackupError, match=said):
        read(made_of(tmp_path / "x.tar.gz", (name, b"boo")))
    assert [path.name for path in (tmp_path / "unpacked").iterdir()] == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(BackupError, match="is no file"):
        read(made_of(tmp_path / "x.tar.gz", (link(kind), b"")))


@pytest.mark.parametrize("contents", ["", "{", "null", "3", "[]", "{}", '{"images": []}', '{"images": {"a.png": 1}}'])
def test_contents_that_say_something_else_are_told_as_damaged(tmp_path: Path, contents: str) -> None:
    with pytest.raises(BackupError, match=r"contents\.json can't be read"):
        read(made_of(tmp_path / "x.tar.gz", contents=contents.encode()))


def packed(path: Path, *parts: bytes) -> Path:
    with gzip.open(path, "wb", 1) as file:
        for part in parts:
            file.write(part)
    return path


def marked() -> bytes:
    head = tarfile.TarInfo(MARK)
    head.size = 2
    return head.tobuf() + b"1\n".ljust(512, b"\0")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    head = tarfile.TarInfo("captions/a.txt")
    head.size = 8 << 30
    with pytest.raises(BackupError, match="has 8 GB"):
        read(packed(tmp_path / "x.tar.gz", marked(), head.tobuf()))


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XGLTYPE])
def test_a_head_that_does_not_end_is_not_read_to_its_end(tmp_path: Path, kind: bytes) -> None:
    head = tarfile.TarInfo("name")
    head.type, head.size = kind, 1 << 30
    with pytest.raises(BackupError, match="does not end"):
        read(packed(tmp_path / "x.tar.gz", marked(), head.tobuf(tarfile.GNU_FORMAT), b"a" * (4 << 20)))


def test_captions_that_are_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_OF_CAPTIONS", 5)
    with pytest.raises(BackupError, match="more than 5 bytes"):
        read(made_of(tmp_path / "x.tar.gz", ("captions/a.txt", b"abc"), ("captions/b.txt", b"abc")))


def test_a_file_that_is_in_it_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="twice"):
        read(made_of(tmp_path / "x.tar.gz", ("project/vocab.toml", b""), ("project/vocab.toml", b"")))


def test_one_of_a_later_version_says_so(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="later version"):
        read(made_of(tmp_path / "x.tar.gz", mark=b"2\n"))


@pytest.mark.parametrize(
    "data", [b"", b"no archive", b"\x1f\x8b\x08\x00broken", gzip.compress(b"no tar" * 200, mtime=0), b"PK\x03\x04zip"]
)
def test_what_is_no_archive_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(data)
    with pytest.raises(BackupError, match=r"x\.tar\.gz can't be brought back"):
        read(path)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="can't be read"):
        read(tmp_path / "x.tar.gz")


def test_another_archive_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("README"))
    with pytest.raises(BackupError, match="no backup that tui-captioner made"):
        read(path)


def test_one_that_is_cut_short_is_refused_wherever_it_ends(archive: Path) -> None:
    whole = archive.read_bytes()
    for end in range(0, len(whole) - 1, 7):
        archive.write_bytes(whole[:end])
        with pytest.raises(BackupError):
            read(archive)


def test_a_damaged_byte_is_noticed(archive: Path) -> None:
    whole = archive.read_bytes()
    for place in range(20, len(whole), 11):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            read(archive)


def test_one_that_can_not_be_written_leaves_the_old_one(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(OSError, match="full"):
        write_backup(archive, [], failing(), CONTENT)
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir()] == ["kept.tar.gz"]


def failing() -> Iterator[tuple[str, bytes]]:
    yield "a.txt", b"standing"
    raise OSError(28, "full")


def test_one_that_does_not_read_as_it_was_written_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.storage.backups.writing._read_back", lambda _file: "another")
    with pytest.raises(BackupError, match="does not read as it was written"):
        write_backup(tmp_path / "x.tar.gz", [], CAPTIONS, CONTENT)
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_killed_leaves_the_old_one_and_is_cleared_away_by_the_next(archive: Path) -> None:
    before = archive.read_bytes()
    run_killed(
        "from tui_captioner.storage.backups import writing\n"
        "from tui_captioner.storage.backups.layout import Contents\n"
        "writing._read_back = die\n"
        "writing.write_backup(Path(sys.argv[1]), [], [('a.txt', b'sitting')], Contents())",
        archive,
    )
    assert archive.read_bytes() == before
    assert len(list(archive.parent.iterdir())) == 2
    write_backup(archive, [], [("a.txt", b"sitting")], CONTENT)
    assert [path.name for path in archive.parent.iterdir()] == ["kept.tar.gz"]


def test_names_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "hostile.tar.gz"
    path.write_bytes(gzip.compress(endless_names()))
    with pytest.raises(BackupError, match="It is no backup"):
        read(path)
