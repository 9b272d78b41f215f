"""The demo dataset: ten pictures, with captions half done."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.demo import GLOBALS, SCENES, write_images


def make_demo(folder: Path) -> None:
    """Copy the demo dataset into `folder`, or leave it as it is if it is there already.

    Args:
        folder: Made if it is missing.

    Raises:
        CaptionerError: If it holds something else, or can't be written.
    """
    try:
        there = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if there and SCENES[0].file_name not in there:
            raise CaptionerError(f"{folder} holds other files", "Name a new folder: tui-captioner demo DIR")
        write_images(folder)
    except OSError as error:
        message = f"The demo can't be written to {folder}: {error.strerror}"
        raise CaptionerError(message, "Name another folder") from error
    session = Session.open(folder)
    try:
        if session.project.database is not None or session.project.read_only:
            return
        finish(session.set_globals(GLOBALS, "add global 'annika'"))
        for scene in SCENES:
            if scene.slots:
                caption = Caption({key: tuple(Tag(text) for text in texts) for key, texts in scene.slots.items()})
                session.edit(scene.file_name, f"caption {scene.file_name}", caption, scene.state)
        first = next((scene for scene in SCENES if scene.state == "draft"), SCENES[0])
        session.go_to(first.file_name)
    finally:
        session.close()
