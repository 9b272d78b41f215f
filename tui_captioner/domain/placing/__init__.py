"""How a tag that was made elsewhere finds its slot: known terms, nearest terms, the shape of its words."""
