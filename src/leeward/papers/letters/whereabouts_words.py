# SPDX-License-Identifier: Apache-2.0
"""Words by which an address is told from a day, a count or a court, in English and Spanish; all folded."""

from __future__ import annotations

MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre "
    "setiembre octubre noviembre diciembre".split()
)
"""Without "may": it is a name, and a word of every day."""

COUNTED = frozenset(
    "time times message messages text texts call calls email emails mail mails letter letters post posts "
    "photo photos picture pictures video videos account accounts phone phones device devices app apps "
    "second seconds sec min mins minute minutes hour hours hr hrs day days night nights week weeks month "
    "months year years yr yrs block blocks mile miles foot feet ft meter meters metre metres yard yards "
    "inch inches step steps dollar dollars cent cents percent people person persons man men woman women "
    "boy boys girl girls kid kids child children friend friends car cars truck trucks house houses home "
    "homes door doors page pages line lines star stars point points grade grades wheel piece pieces gift "
    "gifts visit visits witness witnesses officer officers am pm a.m p.m oclock hrs vez veces mensaje "
    "mensajes llamada llamadas correo correos carta cartas foto fotos cuenta cuentas segundo segundos "
    "minuto minutos hora horas dia dias noche noches semana semanas mes meses ano anos cuadra cuadras "
    "metro metros kilometro kilometros pie pies paso pasos peso pesos dolar dolares persona personas "
    "hombre hombres mujer mujeres nino ninos nina ninas hijo hijos hija hijas amigo amigos carro carros "
    "coche coches casa casas puerta puertas pagina paginas testigo testigos agente agentes policia "
    "policias".split()
)
"""What a number before it counts."""

COURTS = frozenset(
    "family criminal county district superior municipal juvenile supreme federal state civil small claims "
    "traffic circuit appeals appellate probate drug court tribal city open".split()
)
"""Before "court": no street."""

NEVER_A_NAME = (
    frozenset(
        "a an the this that these those my his her their our your its i he she it we they you me him them "
        "us who whom which what to of in on at by for from with without into onto over under about after "
        "before behind beside between down up off out through until till since during around along across "
        "near past per and or but nor so if then than when while where because as is are was were be been "
        "being am has had have do does did done can could will would shall should may might must not no "
        "yes never always again still just also only very too more most less least other others another "
        "same different such some any all both each every whole half few many much long longer short "
        "right wrong better best worse way one ways times separate dead came went "
        "sent said told got gave took saw wrote called texted waited followed showed drove drive driving "
        "walked walk number el la los las un una unos unas mi su sus me te se lo le "
        "les que en con por para desde hasta hace cuando donde como pero y o ni si mas menos otra otro "
        "otras otros section sections chapter title article sec code penal usc u.s.c".split()
    )
    | COUNTED
    | MONTHS
)
"""Words that stand in no name of a street between its number and its kind."""

NAMES_IN_CAPITALS = frozenset("a i long short half saw best right will may one small".split())
"""Of those the ones that are names where they begin with a capital: "12 Saw Mill Rd", "5 A St"."""

NEVER_A_NAME_IN_SPANISH = (
    frozenset(
        "me te se lo le les que en con por para desde hasta hace cuando donde como pero ni si mas menos "
        "otra otro otras otros mi su sus es esta estaba era fue va iba vino llego mando envio espero "
        "siguio sigue seguia dijo al un una unos unas a no ya muy solo entre durante casi tras antes "
        "despues el ch cap art sec stat the and then he she they i was is at on to for from of my his her "
        "sent came on".split()
    )
    | COUNTED
)
"""The same for Spanish, where articles belong to names: "Calle de la Paz"."""

DIRECTIONS = "n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest"

NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
"""Without "one": "one street" is any street."""

STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY "
    "NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI".split()
)
PLAIN_STATES = frozenset(
    "al co de hi id in la ma me mi mo ms oh ok or pa ct va vi ne nd mt sd pr md ga ca ut".split()
)
"""In small letters these are words, titles or short forms, and no states."""
STATE_NAMES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|"
    r"Mississippi|Missouri|Montana|Nebraska|Nevada|New\s+(?:Hampshire|Jersey|Mexico|York)|(?:North|South)\s+"
    r"(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\s+Island|Tennessee|Texas|Utah|Vermont|"
    r"(?:West\s+)?Virginia|Washington|Wisconsin|Wyoming|Puerto\s+Rico"
)
