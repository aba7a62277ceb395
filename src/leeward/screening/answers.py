# SPDX-License-Identifier: Apache-2.0
"""What a client or an MHP answered, read at the edge and checked there, once.

A skipped question is `None` and is not an answer; a question never reached is absent. Earlier
answers are kept when an answer changes. Messages name linkIds and codes, never the words of a
text answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import Item, Voice
from leeward.knowledge.models.vocabulary import resolve_term
from leeward.screening.context import read_context
from leeward.terms.context import Context
from leeward.terms.errors import InputError
from leeward.terms.shown import quoted
from leeward.terms.text import LANGUAGES, Language

Answer = str | int | tuple[str, ...] | Mapping[str, str] | None
EXCLUSIVE_CODES = frozenset({"none", "nobody", "nothing", "no", "do_not_contact"})
VAGUE_RELATIONSHIPS = frozenset({"unknown", "friend", "stranger", "online-contact", "group"})
"""Words for someone who may turn out to be closer: they contradict no other relationship."""
ROLES = frozenset({"police-or-court", "caregiver"})
"""What a person does, whoever else that person is: an ex-partner may be a police officer."""
MAX_TEXT = 20_000
VOICE_ALIASES = {"clinician-led": "clinician", "clinician_led": "clinician", "mhp": "clinician"}
ANSWER_KEYS = frozenset({"voice", "language", "context", "answers", "earlier_answers"})


class EarlierAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that was changed later. `changed_at`: when, as the caller wrote it."""

    linkId: str
    answer: Any
    changed_at: str | None = None


class Answers(msgspec.Struct, frozen=True):
    """One visit's answers by linkId, of the screen and of instruments."""

    voice: Voice
    language: Language
    context: Context
    given: Mapping[str, Answer]
    earlier: tuple[EarlierAnswer, ...] = ()

    def codes(self, link_id: str) -> tuple[str, ...]:
        """The codes chosen for an item; none when it was skipped or never asked."""
        answer = self.given.get(link_id)
        if isinstance(answer, str):
            return (answer,)
        return answer if isinstance(answer, tuple) else ()

    @property
    def is_young(self) -> bool:
        """Whether the rules for a client under 18 hold."""
        return self.voice == "teen" or self.context.is_minor

    def is_answered(self, link_id: str) -> bool:
        """Whether the item has an answer; a skipped one has not."""
        return self.given.get(link_id) is not None

    def changed(self, link_id: str, answer: Answer, *, at: str) -> Answers:
        """These answers with one changed; what was said before is kept with the time of change."""
        if link_id not in self.given:
            return msgspec.structs.replace(self, given={**self.given, link_id: answer})
        before = EarlierAnswer(link_id, self.given[link_id], at)
        return msgspec.structs.replace(
            self, given={**self.given, link_id: answer}, earlier=(*self.earlier, before)
        )


def read_answers(raw: Any, catalogue: Catalogue, *, also: frozenset[str] = frozenset()) -> Answers:
    """The answers in one JSON object.

    Args:
        raw: `{"voice", "language", "context": {..}, "answers": {linkId: code | [codes] | null}}`;
            all keys but `answers` optional.
        also: further top-level keys the caller reads itself.

    Raises:
        InputError: an unknown key, id or code, a wrong type, or answers that contradict each other.
    """
    if not isinstance(raw, dict):
        raise InputError(
            f"a {type(raw).__name__} at the top",
            expected="one JSON object",
            do="See docs/cli.md for its shape",
        )
    refuse_unknown_keys(raw, ANSWER_KEYS | also, "the file")
    said_voice = raw.get("voice", "clinician")
    voice = _one_of(VOICE_ALIASES.get(str(said_voice), said_voice), get_args(Voice), "voice")
    language = _one_of(raw.get("language", "en"), LANGUAGES, "language")
    context = read_context(raw.get("context", {}), catalogue)
    listed = raw.get("answers", {})
    if not isinstance(listed, dict):
        raise InputError(
            f"a {type(listed).__name__}",
            expected="an object of linkId to answer",
            do="Write the answers as {linkId: code}",
            where="answers",
        )
    given = {link_id: read_answer(link_id, value, catalogue) for link_id, value in listed.items()}
    answers = Answers(
        voice=cast(Voice, voice),
        language=cast(Language, language),
        context=context,
        given=given,
        earlier=_read_earlier(raw.get("earlier_answers", []), catalogue),
    )
    _refuse_contradictions(answers, catalogue)
    return answers


def read_answer(link_id: str, value: Any, catalogue: Catalogue) -> Answer:
    """One answer, checked against its item. Raises InputError naming the linkId."""
    if value is None:
        _require_item(link_id, catalogue)
        return None
    item = catalogue.items.get(link_id)
    if item is None:
        return _instrument_answer(link_id, value, catalogue)
    if item.type == "integer":
        return _number(item, value, catalogue)
    if item.type == "text":
        return _text(link_id, value)
    if item.type == "per-choice":
        return _per_choice(item, value, catalogue)
    if item.type == "display":
        raise InputError(
            "an answer to a text that asks nothing", expected="no answer", do="Leave it out", where=link_id
        )
    return _choice(item, value, catalogue)


def is_readable(link_id: str, value: Any, catalogue: Catalogue) -> bool:
    """Whether the questions of this catalogue have that answer."""
    try:
        read_answer(link_id, value, catalogue)
    except InputError:
        return False
    return True


def refuse_unknown_keys(raw: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    """Raises InputError that names the first key not in `known`."""
    for key in raw:
        if key not in known:
            raise InputError(
                f"the unknown key {quoted(key)} in {where}",
                expected=", ".join(sorted(known)),
                do="Remove it or correct its spelling",
            )


def _choice(item: Item, value: Any, catalogue: Catalogue) -> Answer:
    codes = (value,) if isinstance(value, str) else value
    if not isinstance(codes, list | tuple) or not all(isinstance(code, str) for code in codes):
        raise InputError(
            f"a {type(value).__name__}",
            expected="a code or a list of codes",
            do="Use the item's codes",
            where=item.linkId,
        )
    if not codes:
        return None  # nothing chosen is a skipped question, not an answer
    known = [choice.code for choice in catalogue.screen.choices_of(item)]
    for code in codes:
        if code not in known:
            raise InputError(
                f"the code {quoted(code)}",
                expected="one of " + ", ".join(known),
                do="Correct the code",
                where=item.linkId,
            )
    if item.type == "choice":
        if len(codes) != 1:
            raise InputError(
                f"{len(codes)} codes for a question with one answer",
                expected="one code, or null when it was skipped",
                do="Keep the one that holds",
                where=item.linkId,
            )
        return str(codes[0])
    if len(codes) > 1 and EXCLUSIVE_CODES & set(codes):
        raise InputError(
            "an answer that stands alone together with others",
            expected="that answer alone, or the others that hold",
            do="Ask again which is meant; nothing was recorded",
            where=item.linkId,
        )
    return tuple(dict.fromkeys(codes))


def _number(item: Item, value: Any, catalogue: Catalogue) -> int:
    scale = catalogue.screen.scale_of(item)
    low, high = (scale.min, scale.max) if scale is not None else (0, 10)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(
            f"a {type(value).__name__} outside the scale",
            expected=f"a whole number from {low} to {high}",
            do="Correct the number",
            where=item.linkId,
        )
    return value


def _text(link_id: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise InputError(
            "something that is not text, or too long",
            expected=f"text up to {MAX_TEXT} letters",
            do="Shorten it",
            where=link_id,
        )
    return value


def _per_choice(item: Item, value: Any, catalogue: Catalogue) -> Mapping[str, str]:
    of = catalogue.items[item.of] if item.of else item
    known_keys = {choice.code for choice in catalogue.screen.choices_of(of)}
    known = {choice.code for choice in catalogue.screen.choices_of(item)}
    if not isinstance(value, dict):
        raise InputError(
            f"a {type(value).__name__}",
            expected=f"an object of {of.linkId} code to answer",
            do="Write {code: answer}",
            where=item.linkId,
        )
    for key, answer in value.items():
        if key not in known_keys or not isinstance(answer, str) or answer not in known:
            raise InputError(
                f"the code {quoted(key)} with an answer, one of which is not known",
                expected=f"codes of {of.linkId} with one of {', '.join(sorted(known))}",
                do="Correct the codes",
                where=item.linkId,
            )
    return dict(value)


def _instrument_answer(link_id: str, value: Any, catalogue: Catalogue) -> Answer:
    """An answer to an instrument's item: its LOINC code, its score, or yes/no where that is unique."""
    for instrument in catalogue.instruments:
        for item in instrument.items:
            if item.linkId != link_id:
                continue
            if item.type == "text":
                return _text(link_id, value)
            answers = instrument.answer_sets[item.choices or ""]
            for answer in answers:
                if value == answer.code:
                    return answer.code
                if answer.label and isinstance(value, str) and value.lower() == answer.label.lower():
                    return answer.code
                if isinstance(value, int) and not isinstance(value, bool) and value == answer.score:
                    return answer.code
            raise InputError(
                "an answer this item does not have",
                expected="one of " + ", ".join(f"{answer.code} ({answer.label})" for answer in answers),
                do="Correct the code",
                where=link_id,
            )
    _require_item(link_id, catalogue)
    return None


def _require_item(link_id: str, catalogue: Catalogue) -> None:
    if link_id in catalogue.items:
        return
    if any(item.linkId == link_id for instrument in catalogue.instruments for item in instrument.items):
        return
    raise InputError(
        f"the unknown linkId {quoted(link_id)}",
        expected="a linkId of the screen or of an instrument",
        do="Check the spelling; `leeward content list` shows them",
    )


def _read_earlier(raw: Any, catalogue: Catalogue) -> tuple[EarlierAnswer, ...]:
    if not isinstance(raw, list):
        raise _not_earlier(f"a {type(raw).__name__}", "earlier_answers")
    return tuple(_earlier(one, f"earlier_answers[{number}]", catalogue) for number, one in enumerate(raw))


def _earlier(raw: Any, where: str, catalogue: Catalogue) -> EarlierAnswer:
    try:
        earlier = msgspec.convert(raw, EarlierAnswer)
    except (msgspec.ValidationError, ValueError) as error:  # whose words may hold a key's words
        raise _not_earlier("something else", where) from error
    return msgspec.structs.replace(earlier, answer=read_answer(earlier.linkId, earlier.answer, catalogue))


def _not_earlier(found: str, where: str) -> InputError:
    return InputError(found, expected="a list of {linkId, answer, changed_at}", do="Correct it", where=where)


def _one_of(value: Any, known: tuple[str, ...], where: str) -> str:
    if value not in known:
        raise InputError(quoted(value), expected="one of " + ", ".join(known), do="Correct it", where=where)
    return str(value)


def _refuse_contradictions(answers: Answers, catalogue: Catalogue) -> None:
    """Answers that cannot both hold: better to ask again than to build a plan on one of them."""
    context = answers.context
    if answers.voice == "teen" and context.age_bands and not _may_be_teen(context):
        raise InputError(
            "the teen voice for a client who is not 12 to 17",
            expected="a voice that fits the age",
            do="Use voice 'self' or 'clinician', or correct the age",
            where="voice",
        )
    if (context.is_minor or answers.voice == "teen") and answers.given.get("x2") == "adult":
        raise InputError(
            "an image made as an adult, of a client under 18",
            expected="an age and an answer that agree",
            do="Ask again how old the client was in the picture, or correct the age",
            where="x2",
        )
    said = relationship_said(answers, catalogue)
    if said is not None and context.relationship is not None and said != context.relationship:
        if not ({said, context.relationship} & (VAGUE_RELATIONSHIPS | ROLES)):
            raise InputError(
                f"the relationship {context.relationship!r} in the context and {said!r} in the answer",
                expected="one relationship",
                do="Correct the context or the answer w1",
                where="w1",
            )


def _may_be_teen(context: Context) -> bool:
    return "teen" in context.age_bands or context.age_bands == {"minor"}


def relationship_said(answers: Answers, catalogue: Catalogue) -> str | None:
    """The relationship the answers name (item w1), as a vocabulary id."""
    code = answers.given.get("w1")
    if not isinstance(code, str):
        return None
    relationships = catalogue.vocabulary.relationships
    term = resolve_term(relationships, code) or resolve_term(relationships, code.replace("_", "-"))
    return term.id if term is not None else None
