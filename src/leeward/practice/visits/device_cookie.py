# SPDX-License-Identifier: Apache-2.0
"""The device's two cookies, for its own pages and no others: the token, and the client's language.

A path of its own excludes the `__Host-` prefix; over https it is `__Secure-`. No other page of the
practice is ever sent them, and they go at sign-in. Behind the second door (`lan`), where there is no other
page, they are `__Host-` cookies.
"""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from leeward.practice.visits.hand_over import HandedOver
from leeward.terms.text import LANGUAGES, Language

PATH = "/questions/"
_COOKIE_PATH = settings.DEVICE_COOKIE_PATH
TOKEN = settings.DEVICE_COOKIE
LANGUAGE = f"{TOKEN}-language"
FORGET = '"cache", "storage"'


def give(response: HttpResponse, device: HandedOver) -> HttpResponse:
    """Hands the device its cookies and takes from the browser what staff pages left there."""
    for name, value in ((TOKEN, device.token), (LANGUAGE, device.language)):
        response.set_cookie(
            name, value, path=_COOKIE_PATH, secure=settings.IS_HTTPS, httponly=True, samesite="Strict"
        )
    response["Clear-Site-Data"] = FORGET
    return response


def end(response: HttpResponse) -> HttpResponse:
    """The token goes; the language stays for the closing page."""
    response.delete_cookie(TOKEN, path=_COOKIE_PATH, samesite="Strict")
    response["Clear-Site-Data"] = FORGET
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Both go: somebody signs in here."""
    response.delete_cookie(TOKEN, path=_COOKIE_PATH, samesite="Strict")
    response.delete_cookie(LANGUAGE, path=_COOKIE_PATH, samesite="Strict")
    return response


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(TOKEN, "")


def language_of(request: HttpRequest) -> Language | None:
    """The client's language; None where no device was handed over."""
    said = request.COOKIES.get(LANGUAGE)
    return cast(Language, said) if said in LANGUAGES else None
