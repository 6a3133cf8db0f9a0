"""Logs in at the page that is the first argument, as the user and with the password that follow; prints where that ends.

Where it ends is the redirect to the client, which is not followed: the browser may well be on another machine.
"""

from __future__ import annotations

import asyncio
import sys
from urllib.parse import parse_qs, urlencode, urlsplit

from person import Person


async def main(page: str, user: str, password: str) -> str:
    redirect_uri = parse_qs(urlsplit(page).query)["redirect_uri"][0]
    answer = await Person(user, password).authorize(page, redirect_uri)
    return f"{redirect_uri}?{urlencode(answer)}"


print(asyncio.run(main(*sys.argv[1:])))
