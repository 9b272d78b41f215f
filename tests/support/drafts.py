"""What tests of drafts have in common: tiny pictures, an answer, what a server got."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.support.model_server import ModelServer

SAID = '{"type": ["photo"], "action": ["standing"], "background": ["harbour"]}'


def make_images(root: Path, count: int) -> list[str]:
    """Tiny pictures, each of another colour."""
    names = [f"{number:04}.png" for number in range(count)]
    for number, name in enumerate(names):
        colour = number % 16 * 16, number // 16 % 16 * 16, number // 256 * 60
        Image.new("RGB", (2, 2), colour).save(root / name)
    return names


def sent_pictures(server: ModelServer) -> list[str]:
    """The pictures that a server got, as they came."""
    return [body["messages"][1]["content"][1]["image_url"]["url"] for body in server.requests]
