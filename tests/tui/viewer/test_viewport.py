from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.tui.viewer.viewport import WHOLE, Viewport

PHOTO = Viewport((4000, 3000), (800, 600))
SIZES = st.tuples(st.integers(1, 9000), st.integers(1, 9000))


def test_at_first_the_whole_picture_is_seen() -> None:
    assert PHOTO.is_fit
    assert PHOTO.region == WHOLE
    assert PHOTO.present_scale == pytest.approx(0.2)


def test_one_to_one_shows_as_many_pixels_as_the_window_has() -> None:
    left, top, right, bottom = PHOTO.one_to_one().region
    assert (right - left) * 4000 == pytest.approx(800)
    assert (bottom - top) * 3000 == pytest.approx(600)
    assert (left + right) / 2 == pytest.approx(0.5)


def test_zooming_stops_at_one_to_one_on_its_way_both_ways() -> None:
    closer = [PHOTO.zoomed(steps).present_scale for steps in range(1, 7)]
    assert 1.0 in closer
    assert closer == sorted(closer)
    back = PHOTO.zoomed(8)
    scales = [back.zoomed(-steps).present_scale for steps in range(1, 12)]
    assert 1.0 in scales
    assert back.zoomed(-20).is_fit


def test_a_small_picture_can_be_seen_one_to_one_though_it_fits_larger() -> None:
    small = Viewport((100, 100), (800, 600))
    assert small.present_scale == 6.0
    assert small.one_to_one().region == WHOLE
    assert small.zoomed(-30).present_scale == 1.0
    assert small.zoomed(9).present_scale == 16.0


def test_panning_stops_at_the_border_and_zooming_back_keeps_inside() -> None:
    corner = PHOTO.one_to_one().panned(-99, 99)
    left, _, _, bottom = corner.region
    assert left == 0.0
    assert bottom == pytest.approx(1.0)
    assert corner.zoomed(-99).region == WHOLE
    step = PHOTO.one_to_one().panned(1, 0).region[0] - PHOTO.one_to_one().region[0]
    assert step * 4000 == pytest.approx(200)


@given(SIZES, SIZES, st.lists(st.sampled_from(["in", "out", "one", "fit", "left", "down"]), max_size=12), SIZES, SIZES)
def test_the_region_is_always_a_part_of_the_picture(
    source: tuple[int, int], box: tuple[int, int], moves: list[str], other: tuple[int, int], window: tuple[int, int]
) -> None:
    view = Viewport(source, box)
    for move in moves:
        view = {
            "in": view.zoomed(1),
            "out": view.zoomed(-1),
            "one": view.one_to_one(),
            "fit": view.fit(),
            "left": view.panned(-1, 0),
            "down": view.panned(0, 1),
        }[move]
    for seen in (view, view.fitted_to(other, window)):
        left, top, right, bottom = seen.region
        assert 0.0 <= left < right <= 1.0 + 1e-9
        assert 0.0 <= top < bottom <= 1.0 + 1e-9
        assert seen.present_scale > 0


@given(SIZES, st.tuples(st.integers(1, 3000), st.integers(1, 3000)), st.integers(100, 1_000_000), st.integers(0, 12))
def test_no_more_pixels_are_seen_than_may_be_sent(
    source: tuple[int, int], box: tuple[int, int], most: int, steps: int
) -> None:
    for view in (Viewport(source, box, most=most).zoomed(steps), Viewport(source, box, most=most).one_to_one()):
        left, top, right, bottom = view.region
        width, height = (
            (right - left) * source[0] * view.present_scale,
            (bottom - top) * source[1] * view.present_scale,
        )
        assert width * height <= most * 1.001
        assert width <= box[0] * 1.001
        assert height <= box[1] * 1.001


def test_a_limit_of_pixels_leaves_the_scale_as_it_is() -> None:
    limited = Viewport((4000, 3000), (800, 600), most=120_000)
    assert limited.fit_scale == pytest.approx(0.1)
    left, top, right, bottom = limited.one_to_one().region
    assert ((right - left) * 4000, (bottom - top) * 3000) == pytest.approx((400, 300))
