"""A real S3 server of our own on loopback: SeaweedFS, all its parts in one process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from obstore.exceptions import BaseError
from obstore.store import S3Store

KEY, SECRET, BUCKET = "cle", "secret-des-essais", "fichiers"
#: Seconds in which it starts.
_PATIENCE = 60


def _ports(number: int) -> list[int]:
    held = [socket.socket() for _ in range(number)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """A server with an empty bucket; the options by which the wiki keeps its contents there."""
    identity = {"name": "wiki", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
    identity["actions"] = ["Admin", "Read", "Write", "List"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    ports = _ports(8)
    names = ("s3", "master", "volume", "filer")
    said = [f"-{name}.port={port}" for name, port in zip(names, ports, strict=False)]
    said += [f"-{name}.port.grpc={port}" for name, port in zip(names, ports[4:], strict=True)]
    command = [str(Path(sys.executable).with_name("weed")), "server", "-s3", "-ip=127.0.0.1"]
    command += [
        f"-dir={folder}",
        f"-s3.config={folder / 's3.json'}",
        "-master.volumeSizeLimitMB=64",
        *("-s3.port.iceberg=0", "-s3.port.lance=0"),  # else always the same: one server at a time
    ]
    command += ["-volume.max=8", "-master.telemetry=false", *said]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder
        )
        options = {
            "WIKI_FILES_S3_BUCKET": BUCKET,
            "WIKI_FILES_S3_ENDPOINT": f"http://127.0.0.1:{ports[0]}",
            "WIKI_FILES_S3_KEY": KEY,
            "WIKI_FILES_S3_SECRET": SECRET,
            "WIKI_FILES_S3_PREFIX": "wiki",
        }
        try:
            _await(options, server)
            yield options
        finally:
            server.kill()  # asked to stop, it waits for itself
            server.wait()


def _await(options: dict[str, str], server: subprocess.Popen[bytes]) -> None:
    """Until a bucket was made, and holds what is put in it."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            _make_bucket(options)
        except (OSError, BaseError) as error:
            if monotonic() > until or server.poll() is not None:
                raise RuntimeError("the S3 server does not start") from error
            sleep(0.25)
        else:
            return


def _make_bucket(options: dict[str, str]) -> None:
    how = {
        "endpoint": options["WIKI_FILES_S3_ENDPOINT"],
        "region": "us-east-1",
        "access_key_id": KEY,
        "secret_access_key": SECRET,
    }
    quick = {"client_options": {"allow_http": True, "timeout": "2s"}}
    quick |= {"retry_config": {"max_retries": 0}}
    S3Store(BUCKET, **how, **quick).put("first", b"1")
