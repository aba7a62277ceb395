# SPDX-License-Identifier: Apache-2.0
"""A clinician at work, by keyboard alone: from sign-in to the printed paper, page by page.

    job.sign_in()
    job.new_client("Heron", persons=[{"age": "34"}], phone="here")
    job.begin_visit()
    job.answer_all({"o1": "yes", "o2": "yes"})
    pdf = job.client_paper(safe="no", way="by-heart")

Pages are found by the names of their fields and by their addresses, so that one driver serves both
languages. It looks at each page it comes to, once for all walks (see `looking`), and keeps what would
betray a client: titles, addresses, papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from tests.browser.looking import Seen, look_at, speak, type_and_enter, type_into, watch
from tests.support.practice import PASSPHRASE, PASSWORD
from tests.support.serving import Served

ACCOUNT = "Robin"
YES, NO = "LA33-6", "LA32-8"
"""The answers of the ASQ."""
NAMES = ".fact, .services"
"""Where sources and services stand, by the names they have."""
Said = str | int | Sequence[str] | Mapping[str, str] | None
"""An answer: a code, several, a number, words, a code for each choice; None skips."""


@dataclass
class Practice:
    """One served practice that all walks share, and the pages that were looked at so far."""

    where: Served
    browser: Browser
    pictures: Path
    looked_at: set[tuple[str, str]] = field(default_factory=set)

    def job(self, language: str = "en") -> Job:
        """A browser of its own, nobody signed in."""
        context = self.browser.new_context(
            locale={"en": "en-US", "es": "es-US"}[language], reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        job = Job(page, self, language)
        watch(page, self.where, job.seen)
        return job


@dataclass
class Job:
    """One walk.

    `asked`: linkIds in the order they were asked. `kept`: what a page said, by the name it was kept
    under; `own`: the same without names and what is marked as another language; `clocks`: the next contact
    that stood on it. `papers`: every PDF that was made.
    """

    page: Page
    practice: Practice
    language: str
    seen: Seen = field(default_factory=Seen)
    asked: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    clocks: dict[str, str] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)
    case: str = ""
    visit: str = ""

    # --- coming in -------------------------------------------------------------------------------

    def set_up(self) -> None:
        """A practice in Washington State with one clinician."""
        page = self.page
        page.goto(self.practice.where.address)
        type_and_enter(page, "code", self.practice.where.setup_code)
        type_into(page, "passphrase", PASSPHRASE)
        type_and_enter(page, "again", PASSPHRASE)
        page.locator("input[value='US-WA']").press("Space")
        type_and_enter(page, "name", "Example House")
        type_into(page, "name", ACCOUNT)
        type_into(page, "password", PASSWORD)
        type_and_enter(page, "again", PASSWORD)
        self.press("main button")
        rows = page.locator("table.code tbody tr").all_inner_texts()
        page.goto(f"{self.practice.where.address}/set-up/proof/")
        for number, row in enumerate(rows, start=1):
            type_into(page, f"row_{number}", " ".join(row.split()[1:]))
        self.enter()

    def sign_in(self) -> None:
        self.go("/sign-in/")
        if self.page.locator("html").get_attribute("lang") != self.language:
            speak(self.page, self.language)
        type_into(self.page, "name", ACCOUNT)
        type_and_enter(self.page, "password", PASSWORD)
        self.page.wait_for_url("**/today/")

    def close_the_browser(self) -> None:
        """As if the window were shut: nothing is said to the server. A new one opens, signed out."""
        self.page.context.close()
        fresh = self.practice.job(self.language)
        self.page = fresh.page
        watch(self.page, self.practice.where, self.seen)

    # --- keys ------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """By an address, as from a bookmark."""
        self.page.goto(self.practice.where.address + path)

    def press(self, words: str) -> None:
        """Enter, on the first thing shown that fits a selector; its page follows."""
        with self.page.expect_navigation():
            self.page.locator(words).locator("visible=true").first.press("Enter")

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """A radio or a tick box, with the space bar; folded parts are opened first."""
        box = self.page.locator(f"input[name='{name}'][value='{value}']")
        self.unfold(box)
        if not box.is_checked():
            box.press("Space")
        assert box.is_checked(), f"{name}={value}"

    def write(self, name: str, words: str) -> None:
        """A field of words, or a date in the form the page keeps."""
        box = self.page.locator(f"[name='{name}']").first
        self.unfold(box)
        if (box.get_attribute("type") or "").startswith("date"):
            box.fill(words)  # the order of a date's keys depends on the browser's language
        else:
            type_into(self.page, name, words)

    def unfold(self, inside: Locator) -> None:
        """Opens every folded part around something, the outermost first."""
        for _ in range(3):
            summary = inside.locator("xpath=ancestor::details[not(@open)][last()]/summary")
            if not summary.count():
                return
            summary.press("Enter")

    def read(self, *, without: str = "") -> str:
        """Everything that stands on the page, folded parts too. `without`: parts that a selector finds."""
        said: str = self.page.locator("main").evaluate(
            "(main, without) => { const copy = main.cloneNode(true);"
            "if (without) copy.querySelectorAll(without).forEach(e => e.remove());"
            "return copy.textContent.replace(/\\s+/g, ' ') }",
            without,
        )
        return said

    def keep(self, name: str) -> str:
        """Keeps what the page says, and its clock."""
        due = self.page.locator(".room .due")
        self.clocks[name] = due.inner_text() if due.count() else ""
        self.kept[name] = self.read()
        self.own[name] = self.read(without=f"[lang]:not([lang='{self.language}']), {NAMES}")
        return self.kept[name]

    def look(self, name: str, part: str = "", *, both: bool = True) -> None:
        """Looks at the page, unless a walk has seen it in this language.

        Args:
            name: its name in urls.py. `part`: which of its states.
            both: it answers a GET, so it can be asked for in the other language too.
        """
        self.seen.visited.add(name)
        self.seen.titles.add(self.page.title())
        other = {"en": "es", "es": "en"}[self.language]
        wanted = [one for one in (self.language, other) if (name + part, one) not in self.practice.looked_at]
        wanted = [one for one in wanted if one == self.language or both]
        if self.language not in wanted:
            return
        self.practice.looked_at.update((name + part, one) for one in wanted)
        picture = f"visit-{name}{part}"
        look_at(
            self.page,
            self.seen,
            self.practice.pictures,
            picture,
            languages=wanted,
            thorough="en" if "en" in wanted else self.language,
            is_brief=bool(part),
        )

    # --- the client and the visit ----------------------------------------------------------------

    def new_client(
        self, code_name: str, *, persons: Iterable[Mapping[str, str]], look: bool = False, **words: str
    ) -> None:
        """From Today to the client's page. Radios take their value, other fields their words."""
        self.go("/today/")
        self.press("main a[href='/clients/new/']")
        for name, word in {"code_name": code_name, **words}.items():
            self.fill_in(name, word)
        for at, person in enumerate(persons):
            if at:
                self.press("button[name=another]")
            for name, word in person.items():
                self.fill_in(f"p-{at}-{name}", word)
        if look:
            self.look("new-client", both=False)
        self.press("form p.last button")
        self.page.wait_for_selector(".room .who")
        self.case = self.page.url.rstrip("/").rsplit("/", 1)[-1]

    def fill_in(self, name: str, word: str) -> None:
        one = self.page.locator(f"[name='{name}']").first
        kind = one.get_attribute("type") or one.evaluate("e => e.localName")
        if kind in ("radio", "checkbox"):
            self.choose(name, word)
        elif kind == "select":
            one.focus()
            one.select_option(word)
        else:
            self.write(name, word)

    def begin_visit(self) -> None:
        """From the client's page."""
        self.press("form[action$='/visit/'] button")
        self.visit = self.page.url.split("/visits/")[1].split("/")[0]

    def to(self, step: str) -> None:
        """A page of the visit, by the way that stands on top of each."""
        self.press(f"nav.way a[href='/visits/{self.visit}/{step}/']")

    # --- questions -------------------------------------------------------------------------------

    def at_question(self) -> str:
        """The linkId of the question on the page; empty where the page asks none."""
        hidden = self.page.locator("input[name=link_id]")
        return hidden.get_attribute("value") or "" if hidden.count() else ""

    def answer_all(
        self, answers: Mapping[str, Said], *, until: str = "", looks: Mapping[str, str] | None = None
    ) -> None:
        """Answers what is asked, skips what has no answer here, until a page asks nothing or `until`."""
        for _ in range(120):
            link_id = self.at_question()
            if not link_id or link_id == until:
                return
            if looks and link_id in looks:
                self.look("ask", looks[link_id])
            self.asked.append(link_id)
            self.answer(answers.get(link_id))
        raise AssertionError(f"the questions do not end: {self.asked}")

    def answer(self, said: Said) -> None:
        """The question on the page, in the clinician's hands or on a device."""
        if said is None:
            self.press("button[name=skip]")
            return
        if isinstance(said, Mapping):
            for code, way in said.items():
                self.choose(f"answer-{code}", way)
        elif self.page.locator("textarea[name=answer]").count():
            self.write("answer", str(said))
        else:
            codes = [str(said)] if isinstance(said, str | int) else said
            for code in codes:
                self.choose("answer", code)
        self.press("button[name=next]")

    def change(self, link_id: str, said: Said) -> None:
        """An answer given before, again."""
        button = self.page.locator(f"button[name=go][value='{link_id}']")
        self.unfold(button)
        with self.page.expect_navigation():
            button.press("Enter")
        self.answer(said)

    def ask_more(self) -> None:
        self.press("button[name=more]")

    def read_aloud(self, answers: Mapping[str, str]) -> None:
        """The ASQ: what they answered, by number; `-` for would not say."""
        for number, code in answers.items():
            self.choose(f"asq-{number}", code)
        self.press("form#read p.last button")

    def close_for_minor(self, way: str, **words: str) -> None:
        self.choose("way", way)
        for name, word in words.items():
            self.write(f"{way}.{name}", word)
        self.press("button[name=close]")

    # --- what could help, plan, papers -----------------------------------------------------------

    def say_on_board(self, views: Mapping[str, str]) -> None:
        """option id -> view, all in one save."""
        for option_id, view in views.items():
            self.choose(f"v:{option_id}", view)
        self.press("button[name=save]")

    def options_shown(self) -> list[str]:
        """The ids of the options on the board, in its order."""
        names: list[str] = self.page.locator("input[name^='v:'][value=wanted]").evaluate_all(
            "all => all.map(e => e.name.slice(2))"
        )
        return names

    def make_plan(self, heart: Sequence[str] = ("", "", ""), **words: str) -> None:
        for name, word in zip(("heart_word", "heart_time", "heart_person"), heart, strict=True):
            self.write(name, word)
        for name, word in words.items():
            self.write(name, word)
        self.press("aside form p.row button")

    def client_paper(self, *, safe: str, way: str, language: str = "", name: str = "client") -> bytes:
        """Asks whether it is safe to carry, writes the answer down, and prints."""
        self.choose("safe", safe)
        self.choose("way", way)
        if language:
            self.choose("language", language)
        return self.print_form("form:has(input[name=what][value=client])", name)

    def on_the_screen(self, *, safe: str, way: str) -> None:
        """The same, where nothing is printed: a page to photograph or to learn by heart, or a refusal."""
        self.choose("safe", safe)
        self.choose("way", way)
        self.press("form:has(input[name=what][value=client]) p.row button")

    def adult_paper(self, *, language: str, again: str, parent: str = "yes") -> bytes:
        self.choose("adult_language", language)
        self.choose("parent", parent)
        self.write("again", again)
        return self.print_form("form:has(input[name=what][value=adult])", "adult")

    def print_form(self, selector: str, name: str) -> bytes:
        """Sends a form whose answer is a PDF, as its button would; a browser shows it in a viewer."""
        form = self.page.locator(f"main {selector}").first
        fields: dict[str, str | float | bool] = form.evaluate("f => Object.fromEntries(new FormData(f))")
        action: str = form.evaluate("f => f.action")
        answer = self.page.request.post(action, form=fields, headers={"Referer": self.page.url})
        assert answer.headers["content-type"] == "application/pdf", answer.text()
        self.seen.urls.add(answer.headers["content-disposition"])
        self.papers[name] = answer.body()
        (self.practice.pictures / f"visit-{name}-paper.pdf").write_bytes(answer.body())
        return answer.body()

    def end_visit(self) -> None:
        self.to("ending")
        self.press("main form:not([action]) p.last button")

    # --- the device ------------------------------------------------------------------------------

    def hand_over(self, language: str) -> None:
        """From the question's page; ends this session. The page is then the client's."""
        self.go(f"/visits/{self.visit}/hand-over/")
        self.look("hand-over")
        self.choose("language", language)
        self.page.locator("[name=is_long]").press("Space")
        self.press("main form button:not([name])")
        self.page.wait_for_url("**/questions/")

    def answer_on_device(
        self, answers: Mapping[str, Said], *, looks: Mapping[str, str] | None = None
    ) -> list[str]:
        """Presses Start and answers until the closing page; the linkIds that were asked."""
        asked: list[str] = []
        self.press("button[name=start]")
        while (hidden := self.page.locator("input[name=question]")).count() and len(asked) < 90:
            link_id = hidden.get_attribute("value") or ""
            if looks and link_id in looks:
                self.look("questions", looks[link_id], both=False)
            asked.append(link_id)
            self.answer(answers.get(link_id))
        return asked


def in_days(days: int, hour: int) -> str:
    """A day and hour from now, as a date field keeps it."""
    at = datetime.now() + timedelta(days=days)
    return at.replace(hour=hour, minute=0).strftime("%Y-%m-%dT%H:%M")
