"""A caption composer for the terminal: image sets for LoRA and DreamBooth training, slot by slot."""

__version__ = "0.1.0"
