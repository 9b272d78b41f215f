"""Pictures: decoded in a process of their own, kept as thumbnails."""
