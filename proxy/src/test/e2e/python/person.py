"""The person at the browser: logs in through the issuer's own pages and hands back the redirect."""

from __future__ import annotations

from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2

MOST_PAGES = 12


class Form(HTMLParser):
    """The first form of a page that is posted: where it goes, what it carries unasked, and what the page says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self.text = ""
        self._open = False
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent = tag in ("script", "style")
        if tag == "form" and self.action is None and (given.get("method") or "").lower() == "post":
            self.action, self._open = given.get("action") or "", True
        elif tag == "input" and self._open and given.get("name"):
            self.fields[given["name"] or ""] = given.get("value") or ""
        elif tag == "button" and self._open and given.get("name"):
            # The first button is the one that is pressed.
            self.fields.setdefault(given["name"] or "", given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "form":
            self._open = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text = " ".join(f"{self.text} {data}".split())


class Person:
    """One browser with one user's password. Cookies go back to the host they came from: everybody is on loopback."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._cookies: dict[str, dict[str, str]] = {}
        self.pages: list[str] = []

    async def authorize(self, url: str, redirect_uri: str) -> dict[str, str]:
        async with httpx2.AsyncClient(follow_redirects=False, timeout=30) as browser:
            response = await self._visit(browser, "GET", url)
            for _ in range(MOST_PAGES):
                location = response.headers.get("location")
                if location is not None:
                    url = urljoin(url, location)
                    if url.startswith(redirect_uri):
                        return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
                    response = await self._visit(browser, "GET", url)
                else:
                    form = Form(response.text)
                    if form.action is None:
                        raise RuntimeError(f"no form on the page at {url}: {response.status_code} {response.text[:500]}")
                    self.pages.append(form.text)
                    url = urljoin(url, form.action)
                    response = await self._visit(browser, "POST", url, self._fill(form))
        raise RuntimeError(f"no redirect to the client after {MOST_PAGES} pages")

    def _fill(self, form: Form) -> dict[str, str]:
        fields = dict(form.fields)
        if "password" in fields:
            fields |= {"username": self._user, "password": self._password}
        fields.pop("cancel", None)
        return fields

    async def _visit(
        self, browser: httpx2.AsyncClient, method: str, url: str, fields: dict[str, str] | None = None
    ) -> httpx2.Response:
        kept = self._cookies.setdefault(urlsplit(url).netloc, {})
        cookie = "; ".join(f"{name}={value}" for name, value in kept.items())
        response = await browser.request(method, url, data=fields, headers={"cookie": cookie} if cookie else {})
        for header in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(header).items():
                kept[name] = morsel.coded_value
        return response
