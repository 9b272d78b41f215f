"""What can be done with all tags of the dataset and with near-duplicates among them, and on which keys."""

from __future__ import annotations

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.lists.keys import LIST_ACTIONS, LIST_COMMON, list_contexts

_GROUP = "All tags"

TAGS = ScreenActions(
    "tag-list",
    contexts=list_contexts("tag-list"),
    actions=(
        *LIST_ACTIONS,
        Action("tag_images", "Its images", "Go to the images of the tag.", ("enter",), "list", _GROUP),
        Action("tag_choose", "Choose", "Choose the tag, for what is done with several.", ("space",), "list", _GROUP),
        Action("tag_rename", "Rename", "Give the tag another text, in all captions.", ("r",), "list", _GROUP),
        Action(
            "tag_replace",
            "Replace in tags",
            "Rename the chosen or listed tags by what replaces a text, or /an expression/.",
            ("R",),
            "list",
            _GROUP,
        ),
        Action("tag_merge", "Merge", "Make one tag of several.", ("m",), "list", _GROUP),
        Action(
            "tag_to_slot",
            "Move to slot",
            "Move the chosen tags, or this one, to a slot.",
            ("greater_than_sign",),
            "list",
            _GROUP,
        ),
        Action(
            "tag_delete", "Delete", "Take the tag, or the chosen ones, out of all captions.", ("d",), "list", _GROUP
        ),
        Action(
            "tag_add",
            "Add a tag",
            "Add a tag to all images, or to those of the chosen tags.",
            ("a",),
            "list",
            _GROUP,
        ),
        Action("tag_yes_no", "Yes/no", "Ask about the tag in each image that lacks it.", ("y",), "list", _GROUP),
        Action("tag_alias", "Alias", "Have another word lead to the tag, in vocab.toml.", ("A",), "list", _GROUP),
        Action("tag_clusters", "Near-duplicates", "Show which tags are one thing.", ("tilde",), "list", _GROUP),
        Action("tag_order", "Order", "Order by count, name or slot.", ("o",), "list", _GROUP),
        *LIST_COMMON,
    ),
    manual="second-pass#all-tags",
)

_CLUSTERS = "Near-duplicates"

CLUSTERS = ScreenActions(
    "clusters",
    contexts=list_contexts("clusters"),
    actions=(
        *LIST_ACTIONS,
        Action("cluster_merge", "Merge", "Make one tag of the cluster; shown first.", ("enter",), "list", _CLUSTERS),
        Action(
            "cluster_apart",
            "These are different",
            "Keep this tag apart from the others; on the head all of them.",
            ("x",),
            "list",
            _CLUSTERS,
        ),
        Action("cluster_undo", "Not different", "Take back the last 'different'.", ("u",), "list", _CLUSTERS),
        Action(
            "cluster_head",
            "Another head",
            "Merge into the tag of that number.",
            tuple("123456789"),
            "list",
            _CLUSTERS,
            palette=False,
        ),
        Action(
            "cluster_perhaps",
            "Perhaps",
            "Show tags that are alike and perhaps one thing, or the clusters again.",
            ("p",),
            "list",
            _CLUSTERS,
        ),
        Action("cluster_next", "Next cluster", "Go to the next cluster.", ("tab",), "list", _CLUSTERS),
        *LIST_COMMON,
    ),
    manual="second-pass#near-duplicates",
)
