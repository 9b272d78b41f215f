"""All images in a list: sorted, filtered, chosen, and changed many at once."""
