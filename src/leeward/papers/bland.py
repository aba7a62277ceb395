# SPDX-License-Identifier: Apache-2.0
"""What stands on a client's paper for a step: an ordinary line that gives nobody away.

A title such as "Make a police report" warns the person doing this when that person finds the paper,
and can be shown to a court as a plan against them. So the client's paper says "An errand" and leaves
room to write the day by hand; what it stands for is agreed in the talk and stands in the record.
An option that is not named here, such as a practice's own, takes the line of its family; a family
that is not named takes "Next talk". A few options whose own words are ordinary keep title and text.
"""

from __future__ import annotations

from collections.abc import Iterable

from leeward.knowledge.models.option import Option
from leeward.terms.text import Text

ORDINARY = frozenset({"circle-of-support", "accommodations", "interpreter-culture", "paced-plan"})
"""Options whose own title and description could lie on any kitchen table."""

NEXT_TALK = Text(en="Next talk", es="Próxima charla")
SOMEONE_TO_MEET = Text(en="Someone to meet", es="Alguien a quien conocer")
CALL = Text(en="A call to make", es="Una llamada por hacer")
FORM = Text(en="A form to fill in", es="Un formulario por llenar")
ERRAND = Text(en="An errand", es="Un trámite")
APPOINTMENT = Text(en="An appointment", es="Una cita")
QUESTION = Text(en="A question to ask", es="Una pregunta por hacer")
LETTER = Text(en="A letter to write", es="Una carta por escribir")
FEW_WORDS = Text(en="A few words about each day", es="Unas palabras sobre cada día")
PHONE_AS_IT_IS = Text(en="Phone: leave as it is", es="Teléfono: dejarlo como está")
PHONE_TALK = Text(en="Phone: at the next talk", es="Teléfono: en la próxima charla")
COMPUTER = Text(en="Computer time, with help", es="Computadora, con ayuda")
HOME = Text(en="Home: small repairs", es="Casa: arreglos pequeños")
CAR_AND_BAGS = Text(en="Car and bags: tidy up", es="Carro y bolsas: poner orden")
NUMBERS = Text(en="Numbers: keep them near", es="Números: tenerlos a mano")
TALK_TODAY = Text(en="A talk today", es="Una charla hoy")

_LINES: tuple[tuple[Text, str], ...] = (
    (NEXT_TALK, "be-believed-session mandated-report-talk small-test benign-check"),
    (SOMEONE_TO_MEET, "advocate-meeting victim-advocate community-security-help threat-assessment-unit"),
    (SOMEONE_TO_MEET, "tech-clinic-visit"),
    (CALL, "dv-hotline image-abuse-helpline stalking-resources elder-services swatting-prep carrier-lock"),
    (CALL, "carrier-annoyance police-other-agency fbi-ic3"),
    (FORM, "copyright-takedown address-confidentiality ncmec-report report-platform takedown-adult"),
    (FORM, "takedown-minor ftc-complaint-tida impersonation-report doxxing-cleanup title-ix-vi"),
    (FORM, "confidential-communications"),
    (ERRAND, "police-report hate-crime-report protective-order-dv protective-order-stalking"),
    (ERRAND, "new-phone-new-plan"),
    (APPOINTMENT, "talk-to-lawyer lawyer-before-police civil-suit image-civil-action unmask-subpoena"),
    (APPOINTMENT, "custody-tech-terms immigration-legal"),
    (QUESTION, "order-tech-terms remote-hearing firearms-surrender tracker-stalking-charge"),
    (QUESTION, "computer-crime-charge"),
    (LETTER, "no-contact-letter preservation-request appeal-suspension"),
    (FEW_WORDS, "incident-log log-only"),
    (PHONE_AS_IT_IS, "save-words save-before-delete keep-normal-look"),
    (PHONE_TALK, "stop-location-sharing iphone-safety-check remove-stalkerware privacy-tuning block-now"),
    (COMPUTER, "account-checkup two-step-signin new-accounts-clean breach-hygiene phishing-recovery"),
    (COMPUTER, "independent-it-audit"),
    (HOME, "home-security-basics smart-home-reset"),
    (CAR_AND_BAGS, "check-car-and-bags tracker-scan"),
    (NUMBERS, "call-emergency crisis-988"),
    (TALK_TODAY, "safe-adult-told"),
    (Text(en="Mail: someone helps me sort it", es="Correo: ordenarlo con ayuda"), "helper-reads-inbox"),
    (Text(en="Mail: sort into folders", es="Correo: ordenar en carpetas"), "filter-to-folder"),
    (Text(en="Links and names on a list", es="Enlaces y nombres en una lista"), "links-not-copies-minor"),
    (Text(en="A list in three columns", es="Una lista de tres columnas"), "who-knew-list"),
    (Text(en="Set it aside, just as it is", es="Dejarlo aparte, tal como está"), "evidence-device-kept"),
    (Text(en="A check-up", es="Una revisión"), "medical-exam"),
    (Text(en="Sleep and rest", es="Dormir y descansar"), "trauma-care"),
    (Text(en="My list for a hard night", es="Mi lista para una noche difícil"), "suicide-safety-plan"),
    (Text(en="A talk at home", es="Una charla en casa"), "parent-teen-talk"),
    (Text(en="Time away from the screen", es="Ratos sin pantalla"), "media-break"),
    (Text(en="A short note", es="Una nota corta"), "family-briefing employer-statement-fake"),
    (Text(en="Time for myself", es="Tiempo para mí"), "perpetrator-is-close-support calm-and-change"),
    (Text(en="Bank papers", es="Papeles del banco"), "id-theft-steps bank-payment-report"),
    (Text(en="Group: the next meeting", es="Grupo: la próxima reunión"), "secure-group-spaces"),
    (Text(en="My own list", es="Mi propia lista"), "safety-plan"),
    (Text(en="Calls: from the office", es="Llamadas: desde la oficina"), "safer-device"),
    (Text(en="A word to remember", es="Una palabra para recordar"), "code-word"),
    (Text(en="A visit", es="Una visita"), "safe-place-stay"),
    (Text(en="Pictures: post them later", es="Fotos: publicarlas después"), "avoid-live-posting"),
    (Text(en="Time with one person I like", es="Un rato con alguien que me cae bien"), "tell-one-person"),
    (Text(en="A letter to school", es="Una carta a la escuela"), "school-report"),
    (Text(en="An office at school", es="Una oficina de la escuela"), "campus-safety"),
    (Text(en="A talk at work", es="Una charla en el trabajo"), "workplace-report"),
    (Text(en="Money: ask about help", es="Dinero: preguntar por ayuda"), "financial-help"),
    (Text(en="Wait for an answer", es="Esperar una respuesta"), "consult-colleague"),
    (Text(en="Car: call the garage", es="Carro: llamar al taller"), "car-app-removal"),
    (Text(en="Children’s things", es="Cosas de los hijos o las hijas"), "child-device-plan"),
    (Text(en="Nothing new for now", es="Por ahora, nada nuevo"), "wait-and-watch"),
    (Text(en="A day to look at the list again", es="Un día para mirar la lista otra vez"), "review-date"),
)  # fmt: skip

LINE_OF_OPTION: dict[str, Text] = {name: line for line, names in _LINES for name in names.split()}
LINE_OF_FAMILY: dict[str, Text] = {
    "documentation": FEW_WORDS,
    "legal-protective-order": ERRAND,
    "legal-criminal": ERRAND,
    "legal-civil": APPOINTMENT,
    "platform": FORM,
    "school-or-work": LETTER,
    "services": CALL,
    "technical": PHONE_TALK,
}


def line_for(option: Option) -> Text:
    """The ordinary line for one option."""
    if option.id in ORDINARY and not option.local:
        return option.title
    return LINE_OF_OPTION.get(option.id) or LINE_OF_FAMILY.get(option.family, NEXT_TALK)


def bland_lines(options: Iterable[Option]) -> tuple[Text, ...]:
    """One line for each option, in order; the second of the same words is marked (2), and so on."""
    seen: dict[Text, int] = {}
    lines = []
    for option in options:
        line = line_for(option)
        seen[line] = seen.get(line, 0) + 1
        lines.append(numbered(line, seen[line]))
    return tuple(lines)


def numbered(line: Text, count: int) -> Text:
    """The line as the `count`-th of its kind."""
    return line if count == 1 else Text(en=f"{line.en} ({count})", es=f"{line.es} ({count})")
