# SPDX-License-Identifier: Apache-2.0
"""What happened, in plain words: the way into the law for somebody who does not know a statute's name.

    happened_in("he put an AirTag in my car")        # ids, by words in English or Spanish
    happened_of(findings)                            # ids, by what a visit already says

Words are matched at their beginnings, without accents or capitals; a word nobody thought of finds
nothing, and the page then says that this does not mean that there is no law.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set

import msgspec

from leeward.planning.happening_words import WORDS
from leeward.screening import Findings
from leeward.terms.text import Text


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, and where to look in the law for it.

    `kinds`: of law, nearest first. `acts`: ids that `planning.orders.REACHES` knows.
    `shown_by`: means, acts, flags and relationships of findings that say it already; `beside`: only
    beside one of these; `unless`: not beside any of these.
    """

    id: str
    label: Text
    kinds: tuple[str, ...]
    acts: frozenset[str] = frozenset()
    shown_by: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


FAKES = frozenset({"deepfake", "synthetic-media"})
PUBLIC = frozenset({"public-role"})
"""A made-up video of a candidate is mostly not a sexual one: nobody is asked about it as if it were."""
ABOUT_CHILDREN = frozenset({"minor-client", "under-12", "children-threatened", "children-involved"})
"""Flags of a child. A duty to report may be about an older or dependent adult, and no child then."""

HAPPENED: tuple[Happening, ...] = (
    Happening(
        id="followed",
        label=Text(en="Followed, watched or waited for", es="Seguir, vigilar o esperar a la persona"),
        kinds=("stalking",),
        acts=frozenset({"following"}),
        shown_by=frozenset({"following", "in-person", "approach", "proxy-stalking"}),
    ),
    Happening(
        id="tracked",
        label=Text(en="Tracked: a tag, an app, the car", es="Rastrear: un rastreador, una app, el carro"),
        kinds=("tracking-device", "cyberstalking", "stalking"),
        acts=frozenset({"tracking", "tracking-device"}),
        shown_by=frozenset({"tracking-device", "location-sharing", "vehicle", "tracking"}),
    ),
    Happening(
        id="account-entered",
        label=Text(
            en="Got into an account, phone or computer",
            es="Entrar en una cuenta, un teléfono o una computadora",
        ),
        kinds=("computer-access", "identity-theft"),
        acts=frozenset({"computer-access"}),
        shown_by=frozenset(
            {
                "account-access",
                "account-takeover",
                "hacking",
                "spyware",
                "keylogger",
                "shared-device",
                "phishing",
            }
        ),
    ),
    Happening(
        id="messages",
        label=Text(en="Messages or calls that do not stop", es="Mensajes o llamadas que no paran"),
        kinds=("electronic-harassment", "cyberstalking", "stalking"),
        acts=frozenset({"harassing", "electronic-harassment"}),
        shown_by=frozenset({"messaging", "email", "phone-calls", "harassing"}),
    ),
    Happening(
        id="threatened",
        label=Text(en="Threatened", es="Amenazar"),
        kinds=("threats", "stalking", "electronic-harassment"),
        acts=frozenset({"threats", "intimidating"}),
        shown_by=frozenset(
            {
                "intimidating",
                "threat-to-kill",
                "threat-harm",
                "threat-prepared",
                "children-threatened",
                "outing-threat",
                "swatting",
            }
        ),
    ),
    Happening(
        id="extorted",
        label=Text(en="Money or acts demanded under pressure", es="Exigir dinero o actos bajo presión"),
        kinds=("extortion", "intimate-image", "threats"),
        acts=frozenset({"extortion"}),
        shown_by=frozenset(
            {
                "extortion-now",
                "extortion-deadline",
                "minor-sextortion-adult",
                "minor-sextortion-unknown",
                "minor-sextortion-peer",
                "teen-alone-with-extortion",
            }
        ),
    ),
    Happening(
        id="images-shared",
        label=Text(
            en="Intimate pictures shared, or a threat to",
            es="Compartir fotos íntimas, o amenazar con hacerlo",
        ),
        kinds=("intimate-image", "civil-action", "extortion"),
        acts=frozenset({"intimate-image"}),
        shown_by=frozenset({"image-abuse", "images-shared", "minor-image"}),
    ),
    Happening(
        id="fake-images",
        label=Text(en="Fake intimate pictures or video", es="Fotos o videos íntimos falsos"),
        kinds=("deepfake-intimate", "intimate-image", "civil-action"),
        acts=frozenset({"deepfake-intimate"}),
        shown_by=FAKES,
        unless=PUBLIC,
    ),
    Happening(
        id="fake-in-election",
        label=Text(en="Fake video or voice of a candidate", es="Video o voz falsos de una candidatura"),
        kinds=("deepfake-election",),
        shown_by=FAKES,
        beside=PUBLIC,
    ),
    Happening(
        id="impersonated",
        label=Text(en="Someone acted as the client", es="Hacerse pasar por la persona"),
        kinds=("identity-theft", "electronic-harassment"),
        acts=frozenset({"identity-theft"}),
        shown_by=frozenset({"impersonation", "financial-account"}),
    ),
    Happening(
        id="details-posted",
        label=Text(en="Address, number or details posted", es="Publicar la dirección, el número o datos"),
        kinds=("doxxing", "electronic-harassment"),
        acts=frozenset({"doxxing"}),
        shown_by=frozenset({"doxxing", "public-information"}),
    ),
    Happening(
        id="recorded",
        label=Text(en="Listened to or recorded in secret", es="Escuchar o grabar a escondidas"),
        kinds=("eavesdropping", "voyeurism-surveillance"),
        acts=frozenset({"eavesdropping"}),
        shown_by=frozenset({"spyware"}),
    ),
    Happening(
        id="filmed",
        label=Text(
            en="Filmed in private, or a hidden camera", es="Filmar en privado, o una cámara escondida"
        ),
        kinds=("voyeurism-surveillance", "eavesdropping"),
        acts=frozenset({"voyeurism-surveillance"}),
        shown_by=frozenset({"surveillance-camera", "smart-home"}),
    ),
    Happening(
        id="controlled",
        label=Text(en="Controlled by someone close", es="Control por alguien cercano"),
        kinds=("protective-order", "stalking"),
        acts=frozenset({"intimidating"}),
        shown_by=frozenset({"coercive-control"}),
    ),
    Happening(
        id="hurt",
        label=Text(en="Hit or hurt, or tried to", es="Golpear o lastimar, o intentarlo"),
        kinds=("protective-order",),
        acts=frozenset({"violence"}),
        shown_by=frozenset({"past-violence", "strangulation"}),
    ),
    Happening(
        id="hate",
        label=Text(en="Because of who they are", es="Por ser quien es"),
        kinds=("hate-crime",),
        acts=frozenset({"hate-crime"}),
        shown_by=frozenset({"hate-motivated"}),
    ),
    Happening(
        id="break-in",
        label=Text(en="Came into the home, or planned to", es="Entrar en la casa, o planearlo"),
        kinds=("burglary-related", "stalking"),
        acts=frozenset({"following"}),
        shown_by=frozenset({"break-in", "casing-signs"}),
    ),
    Happening(
        id="sexual-violence",
        label=Text(en="Sexual violence, or forced to", es="Violencia sexual, u obligar a ella"),
        kinds=("protective-order",),
        acts=frozenset({"sexual-violence"}),
        shown_by=frozenset({"sexual-violence"}),
    ),
    Happening(
        id="order-broken",
        label=Text(en="A court order was broken", es="Romper una orden de la corte"),
        kinds=("protective-order", "stalking"),
        shown_by=frozenset({"order-violation"}),
    ),
    Happening(
        id="at-school",
        label=Text(en="At school or college", es="En la escuela o la universidad"),
        kinds=("school-policy", "electronic-harassment"),
        acts=frozenset({"harassing"}),
        shown_by=frozenset({"peer-student", "teacher-or-staff"}),
    ),
    Happening(
        id="money-claim",
        label=Text(
            en="Wants damages, or something taken down", es="Quiere una indemnización, o que se quite algo"
        ),
        kinds=("civil-action", "intimate-image", "doxxing"),
    ),
    Happening(
        id="child-hurt",
        label=Text(en="A child may be hurt or used", es="Alguien podría dañar o usar a un niño o una niña"),
        kinds=("mandated-reporting",),
        shown_by=frozenset({"report-duty-possible"}),
        beside=ABOUT_CHILDREN,
    ),
)

_WORD = re.compile(r"[a-z0-9]+")


def chosen(ids: Iterable[str]) -> tuple[Happening, ...]:
    """The happenings of these ids, in the order of the list; unknown ids are left out."""
    wanted = set(ids)
    return tuple(one for one in HAPPENED if one.id in wanted)


def happened_in(said: str) -> tuple[str, ...]:
    """What plain words in English or Spanish say happened; empty where none of them is known."""
    plain = unicodedata.normalize("NFKD", said.casefold())
    folded = " ".join(_WORD.findall("".join(one for one in plain if not unicodedata.combining(one))))
    return tuple(one.id for one in HAPPENED if any(f" {word}" in f" {folded}" for word in WORDS[one.id]))


def happened_of(findings: Findings) -> tuple[str, ...]:
    """What a visit's answers already say, by means, acts, flags and who the person doing this is."""
    relationship = findings.answers.context.relationship
    said = {found.id for found in (*findings.means, *findings.acts)} | findings.flag_ids
    if relationship is not None:
        said |= {relationship}
    return tuple(one.id for one in HAPPENED if _is_shown(one, said))


def _is_shown(one: Happening, said: Set[str]) -> bool:
    if one.unless & said or (one.beside and not one.beside & said):
        return False
    return bool(one.shown_by & said)
