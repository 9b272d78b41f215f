"""The worked example of both guides."""

from __future__ import annotations

WORKED_EXAMPLE = {
    "type": "anime, drawing, of a young woman, full body shot, from side",
    "action": "sitting, looking at viewer, smiling, head tilt, holding a phone, eyes closed",
    "subject": "short brown hair, pale pink dress with dark edges, stuffed animal in lap, brown slippers",
    "details": "sunlight through windows as lighting source",
    "background": "brown couch, red patterned fabric on couch, wooden floor, white water-stained paint on walls, "
    "refrigerator in background, coffee machine sitting on a countertop, table in front of couch, "
    "bananas and coffee pot on table, white board on wall, clock on wall, stuffed animal chicken on floor",
    "associations": "dreary environment",
}
