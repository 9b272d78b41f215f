"""Makes the screenshots of the README from the running program, in real terminals on a display of their own.

Run with `python screenshots/make.py`; `--check` makes them in a temporary folder and only says whether that worked.
`--demo` draws the pictures of the demo anew instead, into the package.
Needs Xvfb, kitty, xterm, xdotool and ImageMagick's `import`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from screenshots.demo_art import draw_all  # noqa: E402 - the folder above has to be on the path first
from tests.terminal.x11 import (  # noqa: E402
    NEEDED,
    Display,
    TerminalError,
    differs_from,
    display,
    in_kitty,
    in_xterm,
    terminal,
)

MOST_BYTES = 400_000
DEMO = HERE.parent / "tui_captioner" / "storage" / "demo" / "pictures"


@dataclass(frozen=True)
class Shot:
    """A screenshot of the composer in kitty.

    Args:
        name: Its file, without the suffix.
        cells: Columns and rows of the window.
        points: Size of the letters.
        light: Whether the terminal is light; the program finds that out by itself.
    """

    name: str
    cells: tuple[int, int]
    points: int = 12
    light: bool = False

    @property
    def settings(self) -> dict[str, str]:
        """What kitty is told."""
        columns, rows = self.cells
        colours = {"background": "#ffffff", "foreground": "#24292f"} if self.light else {}
        size = {"initial_window_width": f"{columns}c", "initial_window_height": f"{rows}c"}
        return {"font_size": str(self.points), **size, **colours}


SHOTS = (
    Shot("composer", (128, 38)),
    Shot("light", (128, 38), light=True),
    Shot("wide", (200, 50), 9),
    Shot("small", (80, 24)),
)
ROOM = (1640, 960)
"""Pixels of a display that all of them have room on."""


def window_in(screen: Image.Image) -> Image.Image:
    """What is not the display's own black."""
    return screen.crop(screen.getbbox())


def is_drawn(screen: Image.Image) -> bool:
    """Whether the composer is there: many colours in the picture at the left, letters at the right."""
    if screen.getbbox() is None:
        return False
    window = window_in(screen)
    width, height = window.size
    left = window.crop((0, height // 3, width // 3, height * 2 // 3))
    right = window.crop((width // 2, 0, width, height)).convert("L")
    ground = max(range(256), key=right.histogram().__getitem__)
    text = sum(count for shade, count in enumerate(right.histogram()) if abs(shade - ground) > 90)
    return len(left.getcolors(width * height) or ()) > 200 and 0.005 < text / (right.width * right.height) < 0.5


def save(screen: Image.Image, path: Path) -> None:
    """Write a PNG, with 256 colours if it were too large otherwise; they would shift the few colours of the text."""
    window = window_in(screen)
    if len(window.getcolors(window.width * window.height) or ()) < 50:
        raise TerminalError(f"{path.name} would be blank")
    window.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        window.quantize(256).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise TerminalError(f"{path.name} is too large: {path.stat().st_size} bytes")


def type_and_grab(on: Display) -> Image.Image:
    """Go to the picture whose subject is still to be described and begin a tag, so that suggestions show."""
    before = on.grab()
    on.press("ctrl+Home")
    before = on.settled(differs_from(before), "first picture")
    on.press(*["Next"] * 5)
    before = on.settled(differs_from(before), "sixth picture")
    on.press("Escape", "ctrl+g", "4")
    on.type("short a")
    return on.settled(differs_from(before), "suggestions")


def sweeps(on: Display, folder: Path) -> None:
    """From Browse and back: a slot over all images, and one tag, some images answered."""
    for name, begin, typed, keys in (
        ("sweep", "s", "3", ("Return", "1", "Return", "2")),
        ("yes-no", "y", "smiling", ("y", "y", "n")),
    ):
        before = on.grab()
        on.press(begin)
        on.type(typed)
        if name == "yes-no":
            on.press("Return")
        before = on.settled(differs_from(before), name)
        on.press(*keys)
        save(on.settled(differs_from(before), name), folder / f"{name}.png")
        on.press("Escape")


def second_pass(on: Display, screen: Image.Image, folder: Path) -> None:
    """The screens for all images: table, tags, a change shown first and made, the steps so far, numbers, import."""
    for name, keys in (
        ("browse", ("Escape", "Escape", "F5")),
        ("tags", ("t",)),
        ("proposal", ("Down", "d")),
        ("history", ("Return", "Escape", "h")),
    ):
        on.press(*keys)
        screen = on.settled(differs_from(screen), name)
        save(screen, folder / f"{name}.png")
        if name == "browse":
            sweeps(on, folder)
            screen = on.grab()
    on.press("Escape", "n")
    counted = on.settled(differs_from(screen), "numbers")
    on.press(*["Right"] * 3)
    screen = on.settled(differs_from(counted), "a plot of the numbers")
    save(screen, folder / "numbers.png")
    on.press("Escape", "i")
    screen = on.settled(differs_from(screen), "a line for the file")
    on.type("~/captions.csv")
    on.press("Return", "Down", "Down", "Right")
    save(on.settled(differs_from(screen), "what is imported"), folder / "import.png")


def add_look_alikes(dataset: Path) -> None:
    """Put copies beside some pictures: encoded anew, mirrored, and a smaller one with another caption."""
    first, second, *_ = sorted(dataset.glob("*.webp"))
    with Image.open(first) as picture:
        whole = picture.convert("RGB")
    whole.save(dataset / "copy.jpg", quality=60)
    whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(dataset / "mirrored.webp")
    with Image.open(second) as picture:
        picture.convert("RGB").resize((picture.width // 2, picture.height // 2)).save(dataset / "half.webp")
    (dataset / "half.txt").write_text("a small picture", encoding="utf-8")


def sort_by_alike(on: Display, folder: Path) -> None:
    """The sheet of pictures, those beside each other that look alike."""
    screen = on.grab()
    on.press("Escape", "F5")
    screen = on.settled(differs_from(screen), "browse")
    on.press("o")
    on.type("alike")
    on.press("Return")
    screen = on.settled(differs_from(screen), "sorted")
    on.press("v")
    save(on.settled(differs_from(screen), "alike"), folder / "alike.png")


OTHERWISE = (
    ("02", "short auburn hair", "short auburn hairs"),
    ("03", "short auburn hair", "Short_Auburn_Hair"),
    ("03", "smiling", "smilling"),
    ("04", "from front", "From-Front"),
    ("05", "looking at viewer", "looking at the viewer"),
    ("05", "blue trousers", "blue trouser"),
)
"""Images of the demo by the beginning of their names, a tag of each, and how it is spelt there to be mended."""


def respell(on: Display, program: Sequence[str]) -> None:
    """Have a demo spell some tags otherwise than elsewhere.

    Args:
        on: The display.
        program: The program with its arguments, the demo at the end.
    """
    *command, demo = program
    for name, old, new in OTHERWISE:
        rename = [*command, "tags", demo, "rename", old, new, "--filter", f"name:{name}*"]
        subprocess.run(rename, env=on.environment, check=True, capture_output=True)


PROPOSED = (
    "illustration, of a woman, sitting, smiling, short hair, teal sweater, steaming coffee, cafe, autumn trees, pumpkin"
)
"""What a tagger is made to say of each picture of the demo."""


def propose(on: Display, program: Sequence[str], work: Path) -> None:
    """Have a tagger's words stand beside the captions of a demo.

    Args:
        on: The display.
        program: The program with its arguments, the demo at the end.
        work: Where the tagger's file goes.
    """
    *command, demo = program
    said = work / "tagger.json"
    said.write_text(json.dumps({path.name: PROPOSED for path in Path(demo).glob("*.webp")}), encoding="utf-8")
    imported = [*command, "import", demo, str(said), "--as-draft", "wd14"]
    subprocess.run(imported, env=on.environment, check=True, capture_output=True)


def drafts(on: Display, folder: Path) -> None:
    """What was proposed for a picture that has no caption yet, one of the tags confirmed."""
    screen = on.grab()
    on.press("ctrl+End")
    screen = on.settled(differs_from(screen), "last picture")
    on.press("alt+y", "y")
    save(on.settled(differs_from(screen), "proposed tags"), folder / "drafts.png")


def near_duplicates(on: Display, folder: Path) -> None:
    """The tags that are one thing, as clusters."""
    screen = on.grab()
    for key in ("F12", "asciitilde"):
        on.press(key)
        screen = on.settled(differs_from(screen), "near-duplicates")
    save(screen, folder / "similar.png")


def findings(on: Display, folder: Path) -> None:
    """What checks found, by rule, one of them opened; from the clusters."""
    screen = on.grab()
    on.press("Escape", "Escape")
    screen = on.settled(differs_from(screen), "the composer again")
    on.press("alt+shift+k")
    screen = on.settled(differs_from(screen), "findings")
    on.press("Right", "Down")
    save(on.settled(differs_from(screen), "the findings of a rule"), folder / "findings.png")


def sentences(on: Display, folder: Path) -> None:
    """The tags of a caption, and under them the sentence that a template makes of them."""
    screen = on.grab()
    on.press("ctrl+Home", *["Next"] * 6, "ctrl+p")
    screen = on.settled(differs_from(screen), "palette")
    on.type("as a sentence")
    screen = on.settled(differs_from(screen), "the action")
    on.press("Return")
    save(on.settled(differs_from(screen), "sentence"), folder / "sentences.png")


def make(folder: Path, work: Path) -> None:
    """Make all screenshots.

    Args:
        folder: Where they go.
        work: An empty folder for everything else.
    """
    home = work / "home"
    # Not as for somebody new, who is told more.
    begun = home / "state" / "tui-captioner" / "begun"
    begun.parent.mkdir(parents=True)
    begun.touch()
    program = [sys.executable, "-m", "tui_captioner"]
    with display(home, ROOM) as on:

        def demo(name: str) -> list[str]:
            """The program on a demo of its own, so that no draft is left from the terminal before."""
            path = work / name / "demo"
            path.parent.mkdir()
            draw = [*program, "demo", str(path), "--no-open"]
            subprocess.run(draw, env=on.environment, check=True, capture_output=True)
            return [*program, str(path)]

        for shot in SHOTS:
            with terminal(on, in_kitty(demo(shot.name), shot.settings), is_drawn):
                screen = type_and_grab(on)
                save(screen, folder / f"{shot.name}.png")
                if shot is SHOTS[0]:
                    on.press("F1")
                    save(on.settled(differs_from(screen), "help"), folder / "help.png")
                    on.press("Escape", "ctrl+o")
                    save(on.settled(differs_from(screen), "viewer"), folder / "looking.png")
                    (home / "captions.csv").write_text("file_name,caption\n", encoding="utf-8")
                    second_pass(on, screen, folder)
        again = demo("alike")
        add_look_alikes(Path(again[-1]))
        with terminal(on, in_kitty(again, SHOTS[0].settings), is_drawn):
            sort_by_alike(on, folder)
        respelt = demo("similar")
        respell(on, respelt)
        with terminal(on, in_kitty(respelt, SHOTS[0].settings), is_drawn):
            near_duplicates(on, folder)
            findings(on, folder)
        proposed = demo("drafts")
        propose(on, proposed, work)
        with terminal(on, in_kitty(proposed, SHOTS[0].settings), is_drawn):
            drafts(on, folder)
        with terminal(on, in_kitty(demo("sentences"), SHOTS[0].settings), is_drawn):
            sentences(on, folder)
        with terminal(on, in_xterm(demo("xterm")), is_drawn):
            save(type_and_grab(on), folder / "xterm.png")


def say_sizes(paths: Iterable[Path]) -> None:
    """Print a line for each file."""
    for path in paths:
        print(f"{path.name}  {path.stat().st_size // 1000} kB")


def main() -> int:
    """Make the screenshots, or the demo's pictures; 1 if that failed."""
    parser = argparse.ArgumentParser(description="Make the screenshots from the running program.")
    parser.add_argument("--check", action="store_true", help="only see whether they can be made")
    parser.add_argument("--demo", action="store_true", help="draw the pictures of the demo anew, into the package")
    options = parser.parse_args()
    if options.demo:
        say_sizes(draw_all(DEMO))
        return 0
    missing = [name for name in (*NEEDED, "kitty", "xterm") if shutil.which(name) is None]
    if missing:
        print(f"needs {', '.join(missing)}", file=sys.stderr)
        return 1
    # A program whose terminal was closed saves what is left to save, and may still be at it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        folder = Path(work) / "made"
        folder.mkdir()
        try:
            make(folder, Path(work))
        except (TerminalError, subprocess.SubprocessError) as error:
            print(f"no screenshots: {error}", file=sys.stderr)
            return 1
        made = sorted(folder.iterdir())
        say_sizes(made)
        if not options.check:
            for path in made:
                shutil.copyfile(path, HERE / path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
