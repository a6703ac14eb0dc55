"""The territories of France that have a page: departments by code, EPCI by SIREN number."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from wiki.geography.communes import communes_of, department_of, departments, epcis, regions, rows
from wiki.kernel.errors import Missing
from wiki.language.folding import fold

DEPARTMENT, EPCI = "department", "epci"
#: Shortest beginning of a name that finds intercommunal bodies, and how many it finds.
_SHORTEST, FOUND = 5, 5
#: The column of a line of communes that holds the SIREN number of its EPCI.
_EPCI = 3


class Territory(NamedTuple):
    """A department or an intercommunal body."""

    code: str
    name: str
    sort: str

    @property
    def insees(self) -> tuple[str, ...]:
        """The codes of its communes."""
        return _communes(self.code)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments in which its communes lie."""
        if self.sort == DEPARTMENT:
            return (self.code,)
        known = departments()
        codes = map(department_of, self.insees)
        return tuple(code for code in dict.fromkeys(codes) if code in known)

    @property
    def region(self) -> str:
        """The name of the region where it is, at least for the most part."""
        code = next(iter(self.departments), "")
        return regions().get(departments()[code].region, "") if code else ""


def territory(code: str) -> Territory:
    """The territory of a code. Raises `Missing`."""
    if (found := departments().get(code.upper())) is not None:
        return Territory(found.code, found.name, DEPARTMENT)
    if (name := epcis().get(code)) is not None:
        return Territory(code, name, EPCI)
    raise Missing("territory_missing")


@lru_cache(maxsize=64)
def _communes(code: str) -> tuple[str, ...]:
    if code in departments():
        return tuple(one.insee for one in communes_of(code) if one.department == code)
    cells = (line.split("\t", _EPCI + 1) for line in rows())
    return tuple(one[0] for one in cells if one[_EPCI] == code)


def inhabitants(of: Territory) -> int:
    """How many live there, as the table of the communes says."""
    wanted = set(of.insees)
    known = (one for code in of.departments for one in communes_of(code))
    return sum(one.population or 0 for one in known if one.insee in wanted)


def named(words: str) -> list[Territory]:
    """The territories that are called so: a department by its name or code, EPCI by a part."""
    asked = fold(words)
    if not asked.strip():
        return []
    found = [
        Territory(one.code, one.name, DEPARTMENT)
        for one in departments().values()
        if asked in (fold(one.name), one.code.lower(), fold(one.full_name))
    ]
    if len(asked) >= _SHORTEST:
        found += [
            Territory(code, name, EPCI) for code, name, folded in _folded() if asked in folded
        ][:FOUND]
    return found


@cache
def _folded() -> tuple[tuple[str, str, str], ...]:
    return tuple((code, name, fold(name)) for code, name in epcis().items())
