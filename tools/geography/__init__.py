"""Makes the geography that the wiki carries, from packages pinned with their hashes."""
