"""The SQL of narrowing a search, and of counting what it could be narrowed to.

As `document.KINDS` names the screens of other subjects, this names their tables: a category, a
person, a territory and a kind of sheet are of pages alone. Their owners write them in the act that
saves a page.
"""

from __future__ import annotations

from wiki.search.document import KINDS

_KINDS, _PAGE = len(KINDS), KINDS["page"].code

#: Facet -> the condition on `looked.number`. OFFSET 0 keeps PostgreSQL from reading whole tables,
#: `|| ''` both engines from going through a category, which may hold every page.
CONDITIONS = {
    "kind": f"looked.number % {_KINDS} IN ({{kinds}})",
    "category": (
        f"EXISTS (SELECT 1 FROM wiki_filing AS f WHERE f.page_id = looked.number / {_KINDS} "  # noqa: S608 - no value in it
        f"AND looked.number % {_KINDS} = {_PAGE} AND f.category_key || '' = :category "
        "LIMIT 1 OFFSET 0)"
    ),
    "person": (
        f"EXISTS (SELECT 1 FROM wiki_page_author AS a WHERE a.page_id = looked.number / {_KINDS} "  # noqa: S608
        f"AND looked.number % {_KINDS} = {_PAGE} AND a.member_id = :person LIMIT 1 OFFSET 0)"
    ),
    "since": (
        "EXISTS (SELECT 1 FROM wiki_search_document AS s WHERE s.number = looked.number "
        "AND s.updated_at >= :since LIMIT 1 OFFSET 0)"
    ),
    "territory": (
        f"EXISTS (SELECT 1 FROM wiki_place AS o WHERE o.page_id = looked.number / {_KINDS} "  # noqa: S608
        f"AND looked.number % {_KINDS} = {_PAGE} AND o.department || '' = :territory "
        "LIMIT 1 OFFSET 0)"
    ),
    "sheet": (
        "EXISTS (SELECT 1 FROM wiki_page AS h JOIN wiki_revision AS k ON k.page_id = h.id "  # noqa: S608
        f"AND k.number = h.head WHERE h.id = looked.number / {_KINDS} "
        f"AND looked.number % {_KINDS} = {_PAGE} AND k.kind || '' = :sheet LIMIT 1 OFFSET 0)"
    ),
}

#: Facet -> the numbers that pass, which are read first when they are few: the conditions above look
#: each document up.
FEW = {
    "since": "SELECT s.number FROM wiki_search_document AS s WHERE s.updated_at >= :since",
    "territory": (
        f"SELECT o.page_id * {_KINDS} + {_PAGE} AS number "  # noqa: S608
        "FROM wiki_place AS o WHERE o.department = :territory"
    ),
}

_FILED = "SELECT f.category_key, f.written_title FROM wiki_filing AS f WHERE f.page_id = c.page_id"
_WRITTEN = (
    "SELECT r.author_id FROM wiki_page AS p JOIN wiki_revision AS r ON r.page_id = p.id "
    "AND r.number > p.head - :versions WHERE p.id = c.page_id"
)
_CHANGED = "SELECT d.updated_at FROM wiki_search_document AS d WHERE d.number = c.number"
_DESCRIBED = (
    "SELECT k.kind AS sheet FROM wiki_page AS h JOIN wiki_revision AS k ON k.page_id = h.id "
    "AND k.number = h.head WHERE h.id = c.page_id"
)
_PLACED = "SELECT o.department FROM wiki_place AS o WHERE o.page_id = c.page_id"

COUNTED = f"""
WITH found AS MATERIALIZED (
  SELECT number, min(tier) AS tier FROM ({{tiers}}) AS tiers GROUP BY number
), c AS MATERIALIZED (
  SELECT number, number / {_KINDS} AS page_id FROM found
  ORDER BY tier, number DESC LIMIT :counted
)
SELECT * FROM (
  SELECT 'category' AS facet, category_key AS value, min(written_title{{binary}}) AS label,
    count(DISTINCT c.number) AS pages
  FROM c {{filed}} WHERE c.number % {_KINDS} = {_PAGE}
  GROUP BY category_key ORDER BY count(DISTINCT c.number) DESC, category_key LIMIT :shown
) AS categories
UNION ALL
SELECT * FROM (
  SELECT 'person', CAST(author_id AS TEXT), '', count(DISTINCT c.number)
  FROM c {{written}} WHERE c.number % {_KINDS} = {_PAGE} AND author_id IS NOT NULL
  GROUP BY author_id ORDER BY count(DISTINCT c.number) DESC, author_id LIMIT :shown
) AS people
UNION ALL
SELECT 'since', 'week', '', count(*) FROM c {{changed}} WHERE updated_at >= :week
UNION ALL
SELECT 'since', 'month', '', count(*) FROM c {{changed}} WHERE updated_at >= :month
UNION ALL
SELECT 'since', 'year', '', count(*) FROM c {{changed}} WHERE updated_at >= :year
UNION ALL
SELECT * FROM (
  SELECT 'territory', department, '', count(*)
  FROM c {{placed}} WHERE c.number % {_KINDS} = {_PAGE} AND department IS NOT NULL
  GROUP BY department ORDER BY count(*) DESC, department LIMIT :shown
) AS territories
UNION ALL
SELECT * FROM (
  SELECT 'sheet', {{sheet}}, '', count(*)
  FROM c {{described}} WHERE c.number % {_KINDS} = {_PAGE} AND {{sheet}} IS NOT NULL
  GROUP BY {{sheet}} ORDER BY count(*) DESC, {{sheet}} LIMIT :shown
) AS sheets
"""  # noqa: S608 - no value in it


def counting(dialect: str) -> dict[str, str]:
    """The parts of `COUNTED` that look up each document found, as an engine does it best."""
    if dialect == "sqlite":  # which begins with the table on the left of a CROSS JOIN
        return {
            "binary": "",
            "filed": "CROSS JOIN wiki_filing AS f ON f.page_id = c.page_id",
            "written": "CROSS JOIN wiki_page AS p ON p.id = c.page_id "
            "CROSS JOIN wiki_revision AS r ON r.page_id = p.id AND r.number > p.head - :versions",
            "changed": "CROSS JOIN wiki_search_document AS d ON d.number = c.number",
            "placed": "CROSS JOIN wiki_place AS o ON o.page_id = c.page_id",
            "described": "CROSS JOIN wiki_page AS h ON h.id = c.page_id "
            "CROSS JOIN wiki_revision AS k ON k.page_id = h.id AND k.number = h.head",
            "sheet": "k.kind",
        }
    looks = {
        "filed": _FILED,
        "written": _WRITTEN,
        "changed": _CHANGED,
        "placed": _PLACED,
        "described": _DESCRIBED,
    }
    found = {name: f"CROSS JOIN LATERAL ({look} OFFSET 0) AS l" for name, look in looks.items()}
    return found | {"binary": ' COLLATE "C"', "sheet": "l.sheet"}
