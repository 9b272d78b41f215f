"""No control code of user text reaches the terminal, by any screen, dialog, message or command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.terminal.driver import DOWN, ENTER, ESCAPE, F1, LEFT, PAGE_DOWN, TAB, Terminal, program_command
from tests.terminal.hostile import CODES, check_clean, hostile_dataset, hostile_files, toml

pytestmark = pytest.mark.slow

CTRL_F, CTRL_L, CTRL_O, CTRL_P, F3, F4 = b"\x06", b"\x0c", b"\x0f", b"\x10", b"\x1bOR", b"\x1bOS"
TITLES = ("Globals", "Type", "Action", "Subject", "Details", "Background", "Associations")
CONFIG = "config/tui-captioner/config.toml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "config/tui-captioner").mkdir(parents=True)
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return hostile_dataset(tmp_path)


def started(folder: Path, home: Path) -> Terminal:
    terminal = Terminal(folder, home=home, rows=40, columns=150)
    terminal.wait_for("tokens")
    return terminal


def slot(terminal: Terminal, number: int) -> None:
    terminal.send(b"\x1b", str(number))
    terminal.wait_for(f" {TITLES[number - 1]}: ")


def go_back(terminal: Terminal, shown: str) -> None:
    """Leave a dialog that shows this."""
    terminal.send(ESCAPE)
    terminal.wait_for(lambda: not terminal.shows(shown))


def test_the_composer(folder: Path, home: Path) -> None:
    (home / CONFIG).write_text(f"[keys]\nput_in_order = [{toml(chr(0x202E))}]\n")
    sidecars = {path.name: path.read_bytes() for path in folder.glob("*.txt")}
    with started(folder, home) as terminal:
        slot(terminal, 3)
        terminal.send("qca")
        terminal.wait_for("Action: qcap \\x1b]52")
        terminal.send(ESCAPE)
        terminal.wait_for(lambda: not terminal.shows("Action: qca"))
        terminal.send("zebra")
        terminal.wait_for("zebra \\x1b]52")
        terminal.send(ESCAPE)
        terminal.wait_for(lambda: not terminal.shows("Action: zebra"))
        slot(terminal, 1)
        terminal.send(LEFT)
        terminal.wait_for("tag cursor")
        terminal.send(ENTER)
        terminal.wait_for("Globals, edit: ")
        terminal.send(ESCAPE)
        terminal.wait_for("Globals: ")
        for key, wanted in ((F1, "Type a word"), (CTRL_F, "name or number"), (CTRL_O, "0 fit")):
            terminal.send(key)
            terminal.wait_for(wanted)
            go_back(terminal, wanted)
        terminal.send(F3)
        for number in range(2, 7):
            terminal.send(PAGE_DOWN)
            terminal.wait_for(f"{number}/6")
        terminal.wait_for("sidecar unreadable")
        slot(terminal, 3)
        terminal.send("x\r")
        terminal.wait_for("Not changed: 6 ")
        terminal.send(ESCAPE)
        terminal.wait_for(lambda: not terminal.shows("Action: x"))
        terminal.send(CTRL_P)
        terminal.wait_for("Search")
        terminal.send("captions in order")
        terminal.wait_for(lambda: terminal.shows("Put all captions in order") and not terminal.shows("Take suggestion"))
        terminal.send(ENTER)
        terminal.wait_for("Enter carry out")
        terminal.send(DOWN)
        go_back(terminal, "Enter carry out")
        terminal.quit()
    check_clean(terminal.raw)
    assert {path.name: path.read_bytes() for path in folder.glob("*.txt")} == sidecars


def test_edits_other_captions_conflicts_and_half_typed_text(folder: Path, home: Path) -> None:
    with started(folder, home) as terminal:
        slot(terminal, 4)
        terminal.send("hat\r", F4)
        terminal.wait_for("caption 2/2")
        terminal.send("scarf\r", CTRL_L)
        terminal.wait_for("Enter goes there")
        terminal.send(TAB)
        terminal.wait_for(lambda: terminal.shows("\\x1b]52"))
        go_back(terminal, "Enter goes there")
        sidecar = next(folder.glob("1 *.txt"))
        sidecar.write_text(f"theirs {CODES}", encoding="utf-8")
        terminal.send(PAGE_DOWN)
        terminal.wait_for("2/6")
        terminal.send(b"\x1b[5~")
        terminal.wait_for("theirs")
        # Nobody asked for it at this moment: a key that comes before it was seen is not for it.
        terminal.wait_quiet()
        go_back(terminal, "theirs")
        terminal.send(PAGE_DOWN)
        terminal.wait_for("2/6")
        slot(terminal, 4)
        terminal.send(LEFT)
        terminal.wait_for("tag cursor")
        terminal.send(ENTER)
        terminal.wait_for(", edit: ")
        terminal.send("x")
        terminal.quit()
    check_clean(terminal.raw)
    with started(folder, home) as again:
        again.wait_for(", edit: ")
        again.quit()
    check_clean(again.raw)


def test_an_edited_tag_is_shown_as_it_is_and_stays_so(folder: Path, home: Path) -> None:
    sidecar = next(folder.glob("2 *.txt"))
    before = sidecar.read_bytes()
    with started(folder, home) as terminal:
        terminal.send(PAGE_DOWN)
        terminal.wait_for("2/6")
        slot(terminal, 4)
        terminal.send(LEFT)
        terminal.wait_for("tag cursor")
        terminal.send(ENTER)
        terminal.wait_for("edit: qcap \\x1b]52;c;UFdO\\x1b\\\\x1b[7777m\\x9d52")
        terminal.send(b"\x1b[F", "s\r")
        terminal.wait_for(lambda: sidecar.read_bytes() != before)
        terminal.quit()
    check_clean(terminal.raw)
    assert f"qcap {CODES} on heads" in sidecar.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "DATASET"],
        ["show", "DATASET", "--json"],
        ["show", "DATASET", CODES.replace("\x00", "")],
        ["check", "DATASET"],
        ["check", "DATASET", "--for", "sd-scripts"],
        ["check", "DATASET", "--json"],
        ["stats", "DATASET"],
        ["stats", "DATASET", "--csv"],
        ["stats", "DATASET", "--json"],
        ["vocab", "DATASET"],
        ["vocab", "DATASET", "--json"],
        ["vocab", "DATASET", "import", f"/nowhere/{CODES}"],
        ["import", "DATASET", "--from", CODES, "x"],
        ["import", "DATASET", "--from", "sidecar", "--mode", "replace", "--dry-run"],
        ["export", "DATASET", "--to", "captions-json", "-o", f"/nowhere/{CODES}/x"],
        ["export", "DATASET", "--to", CODES],
        ["--frobnicate", CODES],
        [CODES],
        ["import", "DATASET", "--mode", "replace", "--dry-run", "FILES/captions.json"],
        ["import", "DATASET", "--mode", "replace", "FILES/captions.csv"],
        ["import", "DATASET", "FILES/broken.json"],
        ["vocab", "DATASET", "import", "FILES/list.csv"],
        ["repair", "DATASET"],
        ["keys"],
        ["doctor"],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)),
)
def test_commands(folder: Path, home: Path, arguments: list[str]) -> None:
    (home / CONFIG).write_text(f"[keys]\nput_in_order = [{toml(chr(0x202E))}]\n")
    words = (str(folder) if word == "DATASET" else word for word in arguments)
    command = program_command(*(word.replace("FILES", str(hostile_files(home))) for word in words))
    with Terminal(home=home, command=command, columns=120) as terminal:
        assert terminal.wait_exit() in (0, 1, 2)
    assert b"Traceback" not in terminal.raw
    check_clean(terminal.raw.replace(b"\x1b[c", b""))


def test_an_imported_list_and_text_in_a_picture(folder: Path, home: Path) -> None:
    """Words of a list among the rows and greyed; a caption that stands in the picture, taken over."""
    with Terminal(
        folder,
        home=home,
        command=program_command("vocab", str(folder), "import", str(hostile_files(home) / "list.csv")),
    ) as importing:
        importing.wait_exit()
    with started(folder, home) as terminal:
        slot(terminal, 3)
        terminal.send("yak")
        terminal.wait_for("yak ]52")
        terminal.send(TAB)
        terminal.wait_for("saved")
        terminal.quit()
    check_clean(importing.raw + terminal.raw)
    picture = Image.new("RGB", (16, 16))
    text = PngInfo()
    text.add_text("parameters", f"cat {CODES}\nSteps: 1, Sampler: a, CFG scale: 1, Seed: 1")
    picture.save(folder / "7.png", pnginfo=text)
    command = program_command("import", str(folder), "--from", "infotext", "--dry-run")
    with Terminal(home=home, command=command, columns=120) as telling:
        assert telling.wait_exit() in (0, 1)
    check_clean(telling.raw)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("project.toml", f"globals = {toml(CODES)}\n"),
        ("project.toml", f"[output]\nglobals_at = {toml(CODES)}\n"),
        ("project.toml", f"[output]\nextension = {toml(CODES)}\n"),
        ("project.toml", f"[[structure]]\nkey = {toml(CODES)}\n"),
        ("project.toml", f"[tokens]\nmodel = {toml(CODES)}\n"),
        ("project.toml", f"oops = '{CODES}\n"),
        ("vocab.toml", f"[{toml(CODES)}.layers]\nx = []\n"),
        (CONFIG, f"preview = {toml(CODES)}\n"),
        (CONFIG, f"picture_quality = {toml(CODES)}\n"),
        (CONFIG, f"[keys]\n{toml(CODES)} = 'x'\n"),
        (CONFIG, f"[keys]\nundo = {toml(CODES)}\n"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_settings_that_are_wrong(folder: Path, home: Path, place: str, text: str) -> None:
    target = home / place if place == CONFIG else folder / ".tui-captioner" / place
    target.write_text(text, encoding="utf-8")
    with Terminal(folder, home=home, columns=120) as terminal:
        terminal.wait_for(lambda: terminal.process.poll() is not None or terminal.shows("tokens"))
        if terminal.process.poll() is None:
            terminal.quit()
        else:
            terminal.wait_exit()
    check_clean(terminal.raw)


def test_a_crash_quotes_text_without_its_codes(folder: Path, home: Path) -> None:
    crash = (
        "import sys; from tui_captioner.cli import show, main\n"
        "def run(options): raise RuntimeError(options.images[0])\n"
        "show.run = run\nmain.main(['show', '.', sys.argv[1]])"
    )
    command = [program_command()[0], "-c", crash, CODES]
    with Terminal(home=home, command=command, columns=120) as terminal:
        assert terminal.wait_exit() == 1
    assert b"RuntimeError" in terminal.raw
    check_clean(terminal.raw)


def test_a_crash_of_the_composer_quotes_text_without_its_codes(folder: Path, home: Path) -> None:
    crash = (
        "import sys; from tui_captioner.cli import main; from tui_captioner.tui.composer import views\n"
        "def header(state, *rest): raise RuntimeError(state.name)\n"
        "views.header = header\nmain.main([sys.argv[1]])"
    )
    with Terminal(home=home, command=[program_command()[0], "-c", crash, str(folder)], columns=120) as terminal:
        terminal.wait_exit()
    assert b"RuntimeError" in terminal.raw
    # Two bells are Textual's, when an app ends so while it draws; the file's name, which has one, is quoted more often.
    check_clean(re.sub(rb"(?<!default)\x07", b"", bytes(terminal.raw), count=2))
