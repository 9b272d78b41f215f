"""Cutting a run of words without commas, typed or dictated, into tags."""
