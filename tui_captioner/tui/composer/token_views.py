"""How many tokens a caption has, and where the limits fall in it, as pieces of a line."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.tokens import Count
from tui_captioner.tui.widgets.lines import Line, Piece


def token_pieces(counts: Sequence[Count]) -> list[Piece]:
    """Such as `~22/75 tokens`; with several encoders, each by name."""
    if len(counts) == 1:
        return [(f"{counts[0].shown} tokens", _style(counts[0]))]
    pieces: list[Piece] = []
    for count in counts:
        pieces += [("  ", ""), (f"{count.shown} {count.limit.encoder.title}", _style(count))]
    return pieces[1:]


def with_limits(line: Line, counts: Sequence[Count]) -> Line:
    """A caption with a mark before the first word beyond each limit; what no encoder takes in any more is faint.

    Args:
        line: The caption; its pieces together are the text that was counted.
        counts: Its counts.
    """
    marks = sorted(_marks(counts))
    lost = max((count.falls[-1][1] for count in counts), default=0) if all(c.is_over for c in counts) else None
    cuts = sorted({place for place, _ in marks} | ({lost} if lost is not None else set()))
    pieces: list[Piece] = []
    place = 0
    for text, style in line:
        end = place + len(text)
        for cut in [*(cut for cut in cuts if place < cut < end), end]:
            pieces.extend(mark for at, mark in marks if at == place)
            marks = [(at, mark) for at, mark in marks if at != place]
            shown = "faint" if lost is not None and place >= lost else style
            pieces.append((text[place - end :][: cut - place], shown))
            place = cut
    return tuple(piece for piece in pieces if piece[0])


def _marks(counts: Sequence[Count]) -> list[tuple[int, Piece]]:
    several = len(counts) > 1
    return [
        (place, (f"⟨{count.limit.encoder.title} {tokens}⟩" if several else f"⟨{tokens}⟩", _mark_style(count, tokens)))
        for count in counts
        for tokens, place in count.falls
    ]


def _mark_style(count: Count, tokens: int) -> str:
    return "warn" if tokens == count.limit.tokens else "dim"


def _style(count: Count) -> str:
    return "warn" if count.is_over else "dim"
