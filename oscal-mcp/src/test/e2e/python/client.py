"""Lists and calls tools, resources and prompts with the official Python client, and prints what came as JSON.

The one argument is a JSON object: url, or command (a list of words) for a server on standard input and output;
token, where one is needed; generation; and calls, a file with a list of [tool, arguments].
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

MODERN = "2026-07-28"


async def server(order: dict[str, Any], stack: AsyncExitStack) -> Any:
    if "command" in order:
        return StdioServerParameters(command=order["command"][0], args=order["command"][1:])
    if "token" not in order:
        return order["url"]
    headers = {"Authorization": f"Bearer {order['token']}"}
    http = await stack.enter_async_context(httpx2.AsyncClient(headers=headers, timeout=120))
    return streamable_http_client(order["url"], http_client=http)


async def main(order: dict[str, Any]) -> dict[str, Any]:
    mode = "auto" if order["generation"] == MODERN else "legacy"
    async with AsyncExitStack() as stack:
        target = await server(order, stack)
        client = await stack.enter_async_context(Client(target, mode=mode, read_timeout_seconds=120))
        tools = (await client.list_tools()).tools
        resources = (await client.list_resources()).resources
        prompts = (await client.list_prompts()).prompts
        first = await client.read_resource(resources[0].uri) if resources else None
        results = []
        for name, arguments in json.loads(Path(order["calls"]).read_text()):
            progress: list[float] = []

            async def note(done: float, total: float | None, message: str | None) -> None:
                progress.append(done)

            result = await client.call_tool(name, arguments, progress_callback=note)
            results.append(
                {
                    "tool": name,
                    "error": bool(result.is_error),
                    "text": result.content[0].text,
                    "structured": result.structured_content,
                }
            )
        return {
            "protocol": client.protocol_version,
            "tools": [tool.name for tool in tools],
            "readOnly": all(tool.annotations and tool.annotations.read_only_hint for tool in tools),
            "resources": [str(resource.uri) for resource in resources],
            "firstResource": len(first.contents[0].text) if first else 0,
            "prompts": [prompt.name for prompt in prompts],
            "results": results,
        }


print(json.dumps(asyncio.run(main(json.loads(sys.argv[1])))))
