"""A folder, a host and a port in, a server that runs until it is interrupted out."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import ServerError
from kg.graph import Graph
from kg.serve.application import application
from kg.serve.limits import Limits


def serve(output: Path, host: str, port: int, limits: Limits, announce: Callable[[str, bool], None]) -> None:
    """Serves the graph under `output`. Raises GraphError where there is none, ServerError where the port is taken.

    `announce` is called with the address once it can be reached, and with whether only this machine reaches it. Port 0
    means any that is free.
    """
    Graph.open(output)
    try:
        listening = socket.create_server((host, port), family=_family(host), backlog=128)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise ServerError(f"{host}:{port}: cannot listen ({why}); choose another with --port") from error
    with listening:
        bound = listening.getsockname()[1]
        announce(f"http://{f'[{host}]' if ':' in host else host}:{bound}/", _loopback(host))
        config = uvicorn.Config(application(output.resolve(), limits), log_level="warning", server_header=False)
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of each process that was ended
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
