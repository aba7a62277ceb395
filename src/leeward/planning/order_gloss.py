# SPDX-License-Identifier: Apache-2.0
"""What an order is, in a few Spanish words beside its name: the name itself stays as the law has it.

>>> gloss_of("Injunction against repeat violence")
'orden contra la violencia repetida'

Our own gloss, by the words of the name, the nearest first; never a translation of the law.
"""

from __future__ import annotations

_BY_WORD = (
    ("exploitation", "orden contra la explotación de una persona vulnerable"),
    ("elder vulnerable older dependent", "orden para una persona mayor o dependiente"),
    ("firearm gun risk", "orden para retirar armas de fuego"),
    ("workplace employer", "orden que pide la empresa"),
    ("school campus", "orden para una escuela o un campus"),
    ("dating", "orden contra la violencia en el noviazgo"),
    ("sexual", "orden contra la violencia sexual"),
    ("stalking", "orden contra el acecho"),
    ("harassment harassing", "orden contra el acoso"),
    ("repeat", "orden contra la violencia repetida"),
    ("domestic family abuse household cohabitant", "orden contra la violencia de la pareja o la familia"),
    ("criminal", "orden dentro de un caso penal"),
    ("juvenile minor child", "orden en la corte de menores"),
    ("peace", "orden de paz: que no se acerque ni moleste"),
    ("emergency temporary", "orden de emergencia"),
)
OTHER = "orden de protección"


def gloss_of(title: str) -> str:
    """What the order of this name is."""
    name = title.casefold()
    if "stalking" in name and "sexual" in name:
        return "orden contra el acecho o la violencia sexual"
    return next((says for words, says in _BY_WORD if any(word in name for word in words.split())), OTHER)
