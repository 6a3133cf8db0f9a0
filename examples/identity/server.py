"""An MCP server with one tool that says who calls it, and believes nobody but Postern.

python server.py PORT POSTERN KEYS
    PORT     to listen on, on this machine only
    POSTERN  the public URL of the endpoint, as in --auth-resource-server-url
    KEYS     where Postern's keys are: the address of its ops listener, or its public one
"""

import sys

import jwt
from mcp.server.mcpserver import Context, MCPServer

port, postern, keys_at = int(sys.argv[1]), sys.argv[2], sys.argv[3]
own_url = f"http://127.0.0.1:{port}/mcp"
keys = jwt.PyJWKClient(f"{keys_at}/.well-known/postern/jwks.json")
server = MCPServer("identity")


def caller(ctx: Context) -> dict:
    """The claims of whoever calls, verified; an exception where there is nothing to believe."""
    assertion = (ctx.headers or {}).get("x-auth-assertion", "")
    verified = jwt.decode_complete(
        assertion,
        keys.get_signing_key_from_jwt(assertion),
        algorithms=["ES256"],
        issuer=postern,
        audience=own_url,
        options={"require": ["iss", "aud", "sub", "exp", "token_iss"]},
    )
    if verified["header"].get("typ") != "postern-identity+jwt":
        raise PermissionError("a JWT, but no assertion of Postern")
    return verified["payload"]


@server.tool()
def whoami(ctx: Context) -> str:
    """Says who calls."""
    who = caller(ctx)
    return f"{who['sub']} of {who['token_iss']}, by {who.get('client_id', 'no client')}"


if __name__ == "__main__":
    server.run(transport="streamable-http", host="127.0.0.1", port=port)
