"""Profiles: what kind of LoRA a dataset is for, and what that asks of its captions."""
