"""Following, and telling those who follow."""
