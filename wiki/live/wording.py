"""What live editing says when something is not done."""

from __future__ import annotations

SENTENCES = {
    "live_moved": "Ce texte vient d’être changé par quelqu’un d’autre. Rien n’est perdu : essayez "
    "de nouveau.",
}
