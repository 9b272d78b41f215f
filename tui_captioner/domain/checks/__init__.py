"""Checks on captions: rules, and what they report."""
