# SPDX-License-Identifier: Apache-2.0
"""What kind of value a sealed value is: a registered label, never a table or column name.

Tables are renamed and split; a label stays, because its id stands inside every value sealed under
it. Each room registers its labels once, at import:

>>> labels = Labels()
>>> _ = labels.register("client.code-name", 101)
>>> labels["client.code-name"].shape
1

When the plain form of a value changes, its label gets an *up-cast*: a pure function from the old
bytes to the new ones. Values of every earlier shape keep opening; nothing is rewritten in a hurry.

What stays compatible: an id is never given to another label, and no up-cast is ever removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leeward.terms.errors import VaultError

UpCast = Callable[[bytes], bytes]

_NAME = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+")
_MAX_ID = 0xFFFF


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of value. `upcasts[0]` lifts shape 1 to shape 2, and so on; all are pure."""

    name: str
    id: int
    upcasts: tuple[UpCast, ...] = ()

    @property
    def shape(self) -> int:
        """The shape that is written today; 1 until there is an up-cast."""
        return 1 + len(self.upcasts)

    def lift(self, plain: bytes, shape: int) -> bytes:
        """Bytes of an earlier shape in today's."""
        for upcast in self.upcasts[shape - 1 :]:
            plain = upcast(plain)
        return plain


class Labels:
    """A registry that refuses a name or an id twice, and knows only what was registered."""

    def __init__(self) -> None:
        self._by_name: dict[str, Label] = {}
        self._by_id: dict[int, Label] = {}

    def register(self, name: str, id: int, upcasts: tuple[UpCast, ...] = ()) -> Label:
        """Adds a label. Raises VaultError: a name or id that is taken or badly formed."""
        if not _NAME.fullmatch(name) or not 1 <= id <= _MAX_ID:
            raise _refused(
                f"the label {name!r} with id {id}", f"words like client.code-name, id 1 to {_MAX_ID}"
            )
        if name in self._by_name or id in self._by_id:
            taken = self._by_name.get(name) or self._by_id[id]
            raise _refused(
                f"{name!r} ({id}), but {taken.name!r} ({taken.id}) stands", "each name and id once"
            )
        label = Label(name, id, upcasts)
        self._by_name[name] = self._by_id[id] = label
        return label

    def __getitem__(self, name: str) -> Label:
        label = self._by_name.get(name)
        if label is None:
            raise _refused(f"the label {name!r}, which nobody registered", "a registered label")
        return label

    def with_id(self, id: int) -> Label | None:
        """The label of an id, or None when this version of the program has none."""
        return self._by_id.get(id)

    def __iter__(self) -> Iterator[Label]:
        return iter(sorted(self._by_id.values(), key=lambda label: label.id))


def _refused(found: str, expected: str) -> VaultError:
    return VaultError(found, expected=expected, do="Correct the program: this is no fault of the data")


LABELS = Labels()
"""The labels of this program. Rooms add theirs with `LABELS.register` when they are imported."""
