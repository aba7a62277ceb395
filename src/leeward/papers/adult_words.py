# SPDX-License-Identifier: Apache-2.0
"""What stands on the sheet for the adult who stays with a young person tonight.

There are two tellings. The danger is told to a safe adult; all else is the young person's to tell. So
no word here speaks of what happened, by what means, through whom, or whom they love, and nothing may
be added that does. Where the phone lies is agreed, not ordered: it is
not taken away to punish, nor looked through.
Source: knowledge:screening/guide#two-tellings, #teens; knowledge:screening/ten-minutes#safe-adult;
clinical review 1.3 and session B. Spanish speaks to the adult as usted and awaits a native reviewer.
"""

from __future__ import annotations

from leeward.terms.text import Text

FILE_NAME = Text(en="tonight.pdf", es="esta-noche.pdf")

SAID_CHILD = Text(
    en="Your child has had thoughts of ending their life.",
    es="Su hijo o hija ha pensado en quitarse la vida.",
)
SAID_OTHER = Text(
    en="The young person with you has had thoughts of ending their life.",
    es="La persona joven que está con usted ha pensado en quitarse la vida.",
)
FEARED_CHILD = Text(
    en="We are worried that your child may think of ending their life.",
    es="Nos preocupa que su hijo o hija piense en quitarse la vida.",
)
FEARED_OTHER = Text(
    en="We are worried that the young person with you may think of ending their life.",
    es="Nos preocupa que la persona joven que está con usted piense en quitarse la vida.",
)

WORDS: dict[str, Text] = {
    "title": Text(en="Tonight", es="Esta noche"),
    "no_blame": Text(
        en="You are not to blame, and they are not in trouble. You can do a lot tonight.",
        es="Usted no tiene la culpa y nadie está en problemas. Esta noche puede hacer mucho.",
    ),
    "near": Text(en="Stay near", es="Quédese cerca"),
    "hours": Text(en="Be right beside them at these hours:", es="Esté a su lado a estas horas:"),
    "late": Text(en="two in the morning", es="las dos de la madrugada"),
    "away": Text(en="Lock away", es="Guarde bajo llave"),
    "listen": Text(en="Listen", es="Escuche"),
    "say": Text(en="Words that help", es="Palabras que ayudan"),
    "not_say": Text(en="Words that hurt", es="Palabras que duelen"),
    "call": Text(en="Who to call", es="A quién llamar"),
    "call_or_text": Text(en="Call or text, day or night.", es="Llame o mande un mensaje, de día o de noche."),
    "call_only": Text(en="Call, day or night.", es="Llame, de día o de noche."),
    "press_two": Text(en="For Spanish, press 2.", es="Para español, oprima 2."),
    "keyword": Text(en="Text this word:", es="Escriba esta palabra:"),
    "for_both": Text(
        en="For them, and for you. You may just ask what to do.",
        es="Para esa persona joven y para usted. Puede llamar solo para preguntar qué hacer.",
    ),
    "emergency": Text(
        en="If they are hurt, took something, or say they will do it now. Or go to the emergency "
        "room together. Do not let them go alone.",
        es="Si se hizo daño, tomó algo o dice que lo va a hacer ya. O acompáñele a "
        "emergencias. Que no vaya a solas.",
    ),
    "office": Text(en="Office", es="Oficina"),
    "again": Text(en="We talk again", es="Volvemos a hablar"),
    "as_of": Text(en="Numbers as of", es="Números al"),
    "for_you": Text(
        en="This page is for you. Show it only to an adult who takes turns with you.",
        es="Esta hoja es para usted. Muéstrela solo a la persona adulta que se turne con usted.",
    ),
}
NEAR = (
    Text(
        en="Do not leave them alone tonight. Sleep in the same room.",
        es="No le deje a solas esta noche. Duerma en el mismo cuarto.",
    ),
    Text(
        en="If you are too tired, take turns with an adult you both trust.",
        es="Si no aguanta el sueño, túrnese con otra persona adulta de confianza.",
    ),
)
AWAY = (
    Text(
        en="Pills and all medicine. Ropes, cords and belts. Knives, blades and other sharp things. "
        "Cleaning liquids. Alcohol.",
        es="Pastillas y toda medicina. Sogas, cuerdas y cinturones. Cuchillos, navajas y otras "
        "cosas con filo. Líquidos de limpieza. Alcohol.",
    ),
    Text(
        en="A gun is best out of the home. If it stays, lock it up, with the bullets locked in "
        "another place.",
        es="Un arma de fuego es mejor fuera de la casa. Si se queda, guárdela con llave, y las balas con "
        "llave en otro lugar.",
    ),
)
LISTEN = (
    Text(
        en="Do not ask what happened or why. They will tell you when they can.",
        es="No pregunte qué pasó ni por qué. Le va a contar cuando pueda.",
    ),
    Text(
        en="You may ask: “Are you thinking of ending your life right now?” To ask does not put the "
        "thought there.",
        es="Sí puede preguntar: «¿Estás pensando en quitarte la vida ahora mismo?» Preguntar no "
        "mete la idea.",
    ),
    Text(en="Do not scold or punish.", es="Sin regaños y sin castigos."),
    Text(
        en="Do not take the phone away to punish, and do not look through it. Agree together where "
        "it lies at night.",
        es="No le quite el teléfono como castigo ni lo revise. Acuerden dónde se queda de noche.",
    ),
)
LOVE_CHILD = Text(en="I love you. I am glad you are here.", es="Te quiero. Qué bueno que estás aquí.")
LOVE_OTHER = Text(en="I care about you. I am glad you are here.", es="Me importas. Qué bueno que estás aquí.")
SAY = (
    Text(en="You are not in trouble.", es="No te has metido en ningún problema."),
    Text(en="You do not have to tell me why.", es="No tienes que decirme por qué."),
    Text(en="I will stay with you tonight.", es="Esta noche me quedo contigo."),
)
NOT_SAY = (
    Text(en="What did you do?", es="¿Qué hiciste?"),
    Text(en="How could you do this to us?", es="¿Cómo nos haces esto?"),
    Text(en="It is not that bad.", es="No es para tanto."),
    Text(en="Promise me you will not do it.", es="Prométeme que no lo vas a hacer."),
)
