# SPDX-License-Identifier: Apache-2.0
"""What else there is where no protective order fits: said honestly, with the roads that stay.

A law on intimate pictures is named only where pictures were told of, or nothing was said of what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.planning import order_words as words
from leeward.terms.text import Text

PICTURES = frozenset({"intimate-image", "deepfake-intimate", "extortion"})
"""Acts, of `planning.orders.REACHES`, that tell of intimate pictures or may."""
_OF_PICTURES = frozenset({"images-shared", "fake-images"})
_CRIMES = ("stalking", "cyberstalking", "electronic-harassment", "threats", "intimate-image")


class Instead(msgspec.Struct, frozen=True, kw_only=True):
    """What else there is: a provision that somebody else sets in motion, or a road without one."""

    why: Text
    provisions: tuple[Provision, ...] = ()


def roads_without(
    place: Jurisdiction, acts: Set[str], doubts: Iterable[tuple[Text, ...]], catalogue: Catalogue
) -> tuple[Instead, ...]:
    """What there is where no order fits. `doubts`: of each order that has to be checked first."""
    told = [one for one in place.provisions if not acts or PICTURES & acts or not _is_picture(one, catalogue)]
    crimes = tuple(one for one in told if one.kind in _CRIMES and one.route == "criminal")
    claims = tuple(one for one in told if one.kind == "civil-action")
    is_open = any(set(why) - {words.ONLY_SEXUAL, words.ONLY_SPECIAL} for why in doubts)
    found = [Instead(why=words.NONE_YET if is_open else words.NONE_FITS)]
    if crimes:
        found.append(Instead(why=words.REPORT, provisions=crimes))
    if claims:
        found.append(Instead(why=words.SUE, provisions=claims))
    return tuple(found)


def _is_picture(provision: Provision, catalogue: Catalogue) -> bool:
    return provision.kind == "intimate-image" or any(
        provision.id in talk.also for talk in catalogue.talks if _OF_PICTURES & set(talk.acts)
    )
