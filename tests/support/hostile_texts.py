"""Texts that a careless reader would look at again and again: each is a short unit, repeated."""

from __future__ import annotations

UNITS = {
    "initials": "A. ",
    "stops": "x! ",
    "short forms": "mt. ",
    "words with stops": "word. ",
    "sentences": "She is x. ",
    "lone stops": ". ",
    "commas and two blanks": "red hat,  ",
    "commas": ",",
    "commas and blanks": "  ,  ",
    "thousands": "1,000",
    "heads of prose": "A cat, ",
    "trigger words and prose": "a, A b",
    "clauses": "A is, ",
    "opened brackets": "( ",
    "closed brackets": ")",
    "escaped brackets": "\\(",
    "brackets of all kinds": "([{",
    "opened quotations": "“",
    "quotations": '"a ',
    "quotations in apostrophes": "'a ",
    "curly apostrophes": "‘a’b",
    "quotation marks": '" "',
    "marks": "BREAK ",
    "signs": "|||;;;",
    "line breaks": "\n ",
    "lines with quotations": '"\n',
    "smileys": ":( ",
    "json lists": "[",
    "json objects": '{"a":',
    "wide sentences": "女。",
    "blanks": " \t",
    "spaces of other kinds": "\u3000\u2003",
}

MOST = 1 << 18
"""Bytes of the longest caption file that is read."""


def hostile_text(name: str, length: int) -> str:
    """So many characters of one kind, with a letter at both ends so that nothing is stripped."""
    unit = UNITS[name]
    return "a" + (unit * (length // len(unit) + 1))[: length - 2] + "a"
