"""Asking a model for captions, in the structure and the words of a dataset."""
