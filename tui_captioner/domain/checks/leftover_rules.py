"""Rules on what no caption has: leftovers of models, of web pages, of prompts, of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import ReplaceWords
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.spoilt_tags import short, without_beginning
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.text import visible

_AUDIT = "leftovers that were found in published sets: trainers take them for words"

FULL_WIDTH = Rule(
    "full-width-comma",
    "A comma that trainers take for a letter",
    "the trainers' own code: every one parts tags at ',' alone",
    WARNING,
    "Write a plain comma and a space",
)
LORA = Rule(
    "lora-reference",
    "A prompt's call for a LoRA",
    _AUDIT,
    WARNING,
    "Delete it: it only means something to a user interface",
)
JSON_TEXT = Rule(
    "json-caption",
    "A caption that is JSON",
    "the trainers' own code: only Ideogram 4, FLUX.2 and FIBO are trained with JSON",
    INFO,
    "Fine for those models. Else tui-captioner import DATASET --from ideogram4, flux2 or fibo puts it into slots",
)
REFUSAL = Rule(
    "model-refusal",
    "A model's answer in place of a caption",
    _AUDIT,
    ERROR,
    "Caption the image anew: this would be trained",
)
THINKING = Rule("thinking", "A model's thoughts", _AUDIT, ERROR, "Delete what stands between the marks, and the marks")
END_MARK = Rule("end-mark", "A mark of a language model", _AUDIT, WARNING, "Delete it")
NOTHING = Rule(
    "nan", "A word that stands for nothing", _AUDIT, ERROR, "A program wrote it for an empty cell. Delete it"
)
ENTITY = Rule("html-entity", "A sign as web pages write it", _AUDIT, WARNING, "Write the sign itself")
WEIGHT = Rule(
    "prompt-weight",
    "Brackets that weigh words in a prompt",
    "the trainers' own code: none reads them but sd-scripts with weighted_captions",
    WARNING,
    "Write the words without the brackets",
)

_LORA = re.compile(r"<(?:lora|lyco|hypernet):[^<>]{1,200}>", re.IGNORECASE)
_ANSWERS = (
    "i'm sorry", "i am sorry", "sorry, i", "sorry, but i", "i cannot ", "i can't ", "i can not ", "i'm unable",
    "i am unable", "i'm not able", "i am not able", "i apologize", "unfortunately, i", "as an ai",
    "i do not see an image", "i don't see an image", "sure, here", "sure! here", "certainly! here", "certainly, here",
    "of course! here",
    "lo siento", "no puedo ", "je suis désolé", "désolé, je", "je ne peux pas ", "es tut mir leid", "ich kann ",
    "entschuldigung, ", "mi dispiace", "non posso ", "desculpe", "não posso ", "извините", "к сожалению, я",
    "抱歉", "很抱歉", "非常抱歉", "对不起", "對不起", "我无法", "我無法", "作为一个ai", "申し訳", "すみません",
    "죄송합니다",
)  # fmt: skip
"""What only a model begins with; captions speak of nobody's `I`."""
_HERE = re.compile(
    r"here(?:'s| is| are) (?:an?|the|your|some) (?:[a-z-]{1,20} ){0,3}(?:captions?|descriptions?|tags)\b"
)
_BEFORE = re.compile(
    r"(?:(?:sure|certainly|of course|okay|ok)[,.!] )?here(?:'s|\u2019s| is| are) [^:.]{1,80}:\s*", re.IGNORECASE
)
"""What a model says before a caption that it gives; what stands behind it is the caption."""
_ANSWERS_INSIDE = (
    "as an ai language model",
    "as a language model",
    "i can't assist with",
    "i cannot assist with",
    "i can't help with",
)
_THINKING = re.compile(r"</?(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_END_MARK = re.compile(
    r"<\|[a-z_]{2,40}\|>|</?s>|<(?:pad|unk|bos|eos|image)>|\[/?INST\]|<(?:start|end)_of_turn>|<</?SYS>>"
    r"|<｜[^<>｜]{2,40}｜>|(?-i:\[(?:PAD|UNK|CLS|SEP|BOS|EOS|MASK)\])",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_TAG = re.compile(r"</?(?:br|p|b|i|u|em|strong|span|div|li|ul|ol|a|h[1-6])(?: [^<>]{0,200})?/?>", re.IGNORECASE)
"""Marks of web pages."""
_WEIGHT = re.compile(r"\(\([^()]{1,200}\)\)|\[\[[^\[\]]{1,200}\]\]|\{\{[^{}]{1,200}\}\}")
_NOTHING = frozenset(
    {"nan", "null", "undefined", "n/a", "<na>", "[object object]"}
    | {"#n/a", "#ref!", "#name?", "#value!", "#div/0!", "#null!", "#num!"}
)
_NO_CAPTION = _NOTHING | {"none", "no caption", "true", "false", "[]", "{}", '""', "-", "--", "...", "…", "?"}


def full_width(seen: CheckedCaption) -> Iterator[Finding]:
    """Not in text that ends its sentences with a full-width stop: there they are what they look like."""
    text = seen.text
    found = next((char for char in "，、；" if char in text), "")
    if found and "。" not in text:
        message = f"'{found}' is in the caption: trainers take it for a letter, and what it parts for one tag"
        yield seen.finding(FULL_WIDTH, message, about=found)


def lora(seen: CheckedCaption) -> Iterator[Finding]:
    """`<lora:name:0.8>`."""
    for text in _found(_LORA, seen.text):
        message = f"'{short(text)}' is in the caption"
        yield seen.finding(LORA, message, about=text, mend_by=ReplaceWords(text, ""))


def json_text(seen: CheckedCaption) -> Iterator[Finding]:
    """JSON is what three models are trained with; half of one is for none."""
    text = seen.text.strip()
    if text.startswith("```"):
        yield seen.finding(JSON_TEXT, "the caption stands in a code block", "Delete the lines with ```", about="block")
    elif '"' in text and is_json(text):
        yield seen.finding(JSON_TEXT, "the caption is JSON", about="json")
    elif text.startswith(('{"', '[{"')):
        yield seen.finding(
            JSON_TEXT, "the caption begins as JSON and is none", "Mend it, or caption it anew", about="half"
        )


def refusal(seen: CheckedCaption) -> Iterator[Finding]:
    """What a model says instead of a caption, or before one."""
    text = seen.text.casefold().replace("\u2019", "'")
    begin = text.lstrip(" \"'*#")
    found = begin.startswith(_ANSWERS) or _HERE.match(begin) or any(answer in text for answer in _ANSWERS_INSIDE)
    if found:
        before = ((tag, match.end()) for _, tag in seen.tags if (match := _BEFORE.match(tag.text)) is not None)
        by = next((without_beginning(tag, end) for tag, end in before if len(seen.text) > end + 1), None)
        said = f"the caption is a model's answer: '{short(seen.text)}'"
        mend = "Delete what the model says before the caption" if by else ""
        yield seen.finding(REFUSAL, said, mend, about="answer", mend_by=by)


def thinking(seen: CheckedCaption) -> Iterator[Finding]:
    """`<think>`."""
    for text in _found(_THINKING, seen.text)[:1]:
        yield seen.finding(THINKING, f"'{text}' is in the caption: a model's thoughts would be trained", about="think")


def end_mark(seen: CheckedCaption) -> Iterator[Finding]:
    """`</s>`, `<|im_end|>`."""
    for text in _found(_END_MARK, seen.text):
        message = f"'{text}' is in the caption: a language model ends its text so"
        yield seen.finding(END_MARK, message, about=text, mend_by=ReplaceWords(text, ""))


def nothing(seen: CheckedCaption) -> Iterator[Finding]:
    """`nan` as a tag, or `none` as the whole caption."""
    if len(seen.tags) == 1 and seen.tags[0][1].text.casefold() in _NO_CAPTION:
        slot, tag = seen.tags[0]
        yield seen.finding(NOTHING, f"'{tag.text}' is all of the caption", slot=slot, tag=tag.text)
        return
    for slot, tag in seen.tags:
        if tag.text.casefold() in _NOTHING:
            yield seen.finding(NOTHING, f"'{tag.text}' is a tag", slot=slot, tag=tag.text)


def entity(seen: CheckedCaption) -> Iterator[Finding]:
    """`&amp;`, `&rsquo;`, `<br>`."""
    for text in _found(_ENTITY, seen.text):
        sign = _sign_of(text)
        if sign:
            told = f": it stands for '{sign}'" if sign.strip() else ""
            mend = ReplaceWords(text, sign)
            yield seen.finding(ENTITY, f"'{text}' is in the caption{told}", about=text, mend_by=mend)
    for text in _found(_TAG, seen.text):
        yield seen.finding(ENTITY, f"'{short(text)}' is in the caption: a mark of web pages", "Delete it", about=text)


def _sign_of(entity: str) -> str:
    """What an entity stands for; empty for what is none."""
    # Here, not above: most captions have none, and the table has 2,000 of them.
    from html import unescape

    sign = next((found for each in (entity, entity.lower()) if (found := unescape(each)) != each), "")
    return sign.replace("\xa0", " ") if sign == visible(sign) or sign == "\xa0" else ""


def weight(seen: CheckedCaption) -> Iterator[Finding]:
    """`((word))`; what else prompts write stands in the check for a trainer."""
    for text in _found(_WEIGHT, seen.text):
        words = text.strip("()[]{}").strip()
        message = f"'{short(text)}' is in the caption: the brackets are trained on"
        yield seen.finding(WEIGHT, message, about=text, mend_by=ReplaceWords(text, words))


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(found.group() for found in pattern.finditer(text)))


RULES = (FULL_WIDTH, LORA, JSON_TEXT, REFUSAL, THINKING, END_MARK, NOTHING, ENTITY, WEIGHT)
CHECKS: Mapping[str, CaptionRule] = {
    FULL_WIDTH.id: full_width,
    LORA.id: lora,
    JSON_TEXT.id: json_text,
    REFUSAL.id: refusal,
    THINKING.id: thinking,
    END_MARK.id: end_mark,
    NOTHING.id: nothing,
    ENTITY.id: entity,
    WEIGHT.id: weight,
}
"""What finds them, by the id of the rule."""
