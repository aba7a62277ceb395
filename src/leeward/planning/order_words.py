# SPDX-License-Identifier: Apache-2.0
"""What the order finder says, in English and Spanish. Whole sentences for a clinician; never advice."""

from __future__ import annotations

from leeward.knowledge.models.eligibility import Backfire, Eligibility, MinorFiler
from leeward.terms.text import Text

NOT_READ = Text(
    en="Who may ask was not read: ask the court clerk or an advocate.",
    es="No se leyó quién puede pedirla: pregunte en la oficina de la corte o a una defensora o un defensor.",
)
MINORS_NOT_READ = Text(
    en="Who may ask for a person under 18 was not read: ask the court clerk or an advocate.",
    es="No se leyó quién puede pedirla para alguien menor de 18 años: pregunte en la oficina de la corte "
    "o a una defensora o un defensor.",
)
AGE_NOT_KNOWN = Text(
    en="Age is not known; who files depends on it.",
    es="No se sabe la edad; de ella depende quién la pide.",
)
WHO_IS_NOT_KNOWN = Text(
    en="Not open to everyone: it depends on who the person doing this is, which is not known yet.",
    es="No está abierta para todos: depende de quién es la persona que hace esto, y aún no se sabe.",
)
ACTS_MAY_NOT_FIT = Text(
    en="What was said may not be what this order is for: ask an advocate.",
    es="Lo que se contó quizás no sea lo que cubre esta orden: pregunte a una defensora o un defensor.",
)
ONLY_SEXUAL = Text(
    en="Only where there was sexual violence or abuse.",
    es="Solo si hubo violencia o abuso sexual.",
)
ONLY_SPECIAL = Text(
    en="Only over a certain kind of act; read the summary with the client.",
    es="Solo por cierto tipo de actos; lea el resumen con la persona.",
)
ONLY_DEPENDENT = Text(
    en="Only for a person who is older, or who depends on care: ask which it has to be here.",
    es="Solo para una persona mayor o que depende de cuidados: pregunte qué se exige aquí.",
)
PARTNER_CONDITION = Text(
    en="For a partner or former partner, only if: {ways}.",
    es="Para una pareja o expareja, solo si: {ways}.",
)
PARTNER_EXCEPTION = Text(
    en="For a partner or former partner another order is for them if: {ways}.",
    es="Para una pareja o expareja va otra orden si: {ways}.",
)
TIES = {
    "married": Text(en="they are or were married", es="están o estuvieron en matrimonio"),
    "lived-together": Text(en="they live or lived together", es="viven o vivieron juntas"),
    "child-together": Text(en="they have a child together", es="tienen hijos en común"),
}
OPEN_TO_ALL = Text(
    en="It is open whoever the person doing this is.",
    es="Está abierta sea quien sea la persona que hace esto.",
)
OPEN_TO_OTHERS = Text(
    en="It is open where no family, household or partner order can be used.",
    es="Está abierta donde no se puede usar una orden de familia, hogar o pareja.",
)
IF_LIVED_TOGETHER = Text(
    en="Only if they live or lived together; that is not known yet.",
    es="Solo si viven o vivieron en la misma casa; aún no se sabe.",
)
PROOF = Text(
    en="Messages whole, with dates, senders and the web address; a dated log of what happened and "
    "who saw it; call "
    "logs, police report numbers, medical or school notes. Kept where the person doing this cannot "
    "see them.",
    es="Mensajes enteros, con fechas, remitentes y dirección web; un registro con fechas de lo que "
    "pasó y quién lo "
    "vio; llamadas, números de reporte policial, notas médicas o de la escuela. Guardados donde la "
    "persona que hace "
    "esto no los vea.",
)
ONLY_SOME = Text(
    en="Only some who stand in this relation count; read the note with the client.",
    es="Solo algunas personas con este lazo cuentan; lea la nota con la persona.",
)
NONE_YET = Text(
    en="No order could be called a fit with what is known; see what to check first.",
    es="Con lo que se sabe, de ninguna orden puede decirse que corresponde; vea qué comprobar primero.",
)
OPEN_TO_TIE = Text(
    en="It is open against: {who}.",
    es="Está abierta contra: {who}.",
)
LIVED_TOGETHER = Text(
    en="It is open because they live or lived together.",
    es="Está abierta porque viven o vivieron juntas.",
)
SELF = Text(en="the client", es="la propia persona")
SELF_ANY_AGE = Text(en="the client, alone, at any age", es="la propia persona, sola, a cualquier edad")
ONLY_AGAINST_MINOR = Text(
    en="Only where the person doing this is under 18.",
    es="Solo si la persona que hace esto es menor de 18 años.",
)
ONLY_AGAINST_ADULT = Text(
    en="Only where the person doing this is 18 or over.",
    es="Solo si la persona que hace esto tiene 18 años o más.",
)
SELF_FROM = Text(
    en="the client, alone, from the age of {age}",
    es="la propia persona, sola, desde los {age} años",
)
OTHER_PARENT = Text(en="the other parent", es="la otra madre o el otro padre")
NOT_BY_THIS_PARENT = Text(
    en="never the parent who is doing this; child protection can be asked too",
    es="nunca la madre o el padre que hace esto; también se puede acudir a protección de menores",
)

FILERS: dict[MinorFiler, Text] = {
    "parent": Text(en="a parent", es="la madre o el padre"),
    "self-if-allowed": Text(
        en="the client, if the judge hears them alone", es="la propia persona, si el juez la oye sola"
    ),
    "guardian": Text(en="a legal guardian", es="quien tiene la tutela"),
    "adult-household-member": Text(en="an adult of the household", es="una persona adulta del hogar"),
    "adult-relative": Text(en="an adult relative", es="un familiar adulto"),
    "any-adult": Text(en="any adult for them", es="cualquier persona adulta en su nombre"),
    "guardian-ad-litem": Text(
        en="a guardian ad litem or next friend named by the court",
        es="una persona que la corte nombra para representarle",
    ),
    "child-protection": Text(en="child protection", es="protección de menores"),
    "prosecutor": Text(en="the prosecutor", es="la fiscalía"),
    "minor-household-member": Text(
        en="an older minor of the family or household", es="otro menor de más edad de la familia o del hogar"
    ),
}
NOT_BY_CLIENT = {
    "employer": Text(
        en="The employer asks for it, not the client.", es="La pide la empresa, no la propia persona."
    ),
    "school": Text(
        en="The school asks for it, not the client.", es="La pide la escuela, no la propia persona."
    ),
    "police": Text(
        en="The police ask for it, not the client.", es="La pide la policía, no la propia persona."
    ),
    "prosecutor": Text(
        en="The prosecutor asks for it, not the client.", es="La pide la fiscalía, no la propia persona."
    ),
    "family-or-police": Text(
        en="It takes firearms away and does not forbid contact. Police ask for it, in some places "
        "family too.",
        es="Retira armas de fuego y no prohíbe el contacto. La pide la policía y, en algunos "
        "lugares, la familia.",
    ),
}
ONLY_IN_CRIMINAL_CASE = Text(
    en="Only inside a criminal case: the court or the prosecutor sets it in motion.",
    es="Solo dentro de un caso penal: la pone en marcha la corte o la fiscalía.",
)
NONE_FITS = Text(
    en="No civil order that we have read fits these facts here. That says nothing about how serious this is.",
    es="Ninguna orden civil que hayamos leído corresponde aquí a estos hechos. Eso no dice nada de "
    "la gravedad.",
)
NOBODY_KNOWN = Text(
    en="A court needs to know against whom. A report to police, or a lawyer’s “John Doe” case, comes "
    "before an order.",
    es="La corte necesita saber contra quién. Antes de una orden va una denuncia a la policía, o un caso "
    "«John Doe» con una abogada o un abogado.",
)
NO_ORDER_HERE = Text(
    en="In this state no such order is known to us for this person: look at Court orders.",
    es="En este estado no conocemos una orden así para esta persona: vea Órdenes de la corte.",
)
BEFORE_FILING = Text(
    en="Before filing, ask the clerk or an advocate: which court, today or not, who hands over the papers "
    "and when, what the other person will read.",
    es="Antes de presentar nada, pregunte en la oficina de la corte o a una defensora o un defensor: qué "
    "corte, si es hoy, quién entrega los papeles y cuándo, y qué va a leer la otra persona.",
)
ADDRESS_IN_PAPERS = Text(
    en="The papers may show the address. Ask how to leave it out.",
    es="Los papeles pueden mostrar la dirección. Pregunte cómo dejarla fuera.",
)
OUTING = Text(
    en="Somebody threatens to tell whom they love or who they are: a parent who files reads the whole "
    "story, and so does the other person. Agree first what the paper says.",
    es="Alguien amenaza con contar a quién ama o quién es: la madre o el padre que presenta lee toda la "
    "historia, y la otra persona también. Acuerden antes qué dice el papel.",
)
REPORT = Text(
    en="It may be a crime to report; with a case, the criminal court can order no contact.",
    es="Puede ser un delito que denunciar; con un caso, la corte penal puede prohibir el contacto.",
)
SUE = Text(
    en="A civil claim, with a lawyer; a court can sometimes order the acts to stop.",
    es="Una demanda civil, con abogada o abogado; a veces la corte puede ordenar que cesen los actos.",
)
ADVOCATE = Text(
    en="An advocate or legal aid can say what else the local court does, and plan safety without an order.",
    es="Una defensora o la ayuda legal puede decir qué más hace la corte local, y planear la "
    "seguridad sin orden.",
)
BACKFIRE: dict[Backfire, Text] = {
    "service-day": Text(
        en="The day the papers are handed over can be the most dangerous one: plan that day first.",
        es="El día en que se entregan los papeles puede ser el más peligroso: planee antes ese día.",
    ),
    "both-arrested": Text(
        en="If police come, both may be arrested.",
        es="Si llega la policía, puede detener a las dos personas.",
    ),
    "mutual-order": Text(
        en="The other person may ask for an order too, or for one that binds both.",
        es="La otra persona puede pedir también una orden, o una que obligue a las dos.",
    ),
    "custody": Text(
        en="It can touch custody and visits, and be used in a case about the children.",
        es="Puede afectar la custodia y las visitas, y usarse en un caso sobre los hijos.",
    ),
    "immigration-papers": Text(
        en="Threats about papers may follow. Talk to an immigration lawyer before anything is signed.",
        es="Pueden venir amenazas sobre los papeles. Hable con abogada o abogado de inmigración "
        "antes de firmar.",
    ),
    "chart-in-court": Text(
        en="The other side may try to have therapy records read in court.",
        es="La otra parte puede intentar que se lea en la corte el expediente de terapia.",
    ),
    "address-shown": Text(
        en="The address can end up in the papers: ask how it is kept off before filing.",
        es="La dirección puede quedar en los papeles: pregunte antes cómo mantenerla fuera.",
    ),
    "fees-if-refused": Text(
        en="If the judge refuses the order, the client may have to pay the other side's lawyer.",
        es="Si se niega la orden, la persona puede tener que pagar al abogado de la otra parte.",
    ),
}
OTHER_STATE = Text(
    en="Every state must enforce another state's valid order (18 U.S.C. 2265) once the other "
    "person had notice "
    "and a chance to be heard. Carry a certified copy. Whether this court may order a person in the other "
    "state is for the clerk or a lawyer.",
    es="Cada estado debe hacer cumplir la orden válida de otro (18 U.S.C. 2265) si la otra persona "
    "fue notificada "
    "y pudo ser oída. Lleve copia certificada. Si esta corte puede obligar a alguien del otro "
    "estado, lo dice "
    "la oficina de la corte o un abogado.",
)
TRIBAL = Text(
    en="On tribal land a tribal court may be the place to ask, and its order counts in every "
    "state. Call the tribe's "
    "court or advocate, or StrongHearts Native Helpline, first.",
    es="En tierra tribal quizás se pida en la corte tribal, y su orden vale en todos los estados. "
    "Llame primero a la "
    "corte o defensora de la tribu, o a StrongHearts Native Helpline.",
)
MILITARY = Text(
    en="On a base, a commander can give a military protective order, which civilian police do not "
    "enforce; ask for a "
    "civil order too. A victim advocate of the base helps with both.",
    es="En una base, el mando puede dar una orden militar de protección, que la policía civil no "
    "hace cumplir; pida "
    "también una orden civil. La defensoría de la base ayuda con ambas.",
)
POLICE_OR_COURT = Text(
    en="The person works with police or at the court: do not send the client to that office. Go "
    "through an advocate, "
    "a neighbouring county or the state police, and ask who there would see the papers.",
    es="La persona trabaja con la policía o en la corte: no envíe a la persona a esa oficina. Vaya "
    "por una defensora, "
    "otro condado o la policía estatal, y pregunte quién vería los papeles.",
)
PAPERS = Text(
    en="Threats about papers: an order is open whatever the papers; talk to an immigration lawyer "
    "first about what "
    "the filing may set off. A U or T visa or a VAWA petition may be open.",
    es="Amenazas sobre los papeles: la orden se puede pedir con cualquier situación migratoria; "
    "hable primero con un "
    "abogado de inmigración. Quizás haya visa U o T, o petición VAWA.",
)
CARE = Text(
    en="Whoever gives the care may hold the phone, read the mail and sit in. A guardian may have to "
    "agree before the client files, and may be told. Ask who decides what, call from our phone, and "
    "ask an advocate for disabled or older people who gives the care from that day on.",
    es="Quien da los cuidados quizás tenga el teléfono, lea el correo y esté presente. Puede hacer "
    "falta que quien tiene la tutela acepte, y puede enterarse. Pregunte quién decide qué, llame "
    "desde nuestro teléfono, y pregunte a una defensora de personas mayores o con discapacidad quién "
    "dará los cuidados desde ese día.",
)
UNDER_TWELVE = Text(
    en="Under 12: an adult asks, never the child alone. Talk over today's mandated report first; "
    "child protection or "
    "the juvenile court may act faster.",
    es="Menos de 12 años: la pide una persona adulta, nunca la niña o el niño sin compañía. Vea "
    "antes la denuncia "
    "obligatoria de hoy; protección de menores o la corte juvenil pueden actuar más rápido.",
)


def note_for(block: Eligibility, age: int | None) -> Text | None:
    """What to know of an order; what holds for somebody under 18 not for a grown client."""
    is_young = age is None or age < 18
    said = [one for one in (block.note, block.minors_note if is_young else None) if one is not None]
    if not said:
        return None
    return Text(en=" ".join(one.en for one in said), es=" ".join(one.es for one in said))


def filled(text: Text, **parts: Text) -> Text:
    return Text(
        en=text.en.format(**{name: part.en for name, part in parts.items()}),
        es=text.es.format(**{name: part.es for name, part in parts.items()}),
    )


def joined(parts: list[Text]) -> Text:
    return Text(en="; ".join(part.en for part in parts), es="; ".join(part.es for part in parts))
