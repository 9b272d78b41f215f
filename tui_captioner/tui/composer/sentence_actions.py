"""What is done with the sentences of a caption."""

from __future__ import annotations

from tui_captioner.tui.action import Action

SENTENCE_ACTIONS = (
    Action(
        "show_template",
        "Show as a sentence",
        "Below the tags: what a template makes of them; again: the next template, then none.",
        (),
        "always",
        "Sentences",
    ),
    Action(
        "show_json",
        "Show as JSON",
        "Below the tags: the caption as the JSON of Ideogram 4; again: of Flux.2, of FIBO, then none.",
        (),
        "always",
        "Sentences",
    ),
    Action(
        "edit_sentence",
        "Edit the sentence",
        "Write the sentence of this caption yourself; it is kept as it is.",
        ("alt+e",),
        "always",
        "Sentences",
    ),
    Action(
        "template_sentence",
        "Back to the template's sentence",
        "Have this caption written by the template again, or as its tags.",
        (),
        "always",
        "Sentences",
    ),
    Action(
        "write_by_template",
        "Write sentences",
        "Write captions by the template that is shown, or by the project's; all captions are shown first.",
        (),
        "always",
        "Sentences",
    ),
    Action(
        "write_as_tags",
        "Write tags",
        "Write captions as tags again; all captions are shown first.",
        (),
        "always",
        "Sentences",
    ),
)
"""The actions of the composer that are about sentences."""
