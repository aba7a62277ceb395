# SPDX-License-Identifier: Apache-2.0
"""The fixed words of the record, in English and Spanish. Staff words, for the file."""

from __future__ import annotations

from leeward.terms.text import Language, Text

TITLE = Text(en="Plan", es="Plan")
FILE_NAME = Text(en="notes.pdf", es="notas.pdf")
COULD_BE = Text(en="Could be", es="Podría ser")
SAID_ON = Text(en="said on {day}", es="lo dijo el {day}")
AGAIN = Text(en="asked again", es="se volvió a preguntar")
AGAIN_ON = Text(en="asked again on {day}", es="se volvió a preguntar el {day}")
SKIPPED = Text(en="skipped", es="se saltó la pregunta")
LATE = Text(en="written down later", es="se anotó después")
TALK_SOON = Text(en="Contact within 48 hours", es="Contacto en menos de 48 horas")
TALK_AGAIN = Text(en="Talk again", es="Volver a hablar")

_WORDS: dict[str, Text] = {
    "content": Text(en="content", es="contenido"),
    "page": Text(en="page", es="página"),
    "of": Text(en="of", es="de"),
    "undated": Text(en="date of the visit not given", es="sin fecha de la visita"),
    "lead": Text(
        en="What was said, chosen and done. No finding about a person or a device.",
        es="Lo que se dijo, se eligió y se hizo. No es una conclusión sobre una persona ni un aparato.",
    ),
    "how_it_works": Text(en="How this works, not that it is so:", es="Cómo funciona, no que sea así:"),
    "said": Text(en="What was said", es="Lo que se dijo"),
    "said_note": Text(
        en="On the day of this visit, where no other day is given.",
        es="El día de esta visita, si no se indica otro.",
    ),
    "signs": Text(
        en="How could this person know things: what was noticed",
        es="Cómo podría saber cosas esa persona: lo que se notó",
    ),
    "checks": Text(en="What to look at, in order", es="Qué revisar, en orden"),
    "said_none": Text(en="No answers are on file.", es="No hay respuestas guardadas."),
    "accounts": Text(en="Accounts looked at together", es="Cuentas que se miraron en compañía"),
    "again": Text(en="Asked again, answered differently", es="Se volvió a preguntar y contestó otra cosa"),
    "again_note": Text(
        en="People remember more, trust more, or are more afraid. Both answers stand.",
        es="La gente recuerda más, confía más o tiene más miedo. Valen las dos respuestas.",
    ),
    "situations": Text(en="Situations talked over", es="Situaciones de las que se habló"),
    "done": Text(en="What was done", es="Lo que se hizo"),
    "done_note": Text(
        en="The lines are prompts, untested; not a standard of care.",
        es="Las líneas son avisos sin probar; no son una norma de atención.",
    ),
    "contact": Text(en="Safe contact, as agreed", es="Contacto seguro, como se acordó"),
    "they_said": Text(en="They said", es="Dijo"),
    "follow_up": Text(en="Follow-up", es="Seguimiento"),
    "ahead": Text(
        en="The person doing this is near or in touch",
        es="La persona que hace esto estará cerca o en contacto",
    ),
    "working": Text(
        en="Working paper. A prompt for the talk, untested; not a standard of care, and no finding about "
        "a person or a device. Leave it out of the file unless you choose to keep it.",
        es="Hoja de trabajo. Una ayuda para la conversación, sin probar; no es una norma de atención ni "
        "una conclusión sobre una persona o un aparato. No la archive si no decide guardarla.",
    ),
    "minutes": Text(en="The next ten minutes", es="Los próximos diez minutos"),
    "also": Text(en="Also", es="También"),
    "danger": Text(en="Danger factors", es="Factores de peligro"),
    "danger_note": Text(
        en="Prompts to act and think; never a score or a prediction.",
        es="Avisos para actuar y pensar; nunca un puntaje ni una predicción.",
    ),
    "no_danger": Text(
        en="No critical or high flag was raised by the answers so far. That is not an all-clear.",
        es="Las respuestas de hasta ahora no levantaron ningún aviso crítico ni alto. Eso no quiere "
        "decir que no haya peligro.",
    ),
    "now": Text(en="Now", es="Ahora"),
    "english": Text(en="The text below is in English.", es="El texto que sigue está en inglés."),
    "because": Text(en="Because", es="Porque"),
    "steps": Text(en="Steps chosen, in order", es="Pasos elegidos, en orden"),
    "in_full": Text(en="The steps in full", es="Los pasos con detalle"),
    "no_steps": Text(
        en="Nothing is chosen yet. That is fine.",
        es="Todavía no se ha elegido nada. Está bien así.",
    ),
    "paper_line": Text(en="On the client’s paper", es="En la hoja de la persona"),
    "paper_none": Text(
        en="Nothing goes home: the client’s paper is three things by heart, and it stays here.",
        es="Nada va a la casa: la hoja de la persona son tres cosas de memoria, y se queda aquí.",
    ),
    "paper_own": Text(
        en="The client said paper is safe to carry: the client’s paper has these steps in their own words.",
        es="La persona dijo que puede llevar papel: estos pasos van en su hoja con sus propias palabras.",
    ),
    "not_chosen": Text(
        en="not chosen; a chosen step needs it first",
        es="no elegido; un paso elegido lo necesita antes",
    ),
    "first_words": Text(en="Words to start", es="Palabras para empezar"),
    "why": Text(en="Why shown", es="Por qué aparece"),
    "before": Text(en="Before this", es="Antes de esto"),
    "better_after": Text(en="Better after", es="Mejor después de"),
    "help": Text(en="May help", es="Puede ayudar"),
    "backfire": Text(en="May backfire", es="Puede salir mal"),
    "notice": Text(en="Could the person notice?", es="¿Podría notarlo esa persona?"),
    "lost": Text(en="Proof that could be lost", es="Pruebas que podrían perderse"),
    "privilege": Text(en="Privilege", es="Secreto profesional"),
    "caution": Text(en="Caution", es="Cuidado"),
    "level_no": Text(en="Not likely", es="Poco probable"),
    "level_maybe": Text(en="Maybe", es="Tal vez"),
    "level_yes": Text(en="Yes", es="Sí"),
    "open": Text(en="Other options, open", es="Otras opciones, abiertas"),
    "tried": Text(en="Tried before", es="Ya se probó"),
    "outcome_helped": Text(en="helped", es="ayudó"),
    "outcome_nothing": Text(en="changed nothing", es="no cambió nada"),
    "outcome_worse": Text(en="made it worse", es="empeoró las cosas"),
    "outcome_too-soon": Text(en="too soon to say", es="es pronto para saberlo"),
    "not_now": Text(en="Not now", es="Ahora no"),
    "referrals_open": Text(en="Referrals, open", es="Derivaciones, abiertas"),
    "referrals_closed": Text(en="Referrals, closed", es="Derivaciones, cerradas"),
    "begun": Text(en="begun", es="desde el"),
    "again_on": Text(en="talk again", es="volver a hablar"),
    "no_date": Text(en="no date agreed", es="sin fecha acordada"),
    "held": Text(en="Held back, and what stands in", es="Lo que no se muestra, y qué lo reemplaza"),
    "instead": Text(en="In its place", es="En su lugar"),
    "law": Text(en="Law that may matter", es="Leyes que pueden importar"),
    "not_advice": Text(
        en="Not legal advice. Free advice: legal aid (lawhelp.org finds the office of your state), a "
        "victim advocate, or the bar’s referral line.",
        es="No es asesoría legal. Asesoría gratis: ayuda legal (lawhelp.org muestra la oficina de su "
        "estado), alguien que defiende a víctimas, o el servicio de referencia del colegio de "
        "abogados.",
    ),
    "no_state": Text(
        en="No state is known: only federal law stands here.",
        es="No se sabe el estado: aquí solo hay leyes federales.",
    ),
    "recording": Text(en="Recording talks", es="Grabar conversaciones"),
    "minors": Text(en="Under 18", es="Menores de 18"),
    "services": Text(en="Who answers", es="Quién contesta"),
    "hours": Text(en="Hours", es="Horario"),
    "languages": Text(en="Languages", es="Idiomas"),
    "trace": Text(en="Traces", es="Huellas"),
    "no_number": Text(en="No number listed", es="Sin número"),
    "spanish": Text(
        en="The Spanish texts have not been read by a native reviewer.",
        es="Los textos en español no han sido revisados por una persona nativa.",
    ),
    "know": Text(en="How could they know", es="Cómo podrían saberlo"),
    "know_none": Text(
        en="No signs were reported that point to one way or another.",
        es="No se contó ninguna señal que apunte a una forma u otra.",
    ),
    "speaks_for": Text(en="Speaks for it", es="A favor"),
    "speaks_against": Text(en="Speaks against it", es="En contra"),
    "denied": Text(en="asked, and not so", es="se preguntó, y no"),
    "nothing_against": Text(en="nothing reported so far", es="nada que se haya contado hasta ahora"),
    "other_explanation": Text(en="Another explanation", es="Otra explicación"),
    "everyday": Text(
        en="Everyday causes to look at as well",
        es="Causas de cada día que también hay que mirar",
    ),
    "ask_next": Text(en="Worth asking next", es="Conviene preguntar después"),
    "sources": Text(en="Sources", es="Fuentes"),
}  # fmt: skip

REPLIES: dict[str, Text] = {
    "did-it": Text(en="Done", es="Hecho"),
    "not-now": Text(en="Not now", es="Ahora no"),
    "does-not-fit": Text(en="Did not fit", es="No correspondía"),
}

CONTACT_KINDS: dict[str, Text] = {
    "handover": Text(en="hand-over of the children", es="entrega de los hijos o hijas"),
    "deadline": Text(en="deadline", es="hora límite"),
    "hearing": Text(en="hearing", es="audiencia"),
    "vote": Text(en="vote or public date", es="elección o fecha pública"),
    "other": Text(en="another date", es="otra fecha"),
}

SEVERITY_NAMES: dict[str, Text] = {
    "critical": Text(en="Critical", es="Crítico"),
    "high": Text(en="High", es="Alto"),
}

LANGUAGE_NAMES: dict[str, Text] = {
    "en": Text(en="English", es="inglés"),
    "es": Text(en="Spanish", es="español"),
    "ase": Text(en="ASL", es="lengua de señas (ASL)"),
    "fr": Text(en="French", es="francés"),
    "interpreters": Text(en="interpreters", es="intérpretes"),
}

PHONE_KINDS: dict[str, Text] = {
    "voice": Text(en="call", es="llamada"),
    "text": Text(en="text", es="mensaje"),
    "tty": Text(en="TTY", es="TTY"),
    "chat": Text(en="chat", es="chat"),
    "video": Text(en="video", es="video"),
    "fax": Text(en="fax", es="fax"),
}

HOURS_ES = {
    "Listed as 24/7 by third parties; check": "según terceros, de día y de noche; compruébelo",
    "24/7": "de día y de noche",
    "Office hours": "horas de oficina",
    "Weekdays": "de lunes a viernes",
}


def record_words(language: Language) -> dict[str, str]:
    """Every fixed word of the record in one language."""
    return {name: text.said_in(language) for name, text in _WORDS.items()}
