"""All that a wiki loads as it starts, for the process from which the tests' servers are forked."""

from __future__ import annotations

from tempfile import TemporaryDirectory

import tests.server.running  # noqa: F401 - what is done in the forked process
from wiki.app import create_app

with TemporaryDirectory() as folder:
    create_app({"WIKI_DATA_DIR": folder, "WIKI_WORKER": False})
