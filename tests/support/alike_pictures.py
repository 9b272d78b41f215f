"""Pictures that look like nothing else, and what may become of a picture: encoded anew, scaled, framed."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from tui_captioner.domain.picture_hash import THUMBNAIL, PictureHash, hash_of


def scene(seed: int, size: tuple[int, int] = (160, 120)) -> Image.Image:
    """A picture of coarse shapes, another one for each seed; no line at its border is even."""
    rng = random.Random(seed)
    small = Image.frombytes("L", (9, 7), bytes(rng.choice((20, 90, 160, 235)) for _ in range(63)))
    image = small.resize(size, Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        x, y, side = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(10, 50)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        draw.ellipse((x - side, y - side // 2, x + side, y + side // 2), fill=colour)
    for at in range(0, max(size), 4):
        for spot in ((at, 0), (at, size[1] - 1), (0, at), (size[0] - 1, at)):
            draw.point(spot, fill=(0, 0, 0) if at % 8 else (255, 255, 255))
    return image


def as_jpeg(image: Image.Image, quality: int = 40) -> Image.Image:
    """The picture after it was encoded by JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def hashed(image: Image.Image) -> PictureHash | None:
    """Its hash, made of a thumbnail as the decoding process gives it."""
    small = image.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return hash_of(small.tobytes(), *small.size)


def sure_hash(image: Image.Image) -> PictureHash:
    """The hash of a picture that is not of one colour."""
    found = hashed(image)
    assert found is not None
    return found


def make_alike(root: Path) -> dict[str, str]:
    """A dataset: `a.png` twice more (encoded anew, and mirrored) and two others; what each is, by name."""
    root.mkdir(parents=True, exist_ok=True)
    one = scene(1)
    one.save(root / "a.png")
    scene(2).save(root / "b.png")
    one.save(root / "c.jpg", quality=50)
    scene(3).save(root / "d.png")
    one.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(root / "e.png")
    return {"a.png": "first", "b.png": "other", "c.jpg": "again", "d.png": "another", "e.png": "mirrored"}
