"""The acts on mandates, and what follows from what sheets say of one another."""
