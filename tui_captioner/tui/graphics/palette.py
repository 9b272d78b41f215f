"""Few colours for a picture, where a terminal takes a palette (PNG for kitty, Sixel)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def with_palette(image: Image.Image, colours: int, *, dither: bool) -> Image.Image:
    """The same picture in few colours.

    Pillow's octree takes a tenth of the time of its median cut, and dithered it comes closer: 44 dB against 38 dB for
    256 colours of a photograph, both blurred by a pixel as an eye does.

    Args:
        image: RGB.
        colours: How many at most.
        dither: Whether neighbouring pixels make up for what the palette lacks. Without it shades show steps, and runs
            of one colour get longer: a PNG takes some 10 to 35 % fewer bytes, and Sixel up to half.

    Returns:
        A picture of mode P.
    """
    # `dither` counts only when a palette is given, so the palette is made first.
    from PIL import Image  # not above: it comes with the first picture

    chart = image.quantize(colours, method=Image.Quantize.FASTOCTREE)
    how = Image.Dither.FLOYDSTEINBERG if dither else Image.Dither.NONE
    return image.quantize(palette=chart, dither=how)
