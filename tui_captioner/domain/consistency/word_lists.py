"""The words that decide whether two tags are the same: which say nothing, which say all the difference."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL_WORDS = _words("a an the her his its their own is are")
"""Words that are left out: `hands behind her back` is `hands behind back`."""

JOINING_WORDS = _words("in with wearing")
"""Words that say the same between two things: `a woman in a red hat`, `a woman wearing a red hat`."""

PREPOSITIONS = _words(
    "in with wearing on at of by from under over behind above below between beside near against around through into "
    "onto to for inside outside across along toward towards before after without upon beneath off as like"
)
"""Words whose two sides may not change places: `cat on dog` is not `dog on cat`."""

AMERICAN = {
    "centre": "center", "centred": "centered", "theatre": "theater", "fibre": "fiber", "metre": "meter",
    "litre": "liter", "sceptre": "scepter", "jewellery": "jewelry", "pyjamas": "pajamas", "pyjama": "pajama",
    "harbour": "harbor", "neighbour": "neighbor", "neighbourhood": "neighborhood", "favourite": "favorite",
    "aeroplane": "airplane", "doughnut": "donut", "aluminium": "aluminum", "tyre": "tire", "plough": "plow",
    "axe": "ax", "catalogue": "catalog", "stylised": "stylized", "mould": "mold", "smoulder": "smolder",
    "smouldering": "smoldering", "sabre": "saber", "spectre": "specter", "lustre": "luster", "ochre": "ocher",
    "travelling": "traveling", "jewelled": "jeweled", "panelled": "paneled", "woollen": "woolen", "cosy": "cozy",
    "parlour": "parlor", "vapour": "vapor", "odour": "odor", "storey": "story", "mum": "mom", "whisky": "whiskey",
    "defence": "defense", "licence": "license", "organised": "organized", "symmetrised": "symmetrized",
    "specialised": "specialized", "traveller": "traveler", "dishevelled": "disheveled", "sombre": "somber",
    "blond": "blonde", "toward": "towards",
}  # fmt: skip
"""British spellings that stand alone; those in `AMERICAN_PARTS` are replaced inside words too."""

AMERICAN_PARTS = (("colour", "color"), ("armour", "armor"), ("grey", "gray"), ("moustach", "mustach"))

ONE_FOR_ANOTHER = {"lighting": "light"}
"""Other words that mean the same in tags: `soft lighting`, `soft light`."""

NO_PLURALS = _words(
    "boxers pumps laces blinds shades rings tails tights woods briefs trunks flats bangs slacks spectacles overalls "
    "leathers sweats scales news"
)
"""Words on `-s` that are no plural, or whose plural is another thing than two of them."""

NO_PLURAL_ENDINGS = ("glasses",)

PAIRED_PARTS = _words(
    "arm leg hand foot eye ear wing knee elbow shoulder thigh breast finger toe fist paw claw horn antenna ankle wrist "
    "cheek eyebrow eyelash brow lip nostril palm fang antler hoof nipple buttock hip thumb tooth"
)
"""Things of which one is not two: `arm up` is not `arms up`."""

PEOPLE = _words(
    "girl boy man woman child person kid baby adult lady guy male female twin sister brother friend player dancer "
    "soldier other"
)
"""Of whom one is not two."""

NUMBER_WORDS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen twenty thirty forty fifty hundred "
    "thousand single double triple quadruple twin dual pair couple several multiple many few both some dozen solo duo "
    "trio group another third fourth fifth first second last once twice thrice only"
)

MORE_THAN_ONE = NUMBER_WORDS - _words("one single solo first second third fourth fifth last once another only")
"""Number words after which a singular can only be a mistake: `two girl` is `two girls`."""

COLOURS = _words(
    "red orange yellow green blue purple violet pink brown black white gray silver gold golden beige tan cream ivory "
    "crimson scarlet maroon burgundy ruby coral salmon peach apricot amber bronze copper rust ginger auburn blonde "
    "lemon mustard olive lime mint emerald jade teal turquoise aqua cyan azure cobalt navy indigo lavender "
    "lilac mauve magenta fuchsia plum orchid khaki charcoal ebony platinum rainbow multicolored colorful monochrome "
    "tomato chocolate sienna peru wheat linen snow thistle seashell honeydew gainsboro chartreuse aquamarine firebrick "
    "sandybrown rose vermilion ochre sepia"
)

FUSED_COLOURS = (
    "red",
    "green",
    "blue",
    "gray",
    "pink",
    "white",
    "black",
    "brown",
    "purple",
    "yellow",
    "orange",
    "violet",
)
"""Ends of the colours that are written in one word, such as `darkgreen`."""

LIGHT_AND_DARK = _words(
    "dark light pale deep dim medium hot forest sea spring lawn olive sky steel slate midnight navy royal powder "
    "dodger cadet alice floral ghost antique navajo smoke rosy saddle sandy indian orange blue green yellow lime misty"
)
"""Beginnings of these."""

DEGREES = _words(
    "very slightly half extremely barely partially partly fully mostly heavily lightly semi almost nearly quite really "
    "highly too more most less least super ultra hyper extra mega mildly moderately deeply completely totally entirely "
    "somewhat rather little bit"
)

NEGATIONS = _words("no without not non never nothing none lacking missing lack un")

OPPOSITES: tuple[frozenset[str], ...] = tuple(
    _words(group)
    for group in (
        "left right center middle",
        "up down",
        "above below",
        "over under",
        "front back side behind",
        "open closed",
        "open shut",
        "long short medium",
        "man woman boy girl child baby",
        "male female",
        "mother father daughter son",
        "king queen prince princess",
        "lady gentleman guy",
        "husband wife bride groom",
        "brother sister",
        "he she",
        "indoor outdoor",
        "inside outside",
        "day night dawn dusk morning evening noon afternoon midnight sunrise sunset",
        "spring summer autumn fall winter",
        "light dark bright dim",
        "warm cool cold hot",
        "sitting standing lying kneeling squatting walking running jumping crouching leaning flying floating",
        "upper lower",
        "top bottom",
        "wide narrow",
        "big small large tiny huge little giant",
        "thick thin",
        "high low",
        "old young",
        "new old",
        "first second third last",
        "north south east west",
        "happy sad angry",
        "smiling frowning crying laughing",
        "wet dry",
        "full empty",
        "near far close distant",
        "fast slow",
        "hard soft",
        "rough smooth",
        "raised lowered",
        "tied untied",
        "buttoned unbuttoned",
        "zipped unzipped",
        "focused unfocused",
        "visible hidden invisible covered",
        "horizontal vertical diagonal",
        "inner outer",
        "before after",
        "in out",
        "on off",
        "with without",
        "push pull",
        "entering leaving",
        "looking facing holding",
        "towards away",
        "straight curly wavy",
        "together apart",
        "flat round square",
        "single double triple",
        "heavy light",
        "strong weak",
        "clean dirty",
        "simple complex detailed",
        "real fake",
        "human animal",
        "sun moon",
        "land sea sky",
    )
)
"""Words of which one can't stand for another: a tag with the one and a tag with the other are never the same."""

SWAPPABLE = _words("open closed bare wet long short crossed")
"""Words that may stand on either side in a tag of two words: `mouth open`, `open mouth`."""

PARTICIPLES = _words(
    "worn torn drawn held broken hidden bent spread woven shown blown thrown shut cut hung stuck lit swept built bound "
    "wound undone unworn outstretched upturned"
)
"""Participles that don't end in `-ing` or `-ed`."""

NO_PARTICIPLES = _words(
    "building ceiling clothing lighting painting drawing wedding string spring evening morning sling earring swing "
    "thing stocking railing awning lining bedding padding piercing pudding frosting icing sibling duckling dumpling "
    "viking viewing darling herring bling fling breed speed steed hundred sacred naked wicked crossbred infrared "
    "biped cutting crossing being offspring landing opening meaning feeling beginning ending setting covering flooring "
    "roofing paneling rigging webbing handwriting writing engraving carving etching marking lettering coating plating "
    "edging stuffing seasoning"
)
"""Words that end as participles do and are none."""
