"""Which part of a person a description is about: who, hair, face, clothing, the layers of the prose structure.

The vocabulary's layers of the subject are wider (hair and face; clothing; accessories; build or material), so words
decide within them. No regular expressions: a tag may be anything.
"""

from __future__ import annotations

from tui_captioner.domain.templating.articles import set_of

WHO, HAIR, FACE, CLOTHING = PERSON_LAYERS = ("who", "hair", "face", "clothing")

_HAIR = set_of(
    "hair haired hairstyle bangs ponytail ponytails twintails braid braids braided bun buns ahoge bob pixie "
    "fringe curls dreadlocks afro mohawk undercut hairband sidelocks blonde brunette redhead bald"
)
_FACE = set_of(
    "eye eyes eyed mouth lips lip lipstick face facial nose cheeks cheek freckles eyebrows eyelashes eyeliner "
    "eyeshadow makeup beard mustache moustache stubble teeth tongue fang fangs blush blushing smile forehead chin "
    "jaw ears mole scar wrinkles expression"
)
_CLOTHING = set_of(
    "suit shirt blouse dress skirt pants trousers jeans shorts coat jacket hoodie sweater cardigan vest uniform "
    "kimono robe gown socks stockings tights thighhighs pantyhose shoes boots sneakers sandals heels hat cap "
    "beret helmet gloves scarf tie necktie bowtie belt glasses sunglasses necklace earrings earring ring bracelet "
    "choker ribbon bow bag backpack apron swimsuit bikini leotard armor armour cape cloak collar sleeves headband "
    "crown mask wearing"
)
_WIDER = {"clothing": CLOTHING, "accessories": CLOTHING}


def person_layer(text: str, layer: str) -> str:
    """The layer of a description of a person.

    Args:
        text: The tag.
        layer: Its layer as the vocabulary has it, one of these or of the guides' seven slots; empty where that is not
            known.
    """
    if text.lower().startswith("no "):
        return ""  # "wearing no shirt" says nothing that is worn: it stands by itself
    if layer in PERSON_LAYERS:
        return layer
    words = "".join(char if char.isalnum() else " " for char in text.lower()).split()
    if layer in _WIDER:
        return _WIDER[layer]
    for word in words:
        for found, known in ((HAIR, _HAIR), (FACE, _FACE), (CLOTHING, _CLOTHING)):
            if word in known:
                return found
    return FACE if layer == "hair and face" else WHO
