"""The composer: one image, slot by slot."""
