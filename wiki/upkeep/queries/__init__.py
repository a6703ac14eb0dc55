"""What the upkeep reads."""
