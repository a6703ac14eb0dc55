"""``python -m tools.geography``: writes the tables of the communes."""

from tools.geography import communes

communes.main()
