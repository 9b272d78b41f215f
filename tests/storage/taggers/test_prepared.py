"""What a tagger is shown of a picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tui_captioner.domain.taggers.family import CAMIE, CL_2, DEEPDANBOORU, JOYTAG, PIXAI_0, PIXAI_1, WD, Family
from tui_captioner.storage.taggers.prepared import prepared

RED = Image.new("RGB", (40, 20), (255, 0, 0))


@pytest.mark.parametrize(
    ("family", "inside", "margin"),
    [
        (WD, (0.0, 0.0, 255.0), (255.0, 255.0, 255.0)),
        (PIXAI_0, (1.0, -1.0, -1.0), (0.004, 0.004, 0.004)),
        (PIXAI_1, (1.0, -1.0, -1.0), (-1.0, -1.0, -1.0)),
        (CL_2, (1.0, -1.0, -1.0), (1.0, -1.0, -1.0)),
        (CAMIE, (2.249, -2.036, -1.804), (0.005, -0.005, 0.008)),
        (JOYTAG, (1.930, -1.752, -1.480), (1.930, 2.075, 2.146)),
        (DEEPDANBOORU, (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    ],
)
def test_colours_range_and_margins_are_those_of_the_family(
    family: Family, inside: tuple[float, ...], margin: tuple[float, ...]
) -> None:
    seen = prepared(RED, family, 16, channels_first=False)
    assert seen.shape == (1, 16, 16, 3)
    assert seen.dtype == np.dtype(np.float32)
    assert seen[0, 8, 8] == pytest.approx(inside, abs=2e-3)
    assert seen[0, 1, 8] == pytest.approx(margin, abs=2e-3)


def test_colours_may_come_before_rows() -> None:
    rows, colours = (prepared(RED, WD, 16, channels_first=first) for first in (False, True))
    assert colours.shape == (1, 3, 16, 16)
    assert np.array_equal(colours.transpose(0, 2, 3, 1), rows)
    assert colours.flags.c_contiguous


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (7, 3)])
def test_any_shape_of_picture_fills_the_square_one_way(size: tuple[int, int]) -> None:
    for family in (WD, replace(WD, squashes=True)):
        assert prepared(Image.new("RGB", size), family, 16, channels_first=True).shape == (1, 3, 16, 16)
