"""What `doctor` says of terminals, and the test picture that it shows in them."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest

from tui_captioner.cli import doctor
from tui_captioner.cli.main import main
from tui_captioner.storage.images import extras, pictures
from tui_captioner.storage.user_settings import user_settings_path
from tui_captioner.tui.graphics.protocol import OVERRIDES, Protocol, ProtocolChoice, choose_protocol
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.terminal.terminal import TerminalCaps

VT340 = TerminalCaps(
    tty=True,
    term="xterm",
    asked=True,
    answered=True,
    name="xterm",
    named_by="XTVERSION",
    version="379",
    sixel=True,
    sixel_colours=1024,
    sixel_limit=(1000, 1000),
    truecolor=True,
    cell=(8, 16),
    cell_source="ioctl",
    elapsed=0.1042,
)
KITTY_IN_TMUX = TerminalCaps(
    tty=True,
    term="tmux-256color",
    asked=True,
    answered=True,
    name="kitty",
    named_by="XTVERSION",
    version="0.41.1",
    multiplexer="tmux",
    passthrough=True,
    kitty_graphics=True,
)
ITERM2 = TerminalCaps(
    tty=True, term="xterm-256color", asked=True, answered=True, name="iterm2", named_by="LC_TERMINAL", version="3.4.23"
)


class Screen(io.StringIO):
    """An output that is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def inside(monkeypatch: pytest.MonkeyPatch, caps: TerminalCaps) -> None:
    """Let the program find itself in this terminal."""

    def look(preview: str, quality: str) -> tuple[TerminalCaps, ProtocolChoice]:
        return caps, choose_protocol(caps, preview, Quality(quality or "normal"))

    monkeypatch.setattr(doctor, "look_at_terminal", look)


def on_screen(
    monkeypatch: pytest.MonkeyPatch,
    caps: TerminalCaps,
    *arguments: str,
    size: tuple[int, int] = (130, 40),
    encoding: str = "utf-8",
) -> str:
    """What the program prints in this terminal, in a window of this size."""
    inside(monkeypatch, caps)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size(size))
    monkeypatch.setattr(Screen, "encoding", encoding)
    # Here, not in a fixture: pytest puts its own output in place between the two.
    with monkeypatch.context() as patched:
        screen = Screen()
        patched.setattr("sys.stdout", screen)
        assert main(["doctor", *arguments]) == 0
    return screen.getvalue()


# -- the report --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "lines"),
    [
        (
            VT340,
            {
                "terminal": "xterm 379, TERM=xterm",
                "multiplexer": "none",
                "kitty graphics": "not asked, as this terminal is not known to have them",
                "sixel": "yes, 1024 colour registers, at most 1000x1000 pixels",
                "iterm2 images": "not known to be shown here",
                "pictures": "sixel: xterm 379 says that it shows Sixel graphics",
                "quality": "normal: at most 640,000 pixels, 256 colours dithered, JPEG 80",
                "colours": 1 << 24,
                "cell": "8x16 pixels (ioctl)",
                "asked in": "104 ms",
            },
        ),
        (
            KITTY_IN_TMUX,
            {
                "terminal": "kitty 0.41.1 inside tmux, TERM=tmux-256color",
                "multiplexer": "tmux, hands graphics on",
                "kitty graphics": "yes",
                "sixel": "no",
                "pictures": "kitty: kitty 0.41.1 places pictures among text, through tmux",
                "cell": "size unknown",
            },
        ),
        (
            ITERM2,
            {
                "terminal": "iterm2 3.4.23 (by LC_TERMINAL), TERM=xterm-256color",
                "iterm2 images": "yes, as this is iterm2 by LC_TERMINAL",
                "pictures": "iterm2: iterm2 3.4.23 shows inline images (LC_TERMINAL says what it is)",
            },
        ),
        (
            TerminalCaps(tty=True, term="xterm", asked=True),
            {"terminal": "does not say its name, TERM=xterm, no answer"},
        ),
        (
            TerminalCaps(tty=True, term="tmux", asked=True, answered=True, multiplexer="tmux", passthrough=False),
            {
                "multiplexer": "tmux, hands no graphics on (allow-passthrough is off)",
                "kitty graphics": "not asked, as tmux is in between",
            },
        ),
        (
            TerminalCaps(background=(22, 24, 28), light=False),
            {"background": "dark (#16181c by the terminal's own answer)"},
        ),
        (TerminalCaps(light=True), {"background": "light (by COLORFGBG)"}),
        (TerminalCaps(), {"background": "not known, taken for dark"}),
        (TerminalCaps(), {"terminal": "none", "kitty graphics": "no", "sixel": "no"}),
    ],
    ids=["xterm", "kitty in tmux", "iterm2", "mute", "tmux", "dark", "light", "neither", "none"],
)
def test_what_was_found_is_said(caps: TerminalCaps, lines: dict[str, object]) -> None:
    report = doctor.examine(caps, choose_protocol(caps))
    assert {key: report[key] for key in lines} == lines


def test_limits_of_sixel_graphics_that_were_not_told_are_said_to_be_unknown() -> None:
    caps = TerminalCaps(tty=True, sixel=True)
    assert doctor.examine(caps, choose_protocol(caps))["sixel"] == "yes, colour registers unknown, size limit unknown"


def test_extras_are_named_with_their_versions_or_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"av": "18.1.0", "pillow-heif": "0.22.0", "pillow": "10.4.0"}
    monkeypatch.setattr(extras, "installed_version", lambda package: there.get(package, "not installed"))
    monkeypatch.setattr(extras, "_pillow_has_avif", lambda: False)
    assert extras.describe_extras() == {
        "video": "av 18.1.0",
        "heif": "pillow-heif 0.22.0",
        "jxl": "not installed (pip install pillow-jxl-plugin)",
        "avif": "pillow-heif 0.22.0",
    }
    there["pillow-heif"] = "1.8.1"  # of these, none opens AVIF
    assert extras.describe_extras()["avif"] == 'not installed (pip install "tui-captioner[heif]")'
    monkeypatch.setattr(extras, "_pillow_has_avif", lambda: True)
    assert extras.describe_extras()["avif"] == "Pillow 10.4.0"
    there["pyvips"] = "3.2.0"
    assert extras.describe_extras()["avif"] == "libvips by pyvips 3.2.0"


def test_what_decodes_pictures_and_how_far_it_is_confined_is_said() -> None:
    report = doctor.examine(VT340, choose_protocol(VT340))
    assert re.fullmatch(r"libvips 8\.\d+\.\d+, Pillow [\d.]+ for BMP", report["decoder"])
    said = {name: report[f"its {name}"] for name in ("variables", "limits", "privileges", "rights", "files", "calls")}
    assert all(re.match("yes, |no: ", held) for held in said.values()), said
    assert said["limits"].startswith("yes, at most 2549 MB of memory")


def test_a_decoder_that_can_not_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "decoder_command", lambda **_: ["no such program"])
    assert doctor.examine(VT340, choose_protocol(VT340))["decoder"] == f"none: {pictures.NO_DECODER}"


# -- bytes -------------------------------------------------------------------------------------------------------------


def test_the_bytes_of_every_way_are_listed_and_the_one_in_use_is_marked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inside(monkeypatch, VT340)
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    rows = {row["protocol"]: row for row in report["bytes"]}
    assert [*rows] == [way for way in OVERRIDES if way not in ("auto", "off")]
    assert [way for way, row in rows.items() if row["used"]] == ["sixel"] == [report["protocol"]]
    assert rows["sixel"]["bytes"] > rows["blocks"]["bytes"] > rows["blocks-256"]["bytes"] > rows["text"]["bytes"] > 100


def test_a_lower_quality_takes_fewer_bytes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    inside(monkeypatch, VT340)
    sizes = []
    for quality in ("normal", "low"):
        main(["doctor", "--json", "--quality", quality])
        report = json.loads(capsys.readouterr().out)
        assert report["quality"].startswith(f"{quality}: at most ")
        sizes.append({row["protocol"]: row["bytes"] for row in report["bytes"]})
    normal, low = sizes
    assert low["sixel"] < normal["sixel"]
    assert low["iterm2"] < normal["iterm2"]
    assert low["blocks"] == normal["blocks"]


# -- the test picture --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "preview", "sign"),
    [
        (VT340, "auto", "\x1bP"),
        (VT340, "iterm2", "\x1b]1337;File="),
        (VT340, "kitty", "\x1b_Ga=t"),
        (KITTY_IN_TMUX, "auto", "\x1bPtmux;\x1b\x1b_G"),
        (VT340, "blocks", "\x1b[38;2;"),
        (VT340, "text", "\r\n"),
    ],
)
def test_the_picture_follows_the_report_and_then_its_bytes(
    monkeypatch: pytest.MonkeyPatch, caps: TerminalCaps, preview: str, sign: str
) -> None:
    report, picture = on_screen(monkeypatch, caps, "--preview", preview).split("\nbytes:")
    assert "\x1b" not in report
    table, picture = picture.split("\n\n", 1)
    assert "\x1b" not in table
    picture, said = picture.split("test picture: ")
    assert sign in picture
    match = re.fullmatch(
        r"([\d,]+) bytes by (\S+); a picture in the composer at this window takes about ([\d,]+) bytes\n", said
    )
    assert match
    size, way, composer = match.groups()
    assert size == f"{len(picture.encode()):,}"
    assert f"\n* {way}:" in table
    assert int(composer.replace(",", "")) > len(picture.encode())


def test_a_narrow_window_has_no_picture_in_the_composer(monkeypatch: pytest.MonkeyPatch) -> None:
    out = on_screen(monkeypatch, VT340, size=(60, 20))
    assert out.endswith("; this window is too narrow for a picture in the composer\n")


def test_an_output_that_is_no_utf8_gets_the_reason_and_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    out = on_screen(monkeypatch, VT340, encoding="ascii")
    assert out.endswith("test picture: not shown, as the output is ascii and not UTF-8 (see LANG)\n")
    assert "\x1b" not in out


@pytest.mark.parametrize("arguments", [["--json"], ["--preview", "off"]])
def test_no_picture_is_shown_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    out = on_screen(monkeypatch, VT340, *arguments)
    assert "sixel" in out
    assert "\x1b" not in out


def test_no_picture_goes_into_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    inside(monkeypatch, VT340)
    main(["doctor"])
    out = capsys.readouterr().out
    assert "\n* sixel: " in out
    assert "\x1b" not in out


# -- what the user asks for --------------------------------------------------------------------------------------------


def test_a_quality_that_is_none_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--quality", "best\x1b[31m"]) == 2
    err = capsys.readouterr().err
    assert "is no picture quality. Take one of full, normal, low" in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('preview = "block"', "preview = 'block' is no way to draw pictures. Take one of auto, kitty, "),
        ('picture_quality = "best"', "picture_quality = 'best' is no picture quality. Take one of full, normal, low"),
        ("picture_quality = 3", "'picture_quality' must be text"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_file(capsys: pytest.CaptureFixture[str], setting: str, said: str) -> None:
    write_settings(setting)
    assert main(["doctor"]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert str(user_settings_path()) in err


def test_settings_count_unless_the_command_line_says_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings('preview = "sixel"\npicture_quality = "low"')
    for arguments, preview, quality in (
        ([], "sixel", "low"),
        (["--preview", "text", "--quality", "full"], "text", "full"),
    ):
        main(["doctor", "--json", *arguments])
        report = json.loads(capsys.readouterr().out)
        assert report["protocol"] == preview
        assert report["quality"].startswith(f"{quality}:")


@pytest.mark.parametrize("command", ["open", "demo", "doctor"])
def test_the_help_names_every_way_and_every_quality(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    text = " ".join(capsys.readouterr().out.split())
    ways = text.split("how pictures are drawn: ")[1].split(" --take-over ")[0]
    assert ways.split(", ") == [*OVERRIDES]
    qualities = text.split("how good pictures are: ")[1]
    assert qualities.startswith("full, normal, low (")
    assert [*Quality] == ["full", "normal", "low"]


def write_settings(text: str) -> Path:
    """The user's settings, of these lines."""
    path = user_settings_path()
    path.parent.mkdir(parents=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_a_terminal_can_put_no_control_characters_into_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inside(monkeypatch, TerminalCaps(tty=True, term="xterm\x1b[31m", name="\x9b2J"))
    main(["doctor", "--preview", Protocol.TEXT.value])
    out = capsys.readouterr().out
    assert "\\x9b2J" in out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
