# SPDX-License-Identifier: Apache-2.0
"""How long the page about a case takes in practices of several sizes, made up for the measurement.

    small, large = page_medians((100, 10_000), rounds=200)

Each practice is a process with a home, database, ring and key agent of its own, all real, in a
temporary folder. They are asked in turns for random cases, so that whatever else the machine does
meets all of them. Nothing of the practice that may be on this machine is read or written.
"""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from leeward.practice.bench_filling import PASSWORD, broke_off, fill, set_up, settle_in

_WARM_UP = 20

Ask = Callable[[int], float]


def page_medians(sizes: Sequence[int], *, rounds: int) -> list[float]:
    """Median seconds of one page about a case, for practices with so many cases, in that order."""
    chance = random.Random(1)  # noqa: S311
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lw")))
        homes = [folder / str(at) for at in range(len(sizes))]
        lines = [stack.enter_context(_line_to(home, size)) for home, size in zip(homes, sizes, strict=True)]
        asked = [_after_filling(line) for line in lines]
        times: list[list[float]] = [[] for _ in sizes]
        for _ in range(rounds + _WARM_UP):
            for at in chance.sample(range(len(sizes)), len(sizes)):
                times[at].append(asked[at](chance.randrange(sizes[at])))
    return [median(each[_WARM_UP:]) for each in times]


@contextmanager
def _line_to(home: Path, cases: int) -> Iterator[Connection]:
    """A practice in a process of its own; it ends when the line is closed."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_practice, args=(home, cases, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(20)
        process.kill()
        process.join()


def _after_filling(line: Connection) -> Ask:
    _answer(line)

    def ask(number: int) -> float:
        line.send(number)
        return _answer(line)

    return ask


def _answer(line: Connection) -> float:
    try:
        seconds: float = line.recv()
    except EOFError as error:
        raise broke_off() from error
    return seconds


def _practice(home: Path, cases: int, line: Connection) -> None:
    """Fills a practice, then answers each number of a case with the seconds its page took."""
    from leeward.practice import serving

    settle_in(home)
    with serving.AgentProcess(home):
        (owner,) = set_up(clinicians=1)
        ids = fill(owner, cases, goes_on=True)
        browser = _signed_in()
        line.send(0.0)  # filled
        try:
            while True:
                line.send(_seconds(browser, f"/clients/{ids[line.recv()]}/"))
        except EOFError:
            return


def _signed_in() -> Any:
    from django.test import Client

    browser = Client(headers={"host": "localhost"})
    answer = browser.post("/sign-in/", {"name": "example-0", "password": PASSWORD})
    if answer.status_code != 302:
        raise RuntimeError(f"signing in gave {answer.status_code}")
    return browser


def _seconds(browser: Any, address: str) -> float:
    start = time.perf_counter()
    answer = browser.get(address)
    seconds = time.perf_counter() - start
    if answer.status_code != 200 or b"Example sister" not in answer.content:
        raise RuntimeError(f"the page gave {answer.status_code}, or another page")
    return seconds
