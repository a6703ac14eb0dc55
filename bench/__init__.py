"""Measures of speed: `./dev.py bench`. What they mean: docs/reference/performance.md."""
