"""Annika, as a jointed figure: a pose gives the angles, an outfit the clothes. Standing she is 100 units tall.

The origin is between her hips. Angles: 0 is straight down, 90 to the right of the picture, 180 straight up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from screenshots.demo_art.canvas import Pen
from screenshots.demo_art.geometry import Point, add, bend, cut, mix, oval, polar, rounded, smooth, tube
from screenshots.demo_art.heads import PLAIN, SKIN, Face, draw_head

SPINE, UPPER_ARM, LOWER_ARM, UPPER_LEG, LOWER_LEG = 28.0, 15.0, 14.0, 23.0, 23.0


@dataclass(frozen=True)
class Limb:
    """Directions of the upper and the lower part, and how much of its length each shows (foreshortening)."""

    upper: float
    lower: float
    upper_length: float = 1.0
    lower_length: float = 1.0


@dataclass(frozen=True)
class Pose:
    """Angles of the whole figure.

    Args:
        left_arm: The arm on the left of the picture (in profile: the far one), and so on.
        lean: Of the upper body, to the right.
        tilt: Of the head, to the right, on top of the lean.
        view: `front`, `back` or `side` (looking to the right).
        arms_behind: Arms drawn before the body, of "left" and "right".
    """

    left_arm: Limb = Limb(-12, -6)
    right_arm: Limb = Limb(12, 6)
    left_leg: Limb = Limb(-3, -1)
    right_leg: Limb = Limb(3, 1)
    lean: float = 0
    tilt: float = 0
    view: str = "front"
    arms_behind: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outfit:
    """What she wears.

    Args:
        top: Colour of the upper body.
        sleeve: Part of the arms that the sleeves cover.
        legs: Colour of trousers or stockings, None for bare legs.
        leg_cover: Part of the legs that they cover.
        skirt: Colour of a skirt or of a coat's lower half, None for neither.
        skirt_length: In units below the hips.
        flare: How wide the hem stands out on each side.
        sway: How far the hem swings to the right.
        shoes: Colour, None for bare feet.
        boots: Part of the lower legs that the shoes cover.
        belt: Colour of a belt.
        neckline: How deep the neckline is cut, in units.
        bulk: Extra width of thick clothes.
    """

    top: str
    sleeve: float = 1.0
    legs: str | None = None
    leg_cover: float = 1.0
    skirt: str | None = None
    skirt_length: float = 20
    flare: float = 4
    sway: float = 0
    shoes: str | None = "#3a2b3f"
    boots: float = 0.0
    belt: str | None = None
    neckline: float = 0
    bulk: float = 0


@dataclass(frozen=True)
class Joints:
    """Where the parts of a posed figure are, in its own units."""

    neck: Point
    head: Point
    left_shoulder: Point
    right_shoulder: Point
    left_hand: Point
    right_hand: Point
    left_foot: Point
    right_foot: Point
    arms: tuple[list[Point], list[Point]]
    legs: tuple[list[Point], list[Point]]


def joints(pose: Pose) -> Joints:
    """The places of all joints of `pose`."""
    up = 180 - pose.lean
    neck = polar(up, SPINE)
    head = add(neck, polar(up - pose.tilt, 12.2))
    half = 1.4 if pose.view == "side" else 8.2
    left_shoulder = add(polar(up, SPINE - 3.2), polar(up + 90, half))
    right_shoulder = add(polar(up, SPINE - 3.2), polar(up - 90, half))
    hip = 0.8 if pose.view == "side" else 4.0
    left_arm, left_hand = _limb(left_shoulder, pose.left_arm, UPPER_ARM, LOWER_ARM)
    right_arm, right_hand = _limb(right_shoulder, pose.right_arm, UPPER_ARM, LOWER_ARM)
    left_leg, left_foot = _limb((-hip, 0), pose.left_leg, UPPER_LEG, LOWER_LEG)
    right_leg, right_foot = _limb((hip, 0), pose.right_leg, UPPER_LEG, LOWER_LEG)
    return Joints(
        neck, head, left_shoulder, right_shoulder, left_hand, right_hand, left_foot, right_foot,
        (left_arm, right_arm), (left_leg, right_leg),
    )  # fmt: skip


def reaching(pose: Pose, limb: str, target: Point, side: int = 1) -> Pose:
    """The pose with one limb led to a point.

    Args:
        pose: The other limbs, and the lean, which decides where the shoulders are.
        limb: `left_arm`, `right_arm`, `left_leg` or `right_leg`.
        target: Where hand or ankle should be; a point out of reach is pointed at.
        side: To which side the elbow or knee bends, 1 or -1.
    """
    places = joints(pose)
    arm = limb.endswith("arm")
    lines = places.arms if arm else places.legs
    start = lines[0 if limb.startswith("left") else 1][0]
    upper, lower = (UPPER_ARM, LOWER_ARM) if arm else (UPPER_LEG, LOWER_LEG)
    dx, dy = target[0] - start[0], target[1] - start[1]
    distance = min(math.hypot(dx, dy), (upper + lower) * 0.999)
    straight = math.degrees(math.atan2(dx, dy))
    inner = math.acos((upper**2 + distance**2 - lower**2) / (2 * upper * distance))
    first = straight + side * math.degrees(inner)
    knee = add(start, polar(first, upper))
    end = add(start, polar(straight, distance))
    second = math.degrees(math.atan2(end[0] - knee[0], end[1] - knee[1]))
    found = Limb(first, second)
    match limb:
        case "left_arm":
            return replace(pose, left_arm=found)
        case "right_arm":
            return replace(pose, right_arm=found)
        case "left_leg":
            return replace(pose, left_leg=found)
        case _:
            return replace(pose, right_leg=found)


def _limb(start: Point, limb: Limb, upper: float, lower: float) -> tuple[list[Point], Point]:
    middle = add(start, polar(limb.upper, upper * limb.upper_length))
    end = add(middle, polar(limb.lower, lower * limb.lower_length))
    return bend(start, middle, end), end


def draw_person(pen: Pen, pose: Pose, outfit: Outfit, face: Face = PLAIN) -> Joints:
    """Draw the whole figure and tell where its joints are."""
    places = joints(pose)
    side = pose.view == "side"
    for index, name in enumerate(("left", "right")):
        if name in pose.arms_behind:
            _draw_arm(pen, places, index, outfit, far=side)
    _draw_leg(pen, places, pose, 0, outfit, far=side)
    _draw_leg(pen, places, pose, 1, outfit, far=False)
    draw_neck(pen, places)
    _draw_torso(pen, pose, outfit)
    if outfit.skirt is not None:
        _draw_skirt(pen, pose, outfit)
    if outfit.belt is not None:
        wide = (4.9 if side else 6.7) + outfit.bulk
        pen.pen(turn=pose.lean).form([rounded(-wide, -9.6, wide, -6.6, 1)], outfit.belt, 0.25)
    draw_head(pen.pen(*places.head, turn=pose.lean + pose.tilt), face, pose.view)
    for index, name in enumerate(("left", "right")):
        if name not in pose.arms_behind:
            _draw_arm(pen, places, index, outfit, far=False)
    return places


def draw_neck(pen: Pen, places: Joints) -> None:
    """The neck, with the shadow of the chin on it."""
    low = between_neck(places, -0.35)
    pen.form(tube([low, between_neck(places, 0.6)], (6.2, 5)), mix(SKIN, pen.canvas.shadow, 0.16), 0)


def between_neck(places: Joints, part: float) -> Point:
    """A point on the line from the neck's base towards the middle of the head."""
    (nx, ny), (hx, hy) = places.neck, places.head
    return nx + (hx - nx) * part, ny + (hy - ny) * part


def _draw_arm(pen: Pen, places: Joints, index: int, outfit: Outfit, far: bool) -> None:
    line = places.arms[index]
    hand = places.left_hand if index == 0 else places.right_hand
    dark = 0.22 if far else 0.0
    skin, sleeve = mix(SKIN, pen.canvas.shadow, dark), mix(outfit.top, pen.canvas.shadow, dark)
    pen.limb(line, (5.0, 4.2, 3.2), skin, 0.22)
    pen.disc(*hand, 2.3, skin)
    if outfit.sleeve > 0:
        end = 5.8 - outfit.sleeve * 1.2 + outfit.bulk
        pen.limb(cut(line, 0, outfit.sleeve * 0.96), (6.2 + outfit.bulk, 5.6 + outfit.bulk, end), sleeve)


def _draw_leg(pen: Pen, places: Joints, pose: Pose, index: int, outfit: Outfit, far: bool) -> None:
    line = places.legs[index]
    foot = places.left_foot if index == 0 else places.right_foot
    limb = pose.left_leg if index == 0 else pose.right_leg
    dark = 0.2 if far else 0.0
    pen.limb(line, (8.2, 6.6, 3.6), mix(SKIN, pen.canvas.shadow, dark), 0.22)
    shoe = mix(outfit.shoes or SKIN, pen.canvas.shadow, dark)
    sign = {"side": 1.0, "front": 0.25 if index else -0.25, "back": 0.0}[pose.view]
    toe = add(foot, polar(limb.lower + 72, 5.4)) if sign == 1 else add(foot, (sign * 6, 1.6))
    heel = add(foot, (0, 0.6)) if sign != 1 else add(foot, polar(limb.lower - 60, 0.8))
    if outfit.legs is not None:
        cover = cut(line, 0, outfit.leg_cover)
        wide = outfit.bulk * 0.6
        pen.limb(cover, (9.2 + wide, 7.4 + wide, 5.6 + wide), mix(outfit.legs, pen.canvas.shadow, dark))
    if outfit.boots > 0:
        pen.limb([*cut(line, 1 - outfit.boots / 2, 1), foot], (6.4, 5.6), shoe)
    pen.form(tube([heel, toe], (4.8, 3.6)), shoe, 0.25)


def _draw_torso(pen: Pen, pose: Pose, outfit: Outfit) -> None:
    bulk = outfit.bulk
    frame = pen.pen(turn=pose.lean)
    if pose.view == "side":
        outline = [(-4.6, 3), (-4.2 - bulk, -8), (-5.6 - bulk, -20), (-3, -27.2), (1.5, -28.2), (4.6, -23)]
        outline += [(5.9 + bulk, -18), (4.6 + bulk, -9), (5 + bulk, 3), (0, 4.4)]
    else:
        right = [(2.6, -28.6), (6.4, -27.4), (9.4 + bulk / 2, -24.4), (8.4 + bulk / 2, -18)]
        right += [(6.3 + bulk, -10), (8 + bulk, 1), (5, 3.6)]
        outline = right + [(-x, y) for x, y in reversed(right)]
    frame.blob(outline, outfit.top, depth=0.16)
    if outfit.neckline and pose.view == "front":
        depth = outfit.neckline
        frame.fill(
            smooth(
                [
                    (-3.6, -28.4),
                    (-2.6, -28.4 + depth * 0.8),
                    (0, -28.4 + depth),
                    (2.6, -28.4 + depth * 0.8),
                    (3.6, -28.4),
                ]
            ),
            SKIN,
        )


def _draw_skirt(pen: Pen, pose: Pose, outfit: Outfit) -> None:
    wide = (5.0 if pose.view == "side" else 6.6) + outfit.bulk
    low, sway, flare = outfit.skirt_length, outfit.sway, outfit.flare
    colour = outfit.skirt or outfit.top
    pen = pen.pen(turn=pose.lean * 0.5)
    hem = wide + flare
    outline = [(-wide, -9), (-wide - 1.2, 0), (-hem * 0.82 + sway * 0.45, low * 0.55), (-hem + sway, low)]
    wave = [(-hem * 0.5 + sway, low + 1.4), (sway, low + 0.4), (hem * 0.5 + sway, low + 1.4), (hem + sway, low)]
    back = [(hem * 0.82 + sway * 0.45, low * 0.55), (wide + 1.2, 0), (wide, -9)]
    pen.form([smooth([*outline, *wave, *back], closed=True)], colour, depth=0.18)
    for part in (-0.4, 0.35):
        fold = [(part * wide, 2), (part * hem * 0.8 + sway * 0.5, low * 0.6), (part * hem + sway, low - 0.6)]
        pen.line(fold, mix(colour, pen.canvas.shadow, 0.22), 0.7, curved=True)


def draw_hand(pen: Pen, place: Point, radius: float = 2.4) -> None:
    """A hand on top of what it holds."""
    pen.fill(oval(*place, radius), SKIN)
