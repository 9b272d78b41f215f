"""Which pictures look alike: nearest ones, and groups that nothing chains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.support.alike_pictures import as_jpeg, scene, sure_hash
from tui_captioner.domain import lookalikes
from tui_captioner.domain.lookalikes import Group, Match, PictureSet, correlation, distances, ones, ones_by_table
from tui_captioner.domain.picture_hash import PictureHash

BITS = st.integers(0, (1 << 64) - 1)


def set_of(hashes: Sequence[PictureHash]) -> PictureSet:
    return PictureSet([each[:2] for each in hashes], lambda places: [hashes[place].greys for place in places])


def groups_of(pictures: PictureSet) -> list[Group]:
    *_, (_, grouping) = pictures.groups()
    return grouping.groups()


def mirrored(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def invented(values: Sequence[tuple[int, int]]) -> PictureSet:
    """Pictures of which the hash and the first grey are given; greys are the same otherwise, or wholly others."""
    greys = [bytes((at * 37 + shift * at * at) % 256 for at in range(1024)) for shift in range(9)]
    return PictureSet([(bits, bits ^ 0xFFFF) for bits, _ in values], lambda at: [greys[values[it][1]] for it in at])


@given(st.lists(st.tuples(BITS, BITS), min_size=1, max_size=20), BITS)
def test_distances_are_those_of_counted_bits(pairs: list[tuple[int, int]], one: int) -> None:
    pictures = PictureSet(pairs, lambda _: [])
    found, turned = distances(pictures.hashes, pictures.mirrored, one)
    expected = [((bits ^ one).bit_count(), (other ^ one).bit_count()) for bits, other in pairs]
    assert found.tolist() == [min(pair) for pair in expected]
    assert turned.tolist() == [other < straight for straight, other in expected]


@given(st.lists(BITS, max_size=9))
def test_bits_are_counted_without_numpys_help_too(values: list[int]) -> None:
    bits = np.array(values, np.uint64)
    assert ones_by_table(bits).tolist() == ones(bits).tolist() == [value.bit_count() for value in values]
    assert ones_by_table(bits[:, None]).shape == (len(values), 1)


def test_the_nearest_are_found_encoded_anew_and_mirrored() -> None:
    one = scene(1)
    images = [scene(2), one, as_jpeg(one), scene(3), mirrored(one)]
    found = set_of([sure_hash(image) for image in images]).nearest(1)
    assert {match.place: match.mirrored for match in found} == {2: False, 4: True}
    assert all(match.is_same for match in found)


def test_of_the_nearest_as_many_are_given_as_are_wanted() -> None:
    one = scene(1)
    pictures = set_of([sure_hash(image) for image in (one, as_jpeg(one, 30), as_jpeg(one, 60), one)])
    assert [match.place for match in pictures.nearest(0, 1)] == [3]
    assert len(pictures.nearest(0)) == 3


def test_near_hashes_of_other_pictures_are_not_alike() -> None:
    pictures = invented([(0, 0), (1, 3), (3, 0)])
    assert [match.place for match in pictures.nearest(0)] == [2]


def test_a_group_is_the_first_picture_and_what_looks_like_it() -> None:
    one, other = scene(1), scene(2)
    images = [other, one, scene(3), as_jpeg(one), mirrored(other), as_jpeg(other)]
    found = groups_of(set_of([sure_hash(image) for image in images]))
    assert [group.places for group in found] == [(0, 4, 5), (1, 3)]
    assert [match.mirrored for match in found[0].matches] == [True, False]
    assert all(match.is_same for group in found for match in group.matches)


def test_what_is_like_the_second_alone_is_not_chained() -> None:
    # 8 bits from the one before, 16 from the one before that; all greys are the same.
    steps = [(0, 0), (0xFF, 0), (0xFFFF << 24, 0)]
    chain = [(0, 0), (0xFF, 0), (0xFFFF, 0), (0xFFFFFF, 0)]
    # The mirrored hash differs in 16 bits, so that it is never the nearer one here.
    far = PictureSet([(bits, bits ^ (0xFFFF << 48)) for bits, _ in chain], lambda at: [_gradient()] * len(at))
    assert [group.places for group in groups_of(far)] == [(0, 1), (2, 3)]
    apart = PictureSet([(bits, bits ^ (0xFFFF << 48)) for bits, _ in steps], lambda at: [_gradient()] * len(at))
    assert [group.places for group in groups_of(apart)] == [(0, 1)]


def _gradient() -> bytes:
    return bytes(at % 256 for at in range(1024))


def test_pictures_that_are_the_same_stand_beside_each_other_in_a_group_of_alike_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    likeness = {(0, 1): 0.92, (0, 2): 0.92, (0, 3): 0.92, (1, 2): 0.91, (1, 3): 0.99, (2, 3): 0.91}
    names = [bytes([at]) for at in range(4)]
    monkeypatch.setattr(lookalikes, "correlation", lambda a, b, mirrored=False: likeness[a[0], b[0]])
    pictures = PictureSet([(1 << at, (1 << at) ^ 0xFFFFFFFF00) for at in range(4)], lambda at: [names[it] for it in at])
    (group,) = groups_of(pictures)
    assert group.parts == ((0,), (1, 3), (2,))
    assert group.places == (0, 1, 3, 2)
    assert group.head == 0


def test_one_that_is_the_same_as_a_later_one_takes_it_into_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    # 2 looks like 0; 1 is the same as 2, and looks like 0 not quite.
    likeness = {(0, 1): 0.5, (0, 2): 0.92, (1, 2): 0.99}
    names = [bytes([at]) for at in range(3)]
    monkeypatch.setattr(lookalikes, "correlation", lambda a, b, mirrored=False: likeness[a[0], b[0]])
    pictures = PictureSet([(1 << at, (1 << at) ^ 0xFFFFFFFF00) for at in range(3)], lambda at: [names[it] for it in at])
    (group,) = groups_of(pictures)
    assert group.parts == ((0,), (1, 2))


def test_every_picture_is_in_one_group_at_most() -> None:
    rng = np.random.default_rng(3)
    base = [int(value) for value in rng.integers(0, 1 << 63, 30)]
    values = [value ^ int(sum(1 << int(bit) for bit in rng.choice(64, 5, replace=False))) for value in base * 6]
    pictures = PictureSet([(bits, bits ^ 0xFFFFFFFF) for bits in values], lambda at: [_gradient()] * len(at))
    found = groups_of(pictures)
    places = [place for group in found for place in group.places]
    assert len(places) == len(set(places)) > 100
    assert all(len(group.places) > 1 and group.head == group.places[0] for group in found)
    assert all({match.place for match in group.matches} == set(group.places[1:]) for group in found)


def test_many_copies_of_one_picture_are_one_group_that_is_found_quickly() -> None:
    asked = 0

    def greys(places: Sequence[int]) -> list[bytes]:
        nonlocal asked
        asked += len(places)
        return [_gradient()] * len(places)

    pictures = PictureSet([(7, 7)] * 2000, greys)
    (group,) = groups_of(pictures)
    assert len(group.places) == 2000
    assert asked == 2000


def test_how_far_grouping_is_can_be_told() -> None:
    pictures = PictureSet([(0, 0)] * 130, lambda at: [_gradient()] * len(at))
    assert [done for done, _ in pictures.groups()] == [64, 128, 130]
    assert list(PictureSet([], lambda _: []).groups()) == []


def test_the_distance_to_a_set_is_that_to_its_nearest() -> None:
    pictures = PictureSet([(0, 0), (0b111, 0b111), (0b1111111, 0b1111111)], lambda _: [])
    assert pictures.distances_to([0, 2]).tolist() == [7, 3, 7]
    assert pictures.distances_to([1]).tolist() == [3, 64, 4]
    assert pictures.distances_to([]).tolist() == [64, 64, 64]


def test_even_greys_are_like_nothing() -> None:
    assert correlation(bytes([9]) * 1024, bytes([9]) * 1024) == 0.0


def test_a_match_is_the_same_from_a_correlation_of_95_percent() -> None:
    assert Match(1, 0, 0.95, False).is_same
    assert not Match(1, 0, 0.949, False).is_same
