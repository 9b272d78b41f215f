from __future__ import annotations

import pytest

from tui_captioner.domain.errors import DecodingError
from tui_captioner.formats import sidecar
from tui_captioner.formats.encodings import candidates, order_of_utf16

CODECS = {"shift_jis": "cp932"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "девушка, улыбка"),
        ("cp1251", "кот"),
        ("cp1251", "1girl, девушка в красном платье"),
        ("koi8_r", "девушка, улыбка"),
        ("cp1252", "café, garçon"),
        ("cp1252", "Straße, schön"),
        ("cp1252", "a café"),
        ("cp1252", "it’s a cat"),
        ("cp1250", "děvče, úsměv"),
        ("cp1253", "κορίτσι, χαμόγελο"),
        ("cp1254", "kız, gülümseme, ağaç"),
        ("gb18030", "女孩, 微笑"),
        ("gb18030", "长发, 蓝眼睛, 站立"),
        ("big5", "長髮, 藍眼睛"),
        ("shift_jis", "女の子、笑顔"),
        ("shift_jis", "1girl, 笑顔, 桜"),
        ("euc_jp", "女の子, 笑顔"),
        ("cp949", "소녀, 미소"),
        ("cp949", "강아지"),
        ("utf-16-le", "1girl, solo"),
        ("utf-16-be", "1girl, solo"),
    ],
)
def test_a_short_caption_is_guessed_right(encoding: str, text: str) -> None:
    found = candidates(text.encode(CODECS.get(encoding, encoding)))
    assert (found[0].encoding, found[0].text) == (encoding, text[: len(found[0].text)])
    assert len(found) <= 3


@pytest.mark.parametrize(
    ("encoding", "text"), [("gb18030", "海滩, 日落"), ("gb18030", "一只猫"), ("cp1250", "dziewczyna, żółty kwiat")]
)
def test_what_looks_like_several_is_among_those_that_are_named(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert encoding in [one.encoding for one in candidates(data)] or encoding == "gb18030"
    assert encoding in [one.encoding for one in candidates(data + ", 长发, 蓝眼睛".encode(encoding, "ignore"))]


def test_the_text_is_shown_from_where_it_matters() -> None:
    data = b"1girl, " * 20 + "улыбка".encode("cp1251")
    assert "улыбка" in candidates(data)[0].text
    assert len(candidates(data)[0].text) <= 24


def test_a_hint_names_the_import_and_several_encodings() -> None:
    with pytest.raises(DecodingError) as caught:
        sidecar.decode("девушка, улыбка".encode("cp1251"))
    hint = caught.value.hint
    assert "tui-captioner import DATASET --from sidecar --encoding cp1251 --dry-run" in hint
    assert "cp1251 ('девушка, улыбка') or " in hint
    assert "guess" in hint
    with pytest.raises(DecodingError, match="--from sidecar --encoding utf-16"):
        sidecar.decode("1girl".encode("utf-16"))


@pytest.mark.parametrize("data", [b"", b"\xff", bytes(range(128, 256)), b"\x80" * 5000, b"a\xff\xfe" * 3000])
def test_any_bytes_give_a_hint(data: bytes) -> None:
    assert len(candidates(data)) <= 3
    assert order_of_utf16(data) == ""
