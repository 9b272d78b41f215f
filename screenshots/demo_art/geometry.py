"""Points, curves and colours of the demo drawings; nothing in here draws."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Points = Sequence[Point]


def polar(angle: float, length: float) -> Point:
    """The vector of `length` in a direction: 0 is straight down, 90 to the right, 180 straight up."""
    turn = math.radians(angle)
    return math.sin(turn) * length, math.cos(turn) * length


def add(first: Point, second: Point) -> Point:
    """The sum of two vectors."""
    return first[0] + second[0], first[1] + second[1]


def between(first: Point, second: Point, part: float) -> Point:
    """The point at `part` (0 to 1) of the way from one point to another."""
    return first[0] + (second[0] - first[0]) * part, first[1] + (second[1] - first[1]) * part


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0, steps: int = 60) -> list[Point]:
    """The outline of an ellipse, turned by `turn` degrees."""
    return arc(x, y, rx, rx if ry is None else ry, 0, 360, turn, steps)


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float, turn: float = 0.0, steps: int = 24
) -> list[Point]:
    """Points on an ellipse from `start` to `end` degrees: 0 is right, 90 is down."""
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = []
    for step in range(steps + 1):
        angle = math.radians(start + (end - start) * step / steps)
        dx, dy = math.cos(angle) * rx, math.sin(angle) * ry
        points.append((x + dx * cosine - dy * sine, y + dx * sine + dy * cosine))
    return points


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    """A rectangle with round corners."""
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    corners = (
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
        (right - radius, top + radius, 270),
    )
    return [point for x, y, start in corners for point in arc(x, y, radius, radius, start, start + 90, steps=8)]


def smooth(points: Points, closed: bool = True, steps: int = 9) -> list[Point]:
    """A Catmull-Rom curve through `points`."""
    count = len(points)
    result: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            four = [points[(index + offset) % count] for offset in (-1, 0, 1, 2)]
        else:
            four = [points[min(max(index + offset, 0), count - 1)] for offset in (-1, 0, 1, 2)]
        result.extend(_spline(four, step / steps) for step in range(steps))
    if not closed:
        result.append(points[-1])
    return result


def _spline(four: Points, t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = four
    square, cube = t * t, t * t * t
    return (
        0.5 * (2 * bx + (cx - ax) * t + (2 * ax - 5 * bx + 4 * cx - dx) * square + (3 * bx - ax - 3 * cx + dx) * cube),
        0.5 * (2 * by + (cy - ay) * t + (2 * ay - 5 * by + 4 * cy - dy) * square + (3 * by - ay - 3 * cy + dy) * cube),
    )


def bend(start: Point, joint: Point, end: Point, softness: float = 0.3, steps: int = 6) -> list[Point]:
    """A limb's middle line: from `start` over a rounded `joint` to `end`."""
    first, last = between(joint, start, softness), between(joint, end, softness)
    curve = [
        between(between(first, joint, step / steps), between(joint, last, step / steps), step / steps)
        for step in range(steps + 1)
    ]
    return [start, *curve, end]


def cut(points: Points, start: float, end: float) -> list[Point]:
    """The part of a polyline from `start` to `end` (0 to 1) of its length."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    total, done = sum(lengths), 0.0
    low, high = total * start, total * end
    result: list[Point] = []
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if length > 0 and done + length >= low and done <= high:
            if not result:
                result.append(between(a, b, max(0.0, (low - done) / length)))
            result.append(between(a, b, min(1.0, (high - done) / length)))
        done += length
    return result


def tube(points: Points, widths: Sequence[float]) -> list[list[Point]]:
    """A line whose width runs evenly through `widths`, with round ends, as polygons that overlap."""
    lengths = [0.0]
    for a, b in pairwise(points):
        lengths.append(lengths[-1] + math.dist(a, b))
    total = lengths[-1] or 1.0
    radii = [_between_all(widths, length / total) / 2 for length in lengths]
    parts = [oval(x, y, radius, steps=26) for (x, y), radius in zip(points, radii, strict=True)]
    for index in range(len(points) - 1):
        (ax, ay), (bx, by) = points[index], points[index + 1]
        length = math.dist((ax, ay), (bx, by))
        if length == 0:
            continue
        nx, ny = (ay - by) / length, (bx - ax) / length
        ra, rb = radii[index], radii[index + 1]
        parts.append(
            [
                (ax + nx * ra, ay + ny * ra),
                (bx + nx * rb, by + ny * rb),
                (bx - nx * rb, by - ny * rb),
                (ax - nx * ra, ay - ny * ra),
            ]
        )
    return parts


def _between_all(values: Sequence[float], part: float) -> float:
    place = part * (len(values) - 1)
    index = min(int(place), len(values) - 2)
    return values[index] + (values[index + 1] - values[index]) * (place - index)


def ridge(left: float, right: float, level: float, height: float, seed: int, peaks: int = 6) -> list[Point]:
    """The jagged line of a mountain ridge, from left to right."""
    source = random.Random(seed)
    step = (right - left) / (peaks * 2)
    points = []
    for index in range(peaks * 2 + 1):
        lift = height * (source.uniform(0.6, 1.0) if index % 2 else source.uniform(0.05, 0.45))
        points.append((left + step * index + source.uniform(-0.3, 0.3) * step, level - lift))
    return points


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, part: float) -> str:
    """A colour at `part` (0 to 1) of the way from one to another."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def fade(colour: str, opacity: float) -> str:
    """The colour with an opacity (0 to 1), as `#rrggbbaa`."""
    return f"{colour[:7]}{round(255 * opacity):02x}"
