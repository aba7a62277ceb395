# SPDX-License-Identifier: Apache-2.0
"""The plain words, English and Spanish, by which something that happened is known.

Beginnings of words and phrases, folded (no accents, no capitals), by the id of the happening. "stalk" finds
"stalking" and "stalker"; "ex" would find "explicit", so short ones are left out.
"""

from __future__ import annotations

_WRITTEN = {
    "followed": (
        "follow, stalk, waits outside, waited outside, shows up, turns up, drives by, me sigue, seguir, "
        "siguio, acech, acos, me espera, aparece en, ronda"
    ),
    "tracked": (
        "track, airtag, air tag, smarttag, gps, location, find my, rastre, ubicacion, localiz, "
        "geolocal, tile tracker"
    ),
    "account-entered": (
        "hack, password, logged in, log in, logs in, my account, broke into, email account, icloud, "
        "spyware, keylog, took over, locked me out, jacke, contrasena, entro en mi, entra en mi, mi "
        "cuenta, mis cuentas, programa espia, app espia"
    ),
    "messages": (
        "message, texts, texted, texting, text me, calls, called, calling, email, e mail, voicemail, "
        "contact, comment, harass, bomb, mensaje, llama, correo, whatsapp, comentario, hostig, escribe"
    ),
    "threatened": (
        "threat, kill, hurt me, swat, intimidat, warned me, weapon, gun, amenaz, matar, hacerme dano, "
        "intimid, arma, pistola"
    ),
    "extorted": (
        "extort, sextort, blackmail, ransom, demand, wants money, pay, unless i, chantaj, rescate, "
        "exige, pide dinero, pagar, pague"
    ),
    "images-shared": (
        "nude, naked, intimate, revenge porn, sex tape, sex video, explicit, private pic, private "
        "photo, desnud, intim, video sexual, fotos mias, porno, mandar el pack, mi pack, el pack"
    ),
    "fake-images": (
        "deepfake, deep fake, fake nude, fake pic, fake photo, fake video, ai generated, undress, "
        "nudify, fotos falsas, foto falsa, video falso, inteligencia artificial, desnudo falso"
    ),
    "fake-in-election": "election, candidate, campaign, eleccion, candidat, campana",
    "impersonated": (
        "impersonat, pretend, fake account, fake profile, catfish, in my name, identity, sim swap, "
        "credit, suplant, hace pasar, perfil falso, cuenta falsa, mi nombre, identidad, credito"
    ),
    "details-posted": (
        "dox, posted my, address, my number, personal information, published, my workplace, direccion, "
        "mi numero, datos personales, publico mi, publica mi"
    ),
    "recorded": (
        "recorded, recording, records, listen, eavesdrop, microphone, wiretap, overheard, grab, escuch, "
        "microfono, espia"
    ),
    "filmed": (
        "camera, film, peep, voyeur, upskirt, spied, spying, watched me, doorbell, drone, camara, mirar "
        "a escondidas, dron"
    ),
    "controlled": "control, checks my phone, will not let me, isolat, no me deja, revisa mi, me vigila",
    "hurt": ("hit me, hits me, beat, chok, strangl, assault, pushed, golp, me pega, ahorc, agred, lastim"),
    "hate": (
        "hate, racis, slur, bias, because i am, homophob, transphob, religion, antisemit, odio, insulto "
        "racista, homofob, transfob, porque soy, discrimin"
    ),
    "break-in": (
        "break in, broke in, burgl, my home, my house, key to, steal, stole, casing, robo, robar, mi "
        "casa, cerradura, entraron, door lock"
    ),
    "sexual-violence": (
        "rape, sexual assault, sexually, forced me, violacion, me viol, abuso sexual, agresion sexual, "
        "me obliga"
    ),
    "order-broken": (
        "broke the order, restraining order, protective order, no contact, orden de proteccion, orden "
        "de alejamiento"
    ),
    "at-school": (
        "school, bully, bullied, classmate, college, campus, teacher, student, escuela, colegio, "
        "universidad, companer, maestr, docente, alumn"
    ),
    "money-claim": (
        "sue, suing, lawsuit, damages, take down, taken down, demandar, indemniz, quitar, que lo borren"
    ),
    "child-hurt": (
        "child abuse, molest, my kid, my son, my daughter, abuso infantil, mi hij, menor de edad, groom"
    ),
}

WORDS: dict[str, tuple[str, ...]] = {
    id: tuple(word.strip() for word in words.split(",")) for id, words in _WRITTEN.items()
}
