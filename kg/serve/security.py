"""What stands before every request: who may ask, from where, and what the browser may do with the answer.

- The Host header must name this very server. A page of the web that points its own name at 127.0.0.1 (DNS rebinding)
  is turned away, since its requests still carry its name; an address in digits cannot be pointed elsewhere.
- With a token, every request shows it: `Authorization: Bearer TOKEN`, or once `?token=TOKEN`, which a cookie remembers.
- What changes something, and every other POST that a browser sends, must come from a page of this server.
- No page of another origin reads an answer, unless `--allow-origin` says so, and then only of the endpoint.
- The content-security policy lets pages load only what this server has, and run no script in their text.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import URL, Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.serve.options import Options

ENDPOINT = "/sparql"
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "kg_token"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Security:
    """The middleware that keeps these rules; it wraps the whole application."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Guard `app` as `options` say."""
        self._app, self._options = app, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is refused, or let it through; add the headers to either answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        origin = self._shared_with(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), origin)
            await send(message)

        answer = self._refusal(scope) or self._preflight(scope, origin)
        await (answer or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._names_us(headers):
            return PlainTextResponse("this server has another name; open it by its own address\n", 421)
        if self._crosses_sites(scope, headers):
            return PlainTextResponse("refused: the request comes from a page of another site\n", 403)
        if self._options.token is None or scope["method"] == "OPTIONS":
            return None
        return _token_refusal(scope, headers, self._options.token)

    def _names_us(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return False
        try:
            name = urlsplit(f"//{hosts[0]}").hostname or ""
            if hosts[0].lower() not in {name, f"[{name}]", *_with_port(name, hosts[0])}:
                return False
        except ValueError:
            return False
        if self._options.local:
            return name in {"localhost", "127.0.0.1", "::1", self._options.host}
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in {"localhost", self._options.host.lower(), socket.gethostname().lower()}
        return True

    def _crosses_sites(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether a browser sends this for a page of another site, where that matters."""
        if scope["method"] in _SAFE:
            return False
        if _path(scope) == ENDPOINT and self._shared_with(scope) is not None:
            return False
        origin = headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc.lower() != headers["host"].lower()
        return headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}

    def _shared_with(self, scope: Scope) -> str | None:
        """Return the origin that may read the answer, where there is one."""
        allowed, origin = self._options.allow_origin, Headers(scope=scope).get("origin")
        if origin is None or _path(scope) != ENDPOINT or allowed not in {"*", origin}:
            return None
        return allowed

    def _preflight(self, scope: Scope, origin: str | None) -> Response | None:
        if scope["method"] != "OPTIONS" or origin is None:
            return None
        headers = {
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": "accept, authorization, content-type",
            "access-control-max-age": "600",
        }
        return Response(status_code=204, headers=headers)


def _add_headers(headers: MutableHeaders, origin: str | None) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if origin is not None:
        headers["access-control-allow-origin"] = origin
        headers["access-control-expose-headers"] = "kg-count, kg-note, server-timing"
        headers["cross-origin-resource-policy"] = "cross-origin"
        headers.add_vary_header("origin")


def _token_refusal(scope: Scope, headers: Headers, token: str) -> Response | None:
    """Return None for a request that shows the token, else what to answer; one that hands it over is sent on."""
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and _same(shown.strip(), token):
        return None
    given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
    if len(given) == 1 and _same(given[0], token):
        if scope["method"] not in {"GET", "HEAD"}:
            return None
        # The address without the token, so that it stays in no history, bookmark or log of another site.
        url = URL(scope=scope)
        rest = {key: value for key, value in parse_qs(url.query).items() if key != "token"}
        target = scope["path"] + (f"?{urlencode(rest, doseq=True)}" if rest else "")
        answer = RedirectResponse(f"/{target.lstrip('/')}", 303)
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
        return answer
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    if cookie is not None and _same(cookie.value, token):
        return None
    text = "a token is needed: open the address that `kg serve` printed, or send Authorization: Bearer TOKEN\n"
    return PlainTextResponse(text, 401, headers={"www-authenticate": 'Bearer realm="kg"'})


def _same(shown: str, token: str) -> bool:
    return secrets.compare_digest(shown.encode(), token.encode())


def _with_port(name: str, host: str) -> set[str]:
    _, colon, port = host.rpartition(":")
    return {f"{name}:{port}", f"[{name}]:{port}"} if colon and port.isdigit() else set()


def _path(scope: Scope) -> str:
    return str(scope["path"]).rstrip("/")
