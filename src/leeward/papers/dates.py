# SPDX-License-Identifier: Apache-2.0
"""Days as people read them on paper.

>>> from datetime import date
>>> day_in_words(date(2026, 11, 22), "en"), day_in_words(date(2026, 11, 22), "es")
('Nov 22, 2026', '22 nov 2026')
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from leeward.terms.hours import hour_in_words
from leeward.terms.text import Language

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_WHOLE_MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def day_in_words(day: date, language: Language) -> str:
    """A day with its year, as in "Nov 22, 2026"."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} {month} {day.year}" if language == "es" else f"{month} {day.day}, {day.year}"


def moment_in_words(at: datetime, language: Language) -> str:
    """A day and hour, as in "Nov 27, 2026, 5:00 p.m."."""
    return f"{day_in_words(at.date(), language)}, {hour_in_words(at, language)}"


def weekday_in_words(day: date, language: Language) -> str:
    """A day near by, as in "Sunday, Dec 6"."""
    weekday = _DAYS[language][day.weekday()]
    if language == "es":
        return f"{weekday} {day.day} de {_WHOLE_MONTHS_ES[day.month - 1]}"
    return f"{weekday}, {_MONTHS[language][day.month - 1]} {day.day}"


def week_in_words(start: date, language: Language) -> str:
    """The week from `start`, as in "Nov 22 to 29"."""
    end = start + timedelta(days=7)
    months = _WHOLE_MONTHS_ES if language == "es" else _MONTHS[language]
    first, last = months[start.month - 1], months[end.month - 1]
    if language == "es":
        begins = f"{start.day}" if first == last else f"{start.day} de {first}"
        return f"Del {begins} al {end.day} de {last}"
    return f"{first} {start.day} to {end.day if first == last else f'{last} {end.day}'}"


def iso_in_words(written: str, language: Language) -> str:
    """An ISO date of the content, in words; what is not a full date is shown as it stands."""
    try:
        return day_in_words(date.fromisoformat(written), language)
    except ValueError:
        return written
