"""The classes that a modifier of a noun may belong to, in the order in which English puts them.

`oversized black frilled jacket`: size, colour, cut. A word that is in no class is not moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.consistency.word_lists import COLOURS, DEGREES, LIGHT_AND_DARK


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_OPINION = word_set(
    "simple plain beautiful pretty cute elegant fancy ugly nice lovely gorgeous ornate detailed intricate dramatic "
    "luxurious cozy cosy creepy minimalist minimal basic casual formal soft harsh busy cluttered tidy neat messy "
    "colorful colourful vibrant vivid bright dim empty"
)
_SIZE = word_set(
    "big small large tiny huge giant little long short oversized undersized wide narrow tall thick thin medium-length "
    "shoulder-length knee-length ankle-length waist-length floor-length high low deep shallow massive mini"
)
_AGE = word_set("old new young ancient antique vintage modern futuristic retro medieval old-fashioned worn aged")
_SHAPE = word_set(
    "straight wavy curly round square flat fluffy smooth shiny rough spiky pointed pointy oval triangular rectangular "
    "circular curved blurry blurred out-of-focus fuzzy furry hairy glossy matte wrinkled crumpled slim tight loose "
    "baggy tight-fitting loose-fitting heart-shaped star-shaped wet dry transparent translucent opaque sheer"
)
_COLOUR = COLOURS | word_set("grey grayscale greyscale multicolour multicolor multicoloured two-tone tan pastel neon")
_CUT = word_set(
    "striped plaid frilled ruffled pleated floral checkered checked polka-dot patterned tiled sleeveless "
    "short-sleeved long-sleeved strapless backless hooded buttoned layered embroidered gradient high-waisted cropped "
    "off-shoulder turtleneck v-neck asymmetrical braided ribbed quilted laced torn ripped tattered"
)
_MATERIAL = word_set(
    "leather denim wooden silk cotton lace wool woolen woollen metal metallic velvet satin linen fur stone brick glass "
    "plastic paper golden steel iron ceramic porcelain marble concrete rubber latex knit knitted tweed suede nylon "
    "straw bamboo"
)
CLASSES: Sequence[frozenset[str]] = (_OPINION, _SIZE, _AGE, _SHAPE, _COLOUR, _CUT, _MATERIAL)
"""Opinion, size, age, shape or texture, colour, cut or pattern, material."""
SIZES = _SIZE
_PLACE = {word: place for place, words in reversed(list(enumerate(CLASSES))) for word in words}
_SHADES = LIGHT_AND_DARK - _COLOUR | word_set("dark light pale bright deep")


def modifier_classes(words: Sequence[str]) -> list[tuple[int, tuple[str, ...]]] | None:
    """The modifiers that stand before a noun, each with its class, a number in the order of `CLASSES`.

    A degree belongs to the word behind it (`very long`), a shade to its colour (`dark blue`).

    Args:
        words: What stands before the noun, as it is written.

    Returns:
        The modifiers in the order in which they stand; None if one of them is in no class.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    begun: list[str] = []
    for at, word in enumerate(words):
        key, following = word.casefold(), words[at + 1].casefold() if at + 1 < len(words) else ""
        begun.append(word)
        if key in DEGREES or (key in _SHADES and following in _COLOUR):
            continue
        if key not in _PLACE:
            return None
        found.append((_PLACE[key], tuple(begun)))
        begun = []
    return None if begun else found
