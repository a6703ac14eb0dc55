"""The acts of the upkeep, one file each."""
