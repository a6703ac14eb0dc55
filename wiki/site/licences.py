"""The licences that are known by name, with the address of their text, and what a licence is."""

from __future__ import annotations

from typing import NamedTuple

_CC = "https://creativecommons.org"
#: Name -> address of the text, in French where there is one.
KNOWN = {
    "CC BY-SA 4.0": f"{_CC}/licenses/by-sa/4.0/deed.fr",
    "CC BY 4.0": f"{_CC}/licenses/by/4.0/deed.fr",
    "CC BY-NC 4.0": f"{_CC}/licenses/by-nc/4.0/deed.fr",
    "CC BY-NC-SA 4.0": f"{_CC}/licenses/by-nc-sa/4.0/deed.fr",
    "CC BY-ND 4.0": f"{_CC}/licenses/by-nd/4.0/deed.fr",
    "CC BY-SA 3.0": f"{_CC}/licenses/by-sa/3.0/deed.fr",
    "CC BY-NC-SA 3.0": f"{_CC}/licenses/by-nc-sa/3.0/deed.fr",
    "CC0 1.0": f"{_CC}/publicdomain/zero/1.0/deed.fr",
    "Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "Licence Art Libre 1.3": "https://artlibre.org/licence/lal/",
    "GFDL 1.3": "https://www.gnu.org/licenses/fdl-1.3.html",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


class Licence(NamedTuple):
    """A licence by its name; `url` is "" when the address of its text is not known."""

    name: str
    url: str
