"""How a picture becomes something a terminal can show: protocols, text cells, graphics commands."""
