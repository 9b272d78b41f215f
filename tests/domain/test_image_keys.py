from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.image_keys import Matcher, agreement

NAMES = (
    "a.png",
    "sub/a.png",
    "sub/b.png",
    "other/b.png",
    "image001.jpeg",
    "my pic.png",
    "caf\u00e9.png",
    "C.PNG",
    "d.png",
    "d.jpg",
    "10_x/a.b.png",
    "x%20y.png",
    "back\\slash.png",
)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("a.png", "a.png"),
        ("./a.png", "a.png"),
        ("sub//a.png", "sub/a.png"),
        ("sub\\a.png", "sub/a.png"),
        ("back\\slash.png", "back\\slash.png"),
        ("/somewhere/set/sub/a.png", "sub/a.png"),
        ("/somewhere/set/a.png", "a.png"),
        ("C:\\sets\\other\\b.png", "other/b.png"),
        ("set/other/b.png", "other/b.png"),
        ("https://host/x/image001.jpeg?token=a/b.c&d=1#top", "image001.jpeg"),
        ("image001.jpeg?token=abc", "image001.jpeg"),
        ("https://host/y/my%20pic.png", "my pic.png"),
        ("my%20pic.png", "my pic.png"),
        ("x%20y.png", "x%20y.png"),
        ("file:///x/sub/b.png", "sub/b.png"),
        ("cafe\u0301.png", "caf\u00e9.png"),
        ("c.png", "C.PNG"),
        ("SUB/A.PNG", "sub/a.png"),
        ("image001", "image001.jpeg"),
        ("sub/b", "sub/b.png"),
        ("a.b", "10_x/a.b.png"),
        ("../../etc/image001.jpeg", "image001.jpeg"),
        ("/elsewhere/folder/d.jpg", "d.jpg"),
        ("/elsewhere/sub/b.png", "sub/b.png"),
    ],
)
def test_a_key_means_one_image(key: str, found: str) -> None:
    assert Matcher(NAMES).match(key) == (found,)


@pytest.mark.parametrize("key", ["", ".", "..", "/", "https://", "gone.png", "sub/gone.png", "\0", "image", "my"])
def test_a_key_that_means_none(key: str) -> None:
    assert Matcher(NAMES).match(key) == ()


def test_a_folder_that_contradicts_counts_only_loosely_and_in_paths_from_elsewhere() -> None:
    matcher = Matcher(["here/c.png", "here/sub/d.png"])
    assert matcher.match("there/c.png", loosely=True) == ()
    assert matcher.match("/there/c.png") == ()
    assert matcher.match("/there/c.png", loosely=True) == ("here/c.png",)
    assert matcher.match("https://host/sub/d.png", loosely=True) == ("here/sub/d.png",)


def test_agreement_counts_parts_from_the_last_on() -> None:
    assert agreement("/data/set/d1/x.png", "/home/me/SET/d1/x.png") == 3
    assert agreement("https://h/d2/x.png?a=b/c", "/home/me/set/d1/x.png") == 1
    assert agreement("x", "/y") == 0


@pytest.mark.parametrize(
    ("key", "found"),
    [("b.png", ("sub/b.png", "other/b.png")), ("d", ("d.png", "d.jpg")), ("../b.png", ("sub/b.png", "other/b.png"))],
)
def test_what_nothing_decides_gives_all(key: str, found: tuple[str, ...]) -> None:
    assert Matcher(NAMES).match(key) == found


def test_two_names_that_differ_in_case_are_told_apart_by_it() -> None:
    matcher = Matcher(["A.png", "a.png"])
    assert matcher.match("a.png") == ("a.png",)
    assert matcher.match("A.png") == ("A.png",)
    assert matcher.match("a.PNG") == ("A.png", "a.png")


def test_the_longest_common_tail_counts() -> None:
    matcher = Matcher(["x/sub/a.png", "y/sub/a.png", "z/a.png"])
    assert matcher.match("/old/y/sub/a.png") == ("y/sub/a.png",)
    assert matcher.match("/old/sub/a.png", loosely=True) == ("x/sub/a.png", "y/sub/a.png")
    assert matcher.match("/old/z/a.png") == ("z/a.png",)


_PARTS = st.text(st.sampled_from("ab ü%.?#é\\"), min_size=1, max_size=4).filter(lambda part: part.strip(".") != "")
_NAMES = st.lists(st.lists(_PARTS, min_size=1, max_size=3).map("/".join), min_size=1, max_size=6, unique=True)


@given(_NAMES, st.integers(0, 5))
def test_every_name_is_its_own_key(names: list[str], which: int) -> None:
    name = names[which % len(names)]
    assert Matcher(names).match(name) == (name,)


@given(_NAMES, st.text(max_size=20))
def test_only_images_are_ever_found(names: list[str], key: str) -> None:
    assert set(Matcher(names).match(key)) <= set(names)


@given(st.lists(st.text(st.sampled_from("abü é"), min_size=1, max_size=5), min_size=1, max_size=3))
def test_url_absolute_and_decomposed_forms_of_a_lone_name_find_it(parts: list[str]) -> None:
    name = "/".join(f"f{part}" for part in parts) + ".png"
    matcher = Matcher([name])
    for key in (
        f"https://host/set/{quote(name)}?sig=1",
        f"/root/set/{name}",
        "C:\\set\\" + name.replace("/", "\\"),
        unicodedata.normalize("NFD", name),
        name.upper(),
        name.removesuffix(".png"),
    ):
        assert matcher.match(key) == (name,), key


def test_a_large_set_with_one_name_in_every_folder_is_quick() -> None:
    names = [f"d{folder}/im{number}.png" for folder in range(50) for number in range(40)]
    matcher = Matcher(names)
    assert [matcher.match(f"/data/{name}") for name in names] == [(name,) for name in names]
