"""What a model says beside its answer: thinking aloud, refusals, phrases that open a description."""

from __future__ import annotations

import re

_JSON = ("{", "[", '"{', '"[', "```")
_OPEN_TAGS = ("<think>", "<thinking>", "<reasoning>", "[THINK]")
_CLOSING = re.compile(r"</think>|</thinking>|</reasoning>|\[/THINK\]|<\|channel\|>final<\|message\|>", re.IGNORECASE)
_SORRY = r"(?:(?:i'm|i am|we're) (?:very |so |really )?sorry|sorry|my apologies|i apologi[sz]e)"
_CANT = (
    r"(?:i|we) (?:can't|cannot|can not|could not|couldn't|won't|will not|must decline|am not able to|'m not able to|"
    r"am unable to|don't feel comfortable|am not comfortable|must refuse)|i'm (?:not able to|unable to|not comfortable)"
    r"|unable to"
)
_DOES = (
    r"assist|help|describ|identif|provid|comply|fulfil|caption|generat|creat|continu|discuss|engage|answer|process|"
    r"do that|analy[sz]e|view|see (?:the|this|any|an) (?:image|picture|photo|video|attach)"
)
_REFUSAL = re.compile(
    rf"(?:{_SORRY}[,.;:!]? ?(?:but )?)?(?:{_CANT}) (?:\w+ ){{0,4}}?(?:{_DOES})"
    rf"|{_SORRY},? but (?:as an|this|that|the request|it)"
    r"|as an ai\b|i (?:don't|do not|cannot|can't) see (?:an|any|the) (?:image|picture|photo|video)"
    r"|抱歉|很抱歉|对不起|申し訳|es tut mir leid|je suis désolée?|lo siento"
)
_MEDIUM = r"(?:image|picture|photo|photograph|video|clip|illustration|drawing|painting|scene|frame)"
_OPENING = re.compile(
    rf"(?:in )?(?:the|this) {_MEDIUM},? (?:(?:clearly |also )?(?:shows|depicts|features|displays|captures|portrays|"
    r"contains|presents|illustrates|is of)|there (?:is|are)|we (?:can )?see|you can see) ",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:sure|certainly|of course|okay|ok|here|caption|description|tags|answer)\b[^\n:]{0,80}:\s+", re.I)
_CLOSING_TALK = re.compile(
    r"(?:^|\n|(?<=[.!?]) )(?:let me know|feel free|i hope|is there anything|if you (?:need|want|would like)) ",
    re.IGNORECASE,
)


def without_thinking(text: str) -> tuple[str, bool]:
    """A text without what was thought aloud before it, and whether the thinking never ended."""
    text = text.strip()
    while not text.startswith(_JSON) and (end := _CLOSING.search(text)) is not None:
        text = text[end.end() :].strip()
    if text.startswith(_JSON):
        return text, False
    starts = [at for tag in _OPEN_TAGS if (at := text.find(tag)) >= 0]
    return (text[: min(starts)].strip(), True) if starts else (text, False)


def is_refusal(text: str) -> bool:
    """Whether a text begins as a model does that won't, or can't, describe the picture; a consolation may follow."""
    begin = " ".join(text[:200].replace("’", "'").casefold().split())
    return _REFUSAL.match(begin.lstrip("\"'*- ")) is not None


def without_opening(sentence: str) -> str:
    """A sentence without `The image shows` before what it says."""
    match = _OPENING.match(sentence)
    return sentence if match is None else sentence[match.end() :]


def without_talk(text: str) -> str:
    """A text without `Sure! Here is the caption:` before it, and without `Let me know if ...` behind it."""
    match = _HERE.match(text)
    text = text if match is None else text[match.end() :]
    match = _CLOSING_TALK.search(text)
    return text if match is None else text[: match.start()]
