"""An address as a square that a telephone reads from paper."""

from __future__ import annotations

import io

from wiki.kernel.late import Late

segno = Late("segno")
#: Longest address that is made a square of: longer ones are too fine for a printer.
LONGEST = 300


def svg(address: str) -> str:
    """The square, as an SVG; "" for an address that is too long."""
    if len(address) > LONGEST:
        return ""
    piece = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        piece, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return piece.getvalue().decode().strip()
