"""Runs the crawler or the front door as it is, but with less patience, little room on the disk, or names that lead nowhere.

`python tests/unattended/lever.py '{"set": {…}, "room": BYTES, "names": {…}, "used": FILE}' crawler|gongkai WORDS`: `set` names
constants (`module.NAME`) and what they are instead; `room` is the size beyond which no file may grow; `names` are the
addresses behind names (none: the name is unknown), and no other name is looked up; `used` is told the highest memory in
bytes. The crawler's process that the front door starts is run in the same way.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import resource
import socket
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tests import standby_client


def main(told: Mapping[str, Any], program: str, *words: str) -> None:
    """Do as told, then as the program does."""
    for name, value in told.get("set", {}).items():
        module, _, attribute = name.rpartition(".")
        assert hasattr(import_module(module), attribute), name
        setattr(import_module(module), attribute, value)
    if "room" in told:
        resource.setrlimit(resource.RLIMIT_FSIZE, (told["room"], told["room"]))
    _name(told.get("names", {}))
    if "used" in told and program == "crawler":
        atexit.register(_note_memory, Path(told["used"]))
    if program == "gongkai":
        address = os.environ.get(standby_client.NAMED)
        via = standby_client.words_for(address) if address else ()
        child = import_module("reports.child")
        child.CRAWLER = (*via, __file__, json.dumps(told), "crawler")
    module = "crawler.__main__" if program == "crawler" else program
    import_module(module).main(words, prog_name=f"python -m {program}")


def _name(names: Mapping[str, str]) -> None:
    """Look names up here and nowhere else: no test asks a real name server."""

    def lookup(name: str) -> str:
        if re.fullmatch(r"[\d.]+", name):
            return name
        if name not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return names[name]

    def addresses(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        address = host if ":" in str(host) else lookup(str(host))
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port or 0))]

    def address(host: str) -> str:
        found = lookup(host)
        if ":" in found:
            raise socket.gaierror(socket.EAI_ADDRFAMILY, "Address family for hostname not supported")
        return found

    socket.getaddrinfo, socket.gethostbyname = addresses, address  # type: ignore[assignment]  # as they are used here


def _note_memory(path: Path) -> None:
    """What the process itself took at most, with all that it imported, or that was imported before it was forked."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert peak is not None
    path.write_text(str(int(peak[1]) * 1024), "ascii")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), *sys.argv[2:])
