"""What the acts on pages do with the places, and what brings places in."""
