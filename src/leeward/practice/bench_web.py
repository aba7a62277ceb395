# SPDX-License-Identifier: Apache-2.0
"""A working day in a made-up practice: how long its pages take beside a page that does next to nothing.

    day = measure_day(Day(windows=5, window_seconds=60.0))
    day.worst_ratio, day.faults

Clinicians and devices in clients' hands each do one thing after the other and think for some seconds in
between (a closed loop). Each clinician asks for the peer (`bench_peer`) in turn with the pages, so that
whatever else the machine does meets both.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leeward.practice.bench_browser import Answered, Browser, fields_of, offers
from leeward.practice.bench_filling import PASSWORD, Served, Size, served_practice
from leeward.terms.errors import LeewardError

PEER = "peer"
_TURNS = ("today", PEER, "clients", "client", PEER, "ask", "save-answer", PEER, "save-answer", "client")


A_FULL_DAY = Size(clinicians=25, cases=10_000, devices=10, hand_overs=12)


@dataclass(frozen=True, slots=True)
class Day:
    """How much goes on, and for how long."""

    size: Size = A_FULL_DAY
    windows: int = 5
    window_seconds: float = 60.0
    warm_up_seconds: float = 20.0
    think_seconds: tuple[float, float] = (2.0, 8.0)
    seed: int = 1
    fewest: int = 20
    """Pages and peers in a window, for its 95th percentile to mean anything."""


A_WORKING_DAY = Day()
A_QUICK_DAY = Day(
    size=Size(clinicians=25, cases=1_000, devices=10, hand_overs=4),
    windows=2,
    window_seconds=20.0,
    warm_up_seconds=10.0,
)


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of the day. Seconds at the 95th percentile; `pages`: how many were asked for."""

    page_seconds: float
    peer_seconds: float
    pages: int
    peers: int
    errors: int

    @property
    def ratio(self) -> float:
        return self.page_seconds / self.peer_seconds


@dataclass(frozen=True, slots=True)
class DayMeasured:
    """All windows; each page over the whole day: its 95th percentile in seconds, and how often it was asked.

    `faults`: whatever went wrong, the warm-up included.
    """

    windows: tuple[Window, ...]
    pages: dict[str, tuple[float, int]]
    faults: tuple[str, ...]

    @property
    def worst_ratio(self) -> float:
        return max(window.ratio for window in self.windows)


@dataclass
class Log:
    """What everybody writes down: when it came back, which page, its seconds, and what was wrong."""

    entries: list[tuple[float, str, float, str]] = field(default_factory=list)

    def add(self, page: str, answer: Answered, wrong: str) -> None:
        self.entries.append((time.monotonic(), page, answer.seconds, wrong))


def measure_day(day: Day) -> DayMeasured:
    """Raises LeewardError: the practice broke off, or a window has too few pages to be measured."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        with served_practice(Path(folder) / "h", day.size) as served:
            log = Log()
            began = _go_through(day, served, log)
    return _measured(day, log, began)


def _go_through(day: Day, served: Served, log: Log) -> float:
    """When the first window began (monotonic)."""
    stop = threading.Event()
    people: list[_Person] = [_Clinician(day, served, name, log, stop) for name in served.names]
    people += [_Device(day, served, number, log, stop) for number in range(len(served.tokens))]
    for person in people:
        person.begin()  # one after the other: signing in is made to be slow, and is not measured
    threads = [threading.Thread(target=person.work, daemon=True) for person in people]
    for thread in threads:
        thread.start()
    began = time.monotonic() + day.warm_up_seconds
    stop.wait(day.warm_up_seconds + day.windows * day.window_seconds)
    stop.set()
    for thread in threads:
        thread.join(60)
    return began


class _Person(ABC):
    """What a clinician and a device have in common: a line, patience, and the log."""

    def __init__(self, day: Day, served: Served, seed: str, log: Log, stop: threading.Event) -> None:
        self.chance = random.Random(f"{day.seed} {seed}")  # noqa: S311
        self.browser = Browser("127.0.0.1", served.port)
        self._think_seconds = day.think_seconds
        self._log = log
        self._stop = stop

    def work(self) -> None:
        """Until the day is over. A fault of the measurement itself is written down as one."""
        self._stop.wait(self.chance.uniform(0, self._think_seconds[1]))  # nobody comes on the stroke
        try:
            while not self._stop.is_set():
                self.act()
                self._stop.wait(self.chance.uniform(*self._think_seconds))
        except Exception as fault:  # noqa: BLE001
            self._log.add("measurement", Answered(0, "", "", 0.0), repr(fault))
        finally:
            self.browser.close()

    @abstractmethod
    def begin(self) -> None:
        """Before the first act."""

    @abstractmethod
    def act(self) -> None:
        """One thing, then they think."""

    def asked(self, page: str, answer: Answered, *, status: int = 200, holds: str = "") -> Answered:
        """Writes a page down; wrong where it has another status, or does not hold what it should."""
        wrong = "" if answer.status == status and holds in answer.text else f"{page} gave {answer.status}"
        self._log.add(page, answer, wrong)
        return answer


class _Clinician(_Person):
    """Looks at *Today*, clients and a client's page, and asks a client questions in a visit."""

    def __init__(self, day: Day, served: Served, name: str, log: Log, stop: threading.Event) -> None:
        super().__init__(day, served, name, log, stop)
        self._name = name
        self._cases = served.cases[name]
        self._turn = self.chance.randrange(len(_TURNS))
        self._asking = ""

    def begin(self) -> None:
        self.browser.get("/sign-in/")
        answer = self.browser.post("/sign-in/", {"name": self._name, "password": PASSWORD})
        self.asked("sign-in", answer, status=302)

    def act(self) -> None:
        turn = _TURNS[self._turn % len(_TURNS)]
        self._turn += 1
        case_id = self.chance.choice(self._cases)
        if turn == "client":
            self.asked(turn, self.browser.get(f"/clients/{case_id}/"), holds="Example sister")
        elif turn in ("ask", "save-answer"):
            self._ask(case_id, is_saved=turn == "save-answer")
        else:
            self.asked(turn, self.browser.get(f"/{turn}/"))

    def _ask(self, case_id: str, *, is_saved: bool) -> None:
        """The next question of a visit, and its answer. Another client's, once the short list is through."""
        if not self._asking:
            self._begin_visit(case_id)
        page = self.asked("ask", self.browser.get(self._asking))
        fields = fields_of(page.text, "link_id")
        if "link_id" not in fields:
            self._asking = ""
        elif is_saved:
            answer = "no" if offers(page.text, "answer", "no") else ""
            fields |= {"answer": answer, "next": "1"} if answer else {"skip": "1"}
            fields["notes"] = fields.get("notes", "") + "Said, and written down. "
            self.asked("save-answer", self.browser.post(self._asking, fields), status=302)

    def _begin_visit(self, case_id: str) -> None:
        self.browser.get(f"/clients/{case_id}/")  # its form, whose token the button sends
        answer = self.browser.post(f"/clients/{case_id}/visit/", {})
        self._asking = self.asked("begin-visit", answer, status=302).location


class _Device(_Person):
    """Answers the questions of its visit, then those of the next client it is given to."""

    def __init__(self, day: Day, served: Served, number: int, log: Log, stop: threading.Event) -> None:
        super().__init__(day, served, f"device {number}", log, stop)
        self._cookie = served.cookie
        self._tokens = list(served.tokens[number])

    def begin(self) -> None:
        self._next_client()

    def _next_client(self) -> None:
        if self._tokens:
            self.browser.cookies = {self._cookie: self._tokens.pop(0)}

    def act(self) -> None:
        page = self.asked("device-question", self.browser.get("/questions/"))
        fields = fields_of(page.text, "question")
        if offers(page.text, "start", "1"):
            self.asked("device-save", self.browser.post("/questions/", {**fields, "start": "1"}), status=302)
        elif "question" in fields:
            answer = "no" if offers(page.text, "answer", "no") else ""
            fields |= {"answer": answer, "next": "1"} if answer else {"skip": "1"}
            self.asked("device-save", self.browser.post("/questions/", fields), status=302)
        else:
            self._next_client()


def _measured(day: Day, log: Log, began: float) -> DayMeasured:
    entries = [one for one in log.entries if one[0] >= began]
    windows = []
    for number in range(day.windows):
        since = began + number * day.window_seconds
        there = [one for one in entries if since <= one[0] < since + day.window_seconds]
        pages = [seconds for _, page, seconds, _ in there if page != PEER]
        peers = [seconds for _, page, seconds, _ in there if page == PEER]
        if min(len(pages), len(peers)) < day.fewest:
            raise LeewardError(
                f"{len(pages)} pages and {len(peers)} peers in a window",
                expected=f"at least {day.fewest} of each",
                do="Measure longer windows, with more people",
            )
        errors = sum(bool(wrong) for *_, wrong in there)
        windows.append(Window(_p95(pages), _p95(peers), len(pages), len(peers), errors))
    by_page: dict[str, list[float]] = {}
    for _, page, seconds, _ in entries:
        by_page.setdefault(page, []).append(seconds)
    each: Any = {page: (_p95(times), len(times)) for page, times in sorted(by_page.items())}
    return DayMeasured(tuple(windows), each, tuple(wrong for *_, wrong in log.entries if wrong))


def _p95(times: Sequence[float]) -> float:
    """The 95th percentile: one in twenty takes longer."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]
