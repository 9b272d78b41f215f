"""A change of many captions before it is made: one row per image, each in or out."""
