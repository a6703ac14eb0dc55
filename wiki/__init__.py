"""The wiki of the tiers-lieux: a Flask extension and a stand-alone application."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["Wiki", "create_app", "signals"]

_PUBLIC = {"Wiki": "wiki.extension", "create_app": "wiki.app", "signals": "wiki.kernel.signals"}


def __getattr__(name: str) -> Any:
    """Load the public names on first use, so that the pure packages import without Flask."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'wiki' has no attribute {name!r}")
    module = import_module(_PUBLIC[name])
    return module if name == "signals" else getattr(module, name)
