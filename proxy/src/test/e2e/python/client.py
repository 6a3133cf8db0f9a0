"""Drives an MCP endpoint with the official Python client, from the 401 on, and prints what happened as JSON.

The one argument is a JSON object: journey (tour, step-up or renewal), url, generation, user, password, client_id to use a
client that is registered already, or client_metadata_url for one that is known by its document, and auth_method for how a
client that registers wants to authenticate.
"""

from __future__ import annotations

import asyncio
import json
import sys
from functools import partial
from typing import Any

import httpx2
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from person import Person

MODERN = "2026-07-28"
REDIRECT_URI = "http://127.0.0.1:53682/callback"
CATALOG = {
    "catalog": {
        "uuid": "6a0a5d0e-1d2c-4f65-9e58-0d5a2b9d7c11",
        "metadata": {
            "title": "A catalog",
            "last-modified": "2026-01-01T00:00:00Z",
            "version": "1",
            "oscal-version": "1.1.3",
        },
    }
}


class Storage:
    """Tokens and registration, for as long as this run takes."""

    def __init__(self, client: OAuthClientInformationFull | None) -> None:
        self.tokens: OAuthToken | None = None
        self.client = client

    def access_token(self) -> str | None:
        return self.tokens.access_token if self.tokens else None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    def scope(self) -> str | None:
        return self.tokens.scope if self.tokens else None

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


class Transcript:
    """Each exchange in the order of the answers."""

    def __init__(self) -> None:
        self.exchanges: list[dict[str, Any]] = []

    async def note(self, response: httpx2.Response) -> None:
        self.exchanges.append(
            {
                "method": response.request.method,
                "url": str(response.request.url),
                "status": response.status_code,
                "type": response.headers.get("content-type", ""),
                "challenge": response.headers.get("www-authenticate", ""),
                "bearer": "authorization" in response.request.headers,
                "session": "mcp-session-id" in response.request.headers,
            }
        )


def registered(client_id: str | None) -> OAuthClientInformationFull | None:
    if client_id is None:
        return None
    return OAuthClientInformationFull(
        client_id=client_id, redirect_uris=[REDIRECT_URI], token_endpoint_auth_method="none"
    )


def provider(order: dict[str, str], storage: Storage, person: Person) -> OAuthClientProvider:
    answer: dict[str, str] = {}

    async def redirect(url: str) -> None:
        answer.update(await person.authorize(url, REDIRECT_URI))

    async def callback() -> AuthorizationCodeResult:
        return AuthorizationCodeResult(code=answer["code"], state=answer.get("state"), iss=answer.get("iss"))

    metadata = OAuthClientMetadata(
        client_name="Postern end-to-end, Python",
        redirect_uris=[REDIRECT_URI],
        token_endpoint_auth_method=order.get("auth_method", "none"),
    )
    return OAuthClientProvider(
        order["url"], metadata, storage, redirect, callback, client_metadata_url=order.get("client_metadata_url")
    )


async def tool(client: Client, name: str, arguments: dict[str, Any]) -> Any:
    result = await client.call_tool(name, arguments)
    if result.is_error:
        raise RuntimeError(f"{name} answered an error: {result.content}")
    return json.loads(result.content[0].text)


async def names(client: Client) -> list[str]:
    return [entry.name for entry in (await client.list_tools()).tools]


async def tour(client: Client, storage: Storage, person: Person) -> dict[str, Any]:
    """One look at everything a reader may do."""
    return {
        "tools": await names(client),
        "about": await tool(client, "about", {}),
        "models": await tool(client, "list_oscal_models", {}),
        "valid": await tool(client, "validate_oscal_content", {"content": json.dumps(CATALOG)}),
        "broken": await tool(client, "validate_oscal_content", {"content": '{"catalog": {}}'}),
        "scope": storage.scope(),
    }


async def step_up(client: Client, storage: Storage, person: Person) -> dict[str, Any]:
    """A call that needs more than was granted: the client sees to it by itself, and the person is asked."""
    before = {"toolsBefore": await names(client), "scopeBefore": storage.scope()}
    person.pages.clear()
    valid = await tool(client, "validate_oscal_content", {"content": json.dumps(CATALOG)})
    return before | {
        "valid": valid,
        "pages": person.pages,
        "toolsAfter": await names(client),
        "scopeAfter": storage.scope(),
    }


async def renewal(
    client: Client, storage: Storage, person: Person, oauth: OAuthClientProvider, transcript: Transcript
) -> dict[str, Any]:
    """An access token that has had its time, and then a refresh token that was given back (RFC 7009)."""
    before = {"toolsBefore": await names(client)}
    first = storage.access_token()
    person.pages.clear()
    oauth.context.token_expiry_time = 1
    await names(client)
    middle = {"refreshed": storage.access_token() != first, "pagesOfRefresh": list(person.pages)}
    await revoke(storage, oauth, transcript)
    oauth.context.token_expiry_time = 1
    tools = await names(client)
    return before | middle | {"pagesAfterRevocation": person.pages, "toolsAfter": tools}


async def revoke(storage: Storage, oauth: OAuthClientProvider, transcript: Transcript) -> None:
    server, tokens, client = oauth.context.oauth_metadata, storage.tokens, storage.client
    assert server is not None and tokens is not None and client is not None
    form = {"token": tokens.refresh_token, "token_type_hint": "refresh_token"}
    auth = None
    if client.token_endpoint_auth_method == "client_secret_basic":
        auth = (client.client_id, client.client_secret)
    else:
        form["client_id"] = client.client_id
    async with httpx2.AsyncClient(timeout=30, event_hooks={"response": [transcript.note]}) as http:
        (await http.post(str(server.revocation_endpoint), data=form, auth=auth)).raise_for_status()


async def main(order: dict[str, str]) -> dict[str, Any]:
    transcript = Transcript()
    storage = Storage(registered(order.get("client_id")))
    person = Person(order["user"], order["password"])
    oauth = provider(order, storage, person)
    visits = {"tour": tour, "step-up": step_up, "renewal": partial(renewal, oauth=oauth, transcript=transcript)}
    async with httpx2.AsyncClient(
        auth=oauth, timeout=60, event_hooks={"response": [transcript.note]}
    ) as http:
        transport = streamable_http_client(order["url"], http_client=http)
        mode = "auto" if order["generation"] == MODERN else "legacy"
        async with Client(transport, mode=mode) as client:
            summary = {"protocol": client.protocol_version} | await visits[order["journey"]](
                client, storage, person
            )
    assert storage.client is not None
    return summary | {"clientId": storage.client.client_id, "exchanges": transcript.exchanges}


print(json.dumps(asyncio.run(main(json.loads(sys.argv[1])))))
