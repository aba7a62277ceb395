# SPDX-License-Identifier: Apache-2.0
"""Plain names for what the Library sorts by: kinds, how common, how strongly a sign speaks."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WAYS: Mapping[str, str | Promise] = {
    "account": _("Accounts and passwords"),
    "device": _("Phones, tablets and computers"),
    "tracker": _("Tags, watches and the car"),
    "network": _("Cameras and smart things at home"),
    "platform": _("Sites, calls and messages"),
    "public-info": _("What anyone can find"),
    "synthetic": _("Pictures, video and voices that were made"),
    "people": _("People who tell or look things up"),
    "physical": _("Someone there in person"),
    "benign": _("Everyday causes"),
}
"""The families of mechanisms, in the order in which they are offered."""

HOW_COMMON: Mapping[str, str | Promise] = {
    "common": _("Common"),
    "sometimes": _("Happens sometimes"),
    "uncommon": _("Uncommon"),
    "rare": _("Rare"),
}
STRENGTHS: Mapping[str, str | Promise] = {
    "strong": _("Strongly"),
    "some": _("Somewhat"),
    "weak": _("A little"),
}
"""From the strongest; our own judgement."""

KINDS: Mapping[str, str | Promise] = {
    "means": _("Means"),
    "mechanism": _("Possibility"),
    "sign": _("Sign"),
}
