"""How long a caption may be for a trainer: the limit of the encoder that reads it there."""

from __future__ import annotations

from tui_captioner.domain.tokens import CLIP, CLIP_LIMIT, KOHYA_LIMITS, QWEN, T5, Limit
from tui_captioner.domain.trainers.target import Target

_QWEN_OF_MUSUBI = 1024
"""Tokens that musubi-tuner gives Qwen (qwen_image/qwen_image_utils.py); others give 512."""


def model_for(target: Target, model: str, *, chosen: bool = True) -> str:
    """The model that captions are for at a trainer.

    Args:
        target: The trainer.
        model: The project's, one of `domain.tokens.MODELS`.
        chosen: Whether the project says so; else the trainer's usual one is taken.

    Returns:
        The project's, or the usual one of a trainer that does not train the project's; empty where the limit is the
        same for all.
    """
    if target.key == "dreamlook":
        return ""
    if target.models and (model not in target.models or not chosen):
        return target.models[0]
    return model


def limits_for(target: Target, limits: tuple[Limit, ...], model: str = "") -> tuple[Limit, ...]:
    """How long a caption may be for each encoder of a model, where the trainer has limits of its own.

    OneTrainer cuts T5 at 77 unless told otherwise; dreamlook.ai takes 77 of CLIP whatever the model; kohya's longer
    limits of CLIP are for sd-scripts alone.

    Args:
        target: The trainer.
        limits: Those of the model.
        model: The model, as `model_for` says.
    """
    if target.key == "dreamlook":
        return (Limit(CLIP, CLIP_LIMIT),)
    return tuple(_limit_for(target, limit, model) for limit in limits)


def longest(limits: tuple[Limit, ...]) -> Limit | None:
    """The limit of the encoder that sees most of a caption: what the others cut, it still reads. None of none."""
    return max(limits, key=lambda limit: limit.tokens, default=None)


def _limit_for(target: Target, limit: Limit, model: str) -> Limit:
    if target.key == "onetrainer" and limit.encoder is T5:
        return Limit(T5, min(limit.tokens, 77 - T5.ends))
    if target.key == "musubi" and limit.encoder is QWEN and model == "qwen-image":
        return Limit(QWEN, _QWEN_OF_MUSUBI)
    if limit.encoder is CLIP and limit.tokens in KOHYA_LIMITS and target.key != "sd-scripts":
        return Limit(CLIP, CLIP_LIMIT)
    return limit
