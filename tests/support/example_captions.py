"""Captions that the guides call good: rules must pass over them."""

from __future__ import annotations

WORKED_EXAMPLE = (
    "ohwxStyle, anime, drawing, of a young woman, full body shot, from side, sitting, looking at viewer, smiling, "
    "head tilt, holding a phone, eyes closed, short brown hair, pale pink dress with dark edges, "
    "stuffed animal in lap, brown slippers, sunlight through windows as lighting source, brown couch, "
    "red patterned fabric on couch, wooden floor, white water-stained paint on walls, refrigerator in background, "
    "coffee machine sitting on a countertop, table in front of couch, bananas and coffee pot on table, "
    "white board on wall, clock on wall, stuffed animal chicken on floor, dreary environment"
)
"""novita.ai's guide and "Captioning Datasets for Training Purposes": full example of a single image."""
GOOD = (
    WORKED_EXAMPLE,
    # dreamlook.ai, captions.json
    "ukj soda bottle on a wooden table in warm afternoon lighting, pine trees in the background",
    "two ukj soda bottles next to a tropical waterfall",
    "two ukj soda bottles by a waterfall in the jungle",
    # "Captioning Prompt Guide": character, with and without clothing
    "a closeup shot of annika walking down a street, smiling and looking over her shoulder",
    "a full body shot of annika standing with arms at her sides, looking straight ahead",
    "a medium shot of annika sitting and looking down with a thoughtful expression, three quarter view",
    "a full body shot of annika in a leather jacket and combat boots, standing with arms at her sides",
    "a medium shot of annika in the red dress, posing and looking toward the camera",
    "a close up of annika in casual clothes, sitting with a relaxed expression",
    "a full body shot of annika jumping, hair lifting on the upswing, arms raised",
    "a medium shot of annika leaning against a wall, arms crossed with a relaxed expression, three quarter view",
    "a full body side view of annika running, hair trailing behind with arms pumping",
    "a close up of annika looking directly at the camera with a slight smile, straight on",
    "a full body shot of annika standing in a park, smiling with hands in her pockets",
    "a full body shot of annika standing, relaxed posture, looking straight ahead",
    "a full body shot of annika standing, looking to the right",
    # style
    "a woman sitting at a cafe table with a cup of coffee in illustration style, "
    "warm afternoon light through the window",
    "a mountain landscape with a river in the foreground in illustration style, wide shot, "
    "clouds gathering above the peaks",
    "a cat sleeping on a stack of books in illustration style, close up, soft shadows",
    # motion
    "a figure demonstrating a fluid walk with steady forward stride, smooth weight transfer from heel to toe, "
    "arms swinging in natural opposition to the legs",
    "a figure showing a fluid walk from the side, even pace with relaxed shoulders, slight lean forward on each step, "
    "head level throughout the movement",
    # object
    "a crystal sword held in two hands at chest height in a medium shot, blade pointing upward, "
    "slight glow reflecting on the holder's face",
    "a crystal sword resting on a stone pedestal in a wide shot, straight on, centered in the frame",
    "a crystal sword being swung in an arc from right to left in a full body view, from the side, "
    "motion blur along the blade's path",
    # "What exactly to caption for Flux LoRA training?"
    "annika, A photo of a happy, mid-twenties woman, with long blonde hair with bangs. She is standing in front of a "
    "circus. She is wearing a black business suit with white collar shirt underneath. Her mouth is open and smiling. "
    "Her blue eyes are open. front view, natural lighting, render",
)
"""Captions that stand in the guides as examples to follow."""
