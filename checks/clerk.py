"""`python -m checks.clerk`: a process that judges units for another one (`checks.sharing`), which holds its pipes.

It is told by pickles what to judge by and then, one by one, which units; it answers each with a sheet, or with what went
wrong. It ends at once when the other one lets go.
"""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import sys
import threading
import traceback
from functools import cache
from queue import SimpleQueue
from typing import IO, Any

from sqlite_utils import Database

from checks.bench import Bench
from checks.haste import hasty
from checks.sharing import Order
from checks.sheets import Sheet, write


def main() -> None:
    """Judge what comes in until nothing comes any more. What is printed meanwhile is no answer: it goes with the errors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to us both: the other one decides
    told: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, told), daemon=True).start()
    order: Order = told.get()
    with os.fdopen(os.dup(1), "wb") as answers, hasty():
        os.dup2(2, 1)
        while True:
            pickle.dump(_answer(order, told.get()), answers)
            answers.flush()


def _listen(pipe: IO[bytes], told: SimpleQueue[Any]) -> None:
    """Hear what is asked, and above all that nobody is there to ask any more: even in the middle of a word."""
    try:
        while True:
            told.put(pickle.load(pipe))  # noqa: S301 - from the process that started us
    except (EOFError, pickle.UnpicklingError):
        pass  # it let go, or was killed
    except Exception:  # noqa: BLE001 - whatever it is, nothing can be judged by it: told, and the other one sees us end
        traceback.print_exc()
    finally:
        os._exit(0)


def _answer(order: Order, unit: str) -> Sheet | Exception:
    try:
        return write(_bench(order), unit)
    except Exception as error:  # noqa: BLE001 - it is raised there
        error.add_note(traceback.format_exc())  # pickled it would forget where it comes from
        return error


@cache
def _bench(order: Order) -> Bench:
    """The store, opened so that it cannot be written to, and what is read of it once."""
    store = Database(sqlite3.connect(f"{order.store.as_uri()}?mode=ro", uri=True))
    return Bench.of(store, order.sweep, order.workspace)


if __name__ == "__main__":
    main()
