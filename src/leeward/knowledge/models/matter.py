# SPDX-License-Identifier: Apache-2.0
"""Matters of keeping and letting go: what staff must know before something is written, shown, billed,
given out or answered in court. Each is a few sentences on one thing, with its source.

A page takes the matters of its own name (`page`), in the order of the file, and puts them under its
headings (`part`). Staff text, but for `say` and `paper`.
"""

from __future__ import annotations

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.text import Text


class WordList(Value, frozen=True, kw_only=True):
    """Words to look for in what somebody writes, by the language it is written in."""

    en: tuple[str, ...]
    es: tuple[str, ...]


class Matter(Entry, frozen=True, kw_only=True):
    """One thing to know, and what to do about it.

    `acts`, `viewer`: what is done and who then sees it, where the matter is about that; pages pick by them.
    `when`: when they see it. `do`: what to do, in order, or how to make it quieter.
    `say`: sentences to say aloud, to a client or to whoever asks. `paper`: sentences of a printed form.
    `law`: provisions of our own catalogue that it rests on; shown with their own confidence.
    """

    page: Id
    part: Id
    title: Text
    text: Text
    when: Text | None = None
    do: tuple[Text, ...] = ()
    say: tuple[ClientText, ...] = ()
    paper: tuple[ClientText, ...] = ()
    acts: tuple[Id, ...] = ()
    viewer: Id | None = None
    words: WordList | None = None
    law: tuple[Id, ...] = ()
