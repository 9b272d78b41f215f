from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.storage.files.file_names import check_line, check_path, check_separator, check_suffix
from tui_captioner.storage.project.settings import SettingsError, load_settings


@pytest.mark.parametrize(
    ("suffix", "folded"),
    [
        (".txt", ".txt"),
        (".CAPTION", ".caption"),
        (".ideogram.json", ".ideogram.json"),
        (".tags-2_x", ".tags-2_x"),
        (".te\u0301xt", ".t\u00e9xt"),
        (".\u6807\u7b7e", ".\u6807\u7b7e"),
    ],
)
def test_a_suffix_is_a_word_or_two_behind_dots(suffix: str, folded: str) -> None:
    assert check_suffix(suffix) == folded


@pytest.mark.parametrize(
    "suffix",
    [
        "txt", ".", "..", ".a.", ".a..b", ".a.b.c", "..txt", ". txt", ".txt ", ".txt.", ".a/b", ".a\\b", "./../evil",
        ".a\0b", ".a\nb", ".a\x1b[2Jb", ".a\x9bb", ".a\u202eb", ".a\u200fb", ".a\u200bb", ".a:b", ".a*", ".-", "._",
        "." + "a" * 60, ".\ud800", ".e\u0301\u0301",
    ],
)  # fmt: skip
def test_what_is_none_is_refused_and_shown_without_its_controls(suffix: str) -> None:
    with pytest.raises(ValueError, match=r"must be a suffix such as|at most 40 bytes") as caught:
        check_suffix(suffix, "extension")
    assert str(caught.value).isprintable()
    assert "'extension'" in str(caught.value)


@pytest.mark.parametrize(
    "suffix",
    [
        ".png", ".PNG", ".jFiF", ".mkv", ".M\u212aV", ".\uff50\uff4e\uff47", ".a.png", ".png.txt", ".mp4.json", ".avi",
        ".jp2", ".npz", ".safetensors", ".toml", ".db", ".tui-captioner-tmp", ".zip",
    ],
)  # fmt: skip
def test_captions_never_get_the_suffix_of_pictures_or_other_files(suffix: str) -> None:
    with pytest.raises(ValueError, match=r"is a suffix of (?:pictures or videos|other files)"):
        check_suffix(suffix)


@pytest.mark.parametrize("text", [" and ", ", ", ",", "; ", " | ", "|||", ". ", " - ", "\u3001", "\uff0c"])
def test_a_separator_is_made_of_marks(text: str) -> None:
    assert check_separator(text, "separator") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "\n",
        ",\t",
        ",\0",
        ",\x1b[31m",
        ",\u202e",
        ",\u2028",
        "and",
        " and",
        ",_",
        "1",
        "(",
        ',"',
        "\\",
        ",\u0301",
    ],
)
def test_what_would_be_read_as_a_part_of_a_tag_separates_none(text: str) -> None:
    with pytest.raises(ValueError, match="'separator' must"):
        check_separator(text, "separator")


def test_a_path_leads_nowhere_odd() -> None:
    assert check_path("t5/tokenizer.json", "tokenizers") == Path("t5/tokenizer.json")
    assert check_path("~/x/tokenizer.json", "tokenizers") == Path("~/x/tokenizer.json")
    for text in ("", "  ", ".", "/", "~", "../a.json", "a/../../b.json", "a\0b", "a\nb.json", "a\u202eb.json", "a.PNG"):
        with pytest.raises(ValueError, match="'tokenizers'"):
            check_path(text, "tokenizers")


def test_joiners_and_accents_are_text_and_controls_are_not() -> None:
    for text in ("\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f469", "cafe\u0301", ""):
        assert check_line(text, "title") == text
    for text in ("a\nb", "a\x1bb", "a\x85b", "a\u202eb", "a\u2066b", "a\u200eb", "a\u061cb", "a\u2029b", "a\ufeffb"):
        with pytest.raises(ValueError, match="'title'"):
            check_line(text, "title")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[output]\nextension = ".png"', "'extension' '.png' is a suffix of pictures"),
        ('[output]\nextension = ".x\\u0000"', "'extension' must be a suffix"),
        ('[output]\nextension = ".\\u001b[2J"', "'extension' must be a suffix"),
        ('[output]\nseparator = " "', "'separator' must hold a mark"),
        ('[output]\nhead_separator = "\\u001b]52;c;eA==\\u0007"', "'head_separator' must be text"),
        ('[output]\nhead_separator = "  "', "'head_separator' must hold a mark"),
        ('[output]\nhead_separator = ","', "another than 'separator'"),
        ('[input]\nsuffixes = [".a/../b"]', "'suffixes' must be a suffix"),
        ('[input]\nfollow_links = "yes"', "'follow_links' must be true or false"),
        ('[tokens]\ntokenizers = ["../../etc/passwd"]', "leads out"),
        ('trigger = "a\\u001b[2J"', "'trigger' must be text"),
        ('profile = "a\\nb"', "'profile' must be text"),
        ('[[structure]]\nkey = "a"\ntitle = "x\\u202ey"', "'structure, a' must be text"),
        ('[[structure]]\nkey = "a"\ntitle = " "', "'title' must not be blank"),
        ('[[structure]]\nkey = "a"\nlayers = ["x\\u0007"]', "'structure, a' must be text"),
    ],
)
def test_settings_keep_to_it(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "project.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings(tmp_path / "project.toml")
    assert str(caught.value).isprintable()
