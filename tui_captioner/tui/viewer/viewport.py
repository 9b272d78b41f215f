"""Which part of a picture is looked at, and how large: zoom in steps, pan, fit, one to one. Pure arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

Region = tuple[float, float, float, float]
"""Left, top, right and bottom as fractions of the upright picture."""

WHOLE: Region = (0.0, 0.0, 1.0, 1.0)

_STEP = 1.5
"""Factor of one step of zoom."""
_CLOSEST = 16.0
"""Screen pixels per picture pixel beyond which nothing more is to be seen."""
_PAN = 0.25
"""Part of the window that one step of panning moves by."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window onto a picture.

    Args:
        source: Width and height of the picture in pixels.
        box: Width and height of the window in pixels.
        scale: Screen pixels per picture pixel; 0 for as large as fits.
        centre: The point in the middle, as fractions.
        most: Screen pixels that may be sent where the terminal stretches nothing: then less of the picture is seen, at
            the scale that was asked for.
    """

    source: tuple[int, int]
    box: tuple[int, int]
    scale: float = 0.0
    centre: tuple[float, float] = (0.5, 0.5)
    most: float = math.inf

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture just fits."""
        width, height = max(1, self.source[0]), max(1, self.source[1])
        return min(self.box[0] / width, self.box[1] / height, math.sqrt(self.most / (width * height)))

    @property
    def is_fit(self) -> bool:
        """Whether the picture is shown as large as fits."""
        return not self.scale

    @property
    def present_scale(self) -> float:
        """Screen pixels per picture pixel as it is shown now."""
        return self.scale or self.fit_scale

    @property
    def region(self) -> Region:
        """The part that is seen; the whole picture where it fits."""
        left, right = _span(self.centre[0], self._share(0))
        top, bottom = _span(self.centre[1], self._share(1))
        return (left, top, right, bottom)

    def _share(self, axis: int) -> float:
        """How much of the picture the window shows along an axis, at most 1."""
        width, height = (max(1, side) * self.present_scale for side in self.source)
        seen = min(width, self.box[0]), min(height, self.box[1])
        shrink = min(1.0, math.sqrt(self.most / (seen[0] * seen[1])))
        return min(1.0, seen[axis] * shrink / (width, height)[axis])

    def fit(self) -> Viewport:
        """As large as fits."""
        return replace(self, scale=0.0, centre=(0.5, 0.5))

    def one_to_one(self) -> Viewport:
        """A pixel for a pixel."""
        return self._scaled(1.0)

    def zoomed(self, steps: int) -> Viewport:
        """So many steps closer, or back below zero; not smaller than fits, unless one to one is smaller.

        A step never jumps over one to one: that is where pixels are seen as they are.
        """
        scale = self.present_scale
        for _ in range(abs(steps)):
            after = scale * _STEP if steps > 0 else scale / _STEP
            low, high = sorted((scale, after))
            scale = 1.0 if low * 1.001 < 1.0 < high / 1.001 else after
        least = min(self.fit_scale, 1.0)
        if scale <= least * 1.001 and least == self.fit_scale:
            return self.fit()
        return self._scaled(min(max(scale, least), max(_CLOSEST, self.fit_scale)))

    def panned(self, right: int, down: int) -> Viewport:
        """Moved by so many steps; at the border of the picture it stops."""
        moved = (
            self.centre[0] + right * _PAN * self._share(0),
            self.centre[1] + down * _PAN * self._share(1),
        )
        return replace(self, centre=self._kept_inside(moved))

    def fitted_to(self, source: tuple[int, int], box: tuple[int, int]) -> Viewport:
        """The same view of another picture or in another window, kept inside."""
        other = replace(self, source=source, box=box)
        return replace(other, centre=other._kept_inside(other.centre))

    def _scaled(self, scale: float) -> Viewport:
        other = replace(self, scale=scale)
        return replace(other, centre=other._kept_inside(other.centre))

    def _kept_inside(self, centre: tuple[float, float]) -> tuple[float, float]:
        across, down = self._share(0) / 2, self._share(1) / 2
        return (min(max(centre[0], across), 1 - across), min(max(centre[1], down), 1 - down))


def _span(centre: float, share: float) -> tuple[float, float]:
    if share >= 1.0:
        return 0.0, 1.0
    start = min(max(0.0, centre - share / 2), 1.0 - share)
    return start, start + share
