# SPDX-License-Identifier: Apache-2.0
"""What every answer says to the browser: keep nothing, load nothing from elsewhere, tell nobody.

Scripts are four small files of our own, and every page works without them: one empties a client's screen on
leaving, one makes Alt+Shift+N lead to the next ten minutes, one covers a staff page that was left alone and
keeps what is being written, one hands a passkey over.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

View = Callable[[HttpRequest], HttpResponse]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EVERYWHERE = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def headers(next_view: View) -> View:
    """Middleware, the outermost."""

    def answer(request: HttpRequest) -> HttpResponse:
        is_echo = request.method == "TRACE"  # asks for its own words back; no page has a use for it
        response = HttpResponseNotAllowed(["GET", "HEAD", "POST"]) if is_echo else next_view(request)
        for name, value in EVERYWHERE.items():
            response[name] = value
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        return response

    return answer
