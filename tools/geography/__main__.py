"""``python -m tools.geography``: writes the tables of the communes, the outlines of departments."""

from tools import node
from tools.geography import communes, drawn, sources

communes.main()
print(node.find().run("outlines.mjs", folder=sources.FOLDER).strip())
drawn.main()
