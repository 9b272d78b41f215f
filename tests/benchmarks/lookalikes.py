"""Look-alikes: how long hashing and asking take, and how many changed pictures are found again.

    python -m tests.benchmarks.lookalikes [PICTURE ...] [--hashes 100000]

Each picture is encoded anew, halved, greyed, mirrored, padded, made brighter and cut; the share of these that is found
within 6 and 10 bits, and as the same picture, is counted, and how many pairs of different pictures are taken for alike.
Asking is timed beside a loop in Python over whole numbers, and beside `imagehash` where that is installed. The last
line is JSON.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
from collections.abc import Callable, Mapping
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from tui_captioner.domain.lookalikes import ALIKE, NEAR, SAME, PictureSet, correlation
from tui_captioner.domain.picture_hash import THUMBNAIL, PictureHash, hash_of

_TIMES = 20
_LARGEST = 512
"""Pixels along the longest side of the pictures that are changed."""


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The picture after JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    buffer.seek(0)
    return Image.open(buffer).convert("RGB")


def cut(image: Image.Image, share: float) -> Image.Image:
    """The picture without so much of its sides on each side, half of the share."""
    width, height = image.size
    across, down = round(width * share / 2), round(height * share / 2)
    return image.crop((across, down, width - across, height - down))


CHANGES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG 30": lambda image: jpeg(image, 30),
    "half size": lambda image: image.resize((max(1, image.width // 2), max(1, image.height // 2))),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "flip": ImageOps.mirror,
    "padded": lambda image: ImageOps.expand(image, border=image.width // 8, fill="white"),
    "brightness 1.3": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "crop 4%": lambda image: cut(image, 0.04),
    "crop 10%": lambda image: cut(image, 0.10),
    "crop 20%": lambda image: cut(image, 0.20),
}


def hashed(image: Image.Image) -> PictureHash | None:
    """The hash of a picture as the program makes it of its thumbnail."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return hash_of(small.tobytes(), *small.size)


def opened(path: Path) -> Image.Image:
    """A picture over white."""
    image = Image.open(path).convert("RGBA")
    image.thumbnail((_LARGEST, _LARGEST))
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def compared(one: PictureHash, other: PictureHash) -> tuple[int, float]:
    """Bits by which two hashes differ, and the correlation of the greys; mirrored where that is nearer."""
    straight, turned = (one.bits ^ other.bits).bit_count(), (one.bits ^ other.mirrored).bit_count()
    return min(straight, turned), correlation(one.greys, other.greys, mirrored=turned < straight)


def found_shares(images: list[Image.Image]) -> dict[str, dict[str, float]]:
    """Percent of the changed pictures that are found within 6 bits, within 10, and as the same picture."""
    shares = {}
    for name, change in CHANGES.items():
        pairs = [(hashed(image), hashed(change(image))) for image in images]
        found = [compared(one, other) if one and other else (64, 0.0) for one, other in pairs]
        counts = {
            "6": sum(bits <= 6 for bits, _ in found),
            "10": sum(bits <= NEAR for bits, _ in found),
            "alike": sum(bits <= NEAR and like >= ALIKE for bits, like in found),
            "same": sum(bits <= NEAR and like >= SAME for bits, like in found),
        }
        shares[name] = {key: round(100 * count / max(1, len(found)), 1) for key, count in counts.items()}
        print(f"{name:16} " + "  ".join(f"{key}: {share:5.1f}%" for key, share in shares[name].items()))
    return shares


def different_pairs(images: list[Image.Image]) -> dict[str, int]:
    """How many pairs of the pictures as they are, which may hold real look-alikes, are near, alike and the same."""
    hashes = [found for found in map(hashed, images) if found is not None]
    pairs = [compared(one, other) for one, other in combinations(hashes, 2)]
    near = [like for bits, like in pairs if bits <= NEAR]
    counts = {
        "pairs": len(pairs),
        "near": len(near),
        "alike": sum(like >= ALIKE for like in near),
        "same": sum(like >= SAME for like in near),
    }
    print("as they are:     " + "  ".join(f"{key}: {count:,}" for key, count in counts.items()))
    return counts


def timed(act: Callable[[], object], times: int = _TIMES) -> float:
    """Milliseconds that something takes, the quickest time: on a busy machine others take what they get."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def asking(count: int) -> dict[str, float]:
    """Milliseconds to ask for the nearest of so many invented hashes, ours, and by a loop."""
    rng = np.random.default_rng(1)
    pairs = rng.integers(0, 1 << 64, (count, 2), dtype=np.uint64)
    whole = [(int(bits), int(mirrored)) for bits, mirrored in pairs]
    pictures = PictureSet(whole, lambda places: [bytes(1024)] * len(places))
    one = whole[0][0]

    def loop() -> list[int]:
        return [at for at, pair in enumerate(whole) if min((bits ^ one).bit_count() for bits in pair) <= NEAR]

    result = {"ours_ms": timed(lambda: pictures.nearest(0)), "loop_ms": timed(loop, 3)}
    result["loop_ratio"] = result["loop_ms"] / result["ours_ms"]
    try:
        import imagehash
    except ImportError:
        pass
    else:
        theirs = [imagehash.ImageHash(np.array([bits >> at & 1 for at in range(64)], bool)) for bits, _ in whole]
        result["imagehash_ms"] = timed(lambda: [at for at, other in enumerate(theirs) if theirs[0] - other <= NEAR], 3)
        result["imagehash_ratio"] = result["imagehash_ms"] / result["ours_ms"]
    print(f"{count:,} hashes, one question: " + "  ".join(f"{key} {value:,.2f}" for key, value in result.items()))
    return result


def hashing(images: list[Image.Image]) -> dict[str, float]:
    """Milliseconds to hash a thumbnail."""
    small = [image.resize((THUMBNAIL, THUMBNAIL)) for image in images] or [
        Image.frombytes("RGB", (THUMBNAIL, THUMBNAIL), random.Random(1).randbytes(3 * THUMBNAIL * THUMBNAIL))
    ]
    data = [image.tobytes() for image in small]
    hash_of(data[0], THUMBNAIL, THUMBNAIL)
    ours = [timed(partial(hash_of, each, THUMBNAIL, THUMBNAIL), 9) for each in data]
    result = {"ours_ms": sum(ours) / len(ours)}
    try:
        import imagehash
    except ImportError:
        pass
    else:
        theirs = [timed(partial(imagehash.phash, image), 9) for image in small]
        result["imagehash_ms"] = sum(theirs) / len(theirs)
    print("a thumbnail hashed: " + "  ".join(f"{key} {value:.2f}" for key, value in result.items()))
    return result


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="*", type=Path)
    parser.add_argument("--hashes", type=int, default=100_000)
    options = parser.parse_args()
    images = [opened(path) for path in options.pictures]
    result: dict[str, object] = {"hashing": hashing(images), "asking": asking(options.hashes)}
    if images:
        result |= {"pictures": len(images), "found": found_shares(images), "as_they_are": different_pairs(images)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
