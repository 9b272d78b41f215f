"""A canvas drawn at twice its size, and pens that draw on it in coordinates of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from screenshots.demo_art.geometry import Points, box, mix, oval, rounded, smooth, tube

SCALE = 2
"""How much larger than the finished picture we draw, so that edges come out smooth."""


class Canvas:
    """A picture in the making.

    Args:
        size: Width and height of the finished picture.
        shadow: What the shaded side of every shape is tinted with.
        light: Where the light comes from, as a direction: (-1, -1) is from the top left.
    """

    def __init__(self, size: tuple[int, int], shadow: str = "#2d2350", light: tuple[float, float] = (-1, -1)) -> None:
        self.size = size
        self.shadow = shadow
        length = math.hypot(*light) or 1.0
        self.light = (light[0] / length, light[1] / length)
        self.image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def pen(self, x: float = 0, y: float = 0, scale: float = 1, *, flip: bool = False, turn: float = 0) -> Pen:
        """A pen whose origin is at (x, y), with units of `scale` pixels, mirrored or turned clockwise if asked."""
        return Pen(self, x, y, scale, flip, turn)

    def gradient(self, stops: Sequence[tuple[float, str]], top: float = 0, bottom: float | None = None) -> None:
        """Fill the height from `top` to `bottom` with colours that run into each other; stops count from 0 to 1."""
        low = self.size[1] if bottom is None else bottom
        first, last = round(top * SCALE), round(low * SCALE)
        for y in range(first, last):
            part = (y - first) / max(1, last - first - 1)
            self.draw.line([(0, y), (self.image.width, y)], fill=_stop_colour(stops, part))

    def mirror_below(self, level: float, strength: float, blur: float, tint: str) -> None:
        """Let the ground below `level` reflect what stands above it, as water and wet asphalt do."""
        y, width, height = round(level * SCALE), *self.image.size
        depth = height - y
        above = self.image.crop((0, max(0, y - depth), width, y)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        small = above.reduce(4).filter(ImageFilter.BoxBlur((blur / 6, blur)))
        reflection = small.resize((width, above.height), Image.Resampling.BILINEAR)
        ground = Image.blend(Image.new("RGB", reflection.size, tint), reflection, strength)
        self.image.paste(ground, (0, y))

    def finish(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.reduce(SCALE)


class Pen:
    """Draws in coordinates of its own; get one from `Canvas.pen`."""

    def __init__(self, canvas: Canvas, x: float, y: float, scale: float, flip: bool, turn: float) -> None:
        self.canvas = canvas
        self.scale = scale
        self._x, self._y = x, y
        self._flip = -1 if flip else 1
        self._turn = turn
        angle = math.radians(turn)
        self._cosine, self._sine = math.cos(angle), math.sin(angle)

    def place(self, points: Points) -> list[tuple[float, float]]:
        """Points as pixels of the large image."""
        result = []
        for px, py in points:
            x, y = px * self._flip * self.scale, py * self.scale
            result.append(
                (
                    (self._x + x * self._cosine - y * self._sine) * SCALE,
                    (self._y + x * self._sine + y * self._cosine) * SCALE,
                )
            )
        return result

    def pen(self, x: float = 0, y: float = 0, scale: float = 1, *, flip: bool = False, turn: float = 0) -> Pen:
        """A pen within this one, placed in its coordinates."""
        ((px, py),) = self.place([(x, y)])
        mirrored = (self._flip < 0) != flip
        turned = self._turn + turn * self._flip
        return Pen(self.canvas, px / SCALE, py / SCALE, self.scale * scale, mirrored, turned)

    def fill(self, points: Points, colour: str) -> None:
        """A flat polygon; the colour may have an opacity."""
        self.canvas.draw.polygon(self.place(points), fill=colour)

    def form(self, parts: Sequence[Points], colour: str, shade: float = 0.3, depth: float = 0.22) -> None:
        """Polygons that together are one shape, with a shaded side away from the light.

        Args:
            parts: The polygons; they may overlap.
            colour: Of the lit side.
            shade: How strongly the other side takes the canvas's shadow colour.
            depth: Width of the shaded side, as a part of the shape's smaller extent.
        """
        placed = [self.place(part) for part in parts]
        image = self.canvas.image
        xs, ys = [x for part in placed for x, _ in part], [y for part in placed for _, y in part]
        extent = min(max(xs) - min(xs), max(ys) - min(ys))
        reach = max(2.0, depth * extent)
        margin = math.ceil(reach)
        left, top = max(-margin, math.floor(min(xs)) - 1), max(-margin, math.floor(min(ys)) - 1)
        right, bottom = (
            min(image.width + margin, math.ceil(max(xs)) + 2),
            min(image.height + margin, math.ceil(max(ys)) + 2),
        )
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for part in placed:
            draw.polygon([(x - left, y - top) for x, y in part], fill=255)
        image.paste(colour, (left, top), mask)
        if shade <= 0:
            return
        dx, dy = (round(axis * reach) for axis in self.canvas.light)
        lit = Image.new("L", size)
        lit.paste(mask, (dx, dy))
        side = ImageChops.subtract(mask, lit)
        image.paste(mix(colour, self.canvas.shadow, shade), (left, top), side)

    def blob(self, points: Points, colour: str, shade: float = 0.3, depth: float = 0.22) -> None:
        """A shape with a smooth outline through `points`."""
        self.form([smooth(points)], colour, shade, depth)

    def disc(
        self, x: float, y: float, rx: float, colour: str, ry: float | None = None, turn: float = 0, shade: float = 0
    ) -> None:
        """A circle or ellipse, flat unless `shade` is given."""
        steps = min(160, max(20, round(rx * self.scale * 0.6)))
        outline = oval(x, y, rx, ry, turn, steps)
        if shade:
            self.form([outline], colour, shade)
        else:
            self.fill(outline, colour)

    def rect(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """A flat rectangle, with round corners if asked."""
        self.fill(
            rounded(left, top, right, bottom, radius) if radius else box(left, top, right, bottom),
            colour,
        )

    def line(self, points: Points, colour: str, width: float, curved: bool = False) -> None:
        """A line with round ends; `curved` leads it smoothly through the points."""
        for part in tube(smooth(points, closed=False) if curved else points, (width, width)):
            self.fill(part, colour)

    def limb(self, points: Points, widths: Sequence[float], colour: str, shade: float = 0.3) -> None:
        """A tapering line with a shaded side."""
        self.form(tube(points, widths), colour, shade, 0.2)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.6, squash: float = 1) -> None:
        """Light that fades out towards `radius`."""
        ((px, py),) = self.place([(x, y)])
        width = max(2, round(radius * self.scale * SCALE * 2))
        height = max(2, round(width * squash))
        disc = Image.radial_gradient("L").point(
            [round(max(0.0, 1 - v / 181) ** 2 * 255 * strength) for v in range(256)]
        )
        mask = disc.resize((width, height), Image.Resampling.BILINEAR)
        self.canvas.image.paste(colour, (round(px - width / 2), round(py - height / 2)), mask)

    def cast(self, x: float, y: float, rx: float, ry: float, opacity: float = 0.3) -> None:
        """A soft shadow on the ground: an ellipse with blurred edges."""
        ((px, py),) = self.place([(x, y)])
        half = (rx * self.scale * SCALE, ry * self.scale * SCALE)
        small = Image.new("L", (96, 48))
        ImageDraw.Draw(small).ellipse((20, 12, 76, 36), fill=round(255 * opacity))
        mask = small.filter(ImageFilter.GaussianBlur(5))
        mask = mask.resize((round(half[0] * 3.4), round(half[1] * 4)), Image.Resampling.BILINEAR)
        self.canvas.image.paste(self.canvas.shadow, (round(px - mask.width / 2), round(py - mask.height / 2)), mask)

    @contextmanager
    def clip(self, points: Points) -> Iterator[None]:
        """Keep what is drawn meanwhile inside a polygon."""
        image = self.canvas.image
        placed = self.place(points)
        left = max(0, math.floor(min(x for x, _ in placed)))
        top = max(0, math.floor(min(y for _, y in placed)))
        right = min(image.width, math.ceil(max(x for x, _ in placed)) + 1)
        bottom = min(image.height, math.ceil(max(y for _, y in placed)) + 1)
        before = image.copy()
        yield
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in placed], fill=255)
        inside = image.crop((left, top, right, bottom))
        image.paste(before)
        image.paste(inside, (left, top), mask)

    def beam(self, points: Points, colour: str, strength: float, softness: float) -> None:
        """A shaft of light: a polygon with soft edges that fades out towards its last points."""
        image = self.canvas.image
        small = Image.new("L", (image.width // 8, image.height // 8))
        ImageDraw.Draw(small).polygon([(x / 8, y / 8) for x, y in self.place(points)], fill=round(255 * strength))
        mask = small.filter(ImageFilter.GaussianBlur(softness / 4)).resize(image.size, Image.Resampling.BILINEAR)
        image.paste(colour, (0, 0), mask)


def _stop_colour(stops: Sequence[tuple[float, str]], part: float) -> str:
    for (low, first), (high, second) in pairwise(stops):
        if part <= high:
            return mix(first, second, max(0.0, (part - low) / (high - low)))
    return stops[-1][1]
