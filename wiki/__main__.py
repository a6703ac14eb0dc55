"""`python -m wiki`: the same as the `wiki` command."""

from wiki.cli import main

main()
