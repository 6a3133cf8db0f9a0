"""A token issuer on loopback: keys made by openssl, metadata, key set, and the tokens minted with them."""
import base64
import http.server
import json
import os
import secrets
import subprocess
import threading
import time

AUDIENCE = "http://127.0.0.1:28080/mcp"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


class Issuer:
    def __init__(self, folder, port):
        self.url = f"http://127.0.0.1:{port}"
        self.folder, self.generation, self.published = folder, 0, []
        self.ec = os.path.join(folder, "ec.pem")
        self.public = os.path.join(folder, "rsa.pub.pem")
        _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.ec)
        self.documents = {"/.well-known/oauth-authorization-server": self._metadata(),
                          "/.well-known/openid-configuration": self._metadata()}
        self.rotate()
        _openssl("rsa", "-in", self.rsa, "-pubout", "-out", self.public)
        self._serve(port, self.documents)

    def rotate(self, kept=2):
        """Signs with a new RSA key from now on; that many of the former ones stay published."""
        self.generation += 1
        self.kid = f"r{self.generation}"
        self.rsa = os.path.join(self.folder, self.kid + ".pem")
        _openssl("genrsa", "-out", self.rsa, "2048")
        self.published = [self._rsa_key(), *self.published[:kept]]
        self.documents["/jwks"] = json.dumps({"keys": [*self.published, self._ec_key()]})

    def _metadata(self):
        return json.dumps({
            "issuer": self.url, "jwks_uri": self.url + "/jwks", "response_types_supported": ["code"],
            "authorization_endpoint": self.url + "/authorize", "token_endpoint": self.url + "/token",
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        })

    def _rsa_key(self):
        modulus = _openssl("rsa", "-in", self.rsa, "-noout", "-modulus").decode().strip().partition("=")[2]
        return {"kty": "RSA", "kid": self.kid, "use": "sig", "alg": "RS256",
                "n": base64url(bytes.fromhex(modulus)), "e": "AQAB"}

    def _ec_key(self):
        point = _openssl("ec", "-in", self.ec, "-pubout", "-outform", "DER")[-64:]
        return {"kty": "EC", "crv": "P-256", "kid": "e1", "use": "sig", "alg": "ES256",
                "x": base64url(point[:32]), "y": base64url(point[32:])}

    def _serve(self, port, documents):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = documents.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def _unsigned(self, algorithm, kid, subject="alice"):
        now = int(time.time())
        header = {"alg": algorithm, "kid": kid, "typ": "at+jwt"}
        claims = {"iss": self.url, "sub": subject, "aud": AUDIENCE, "client_id": "bench", "scope": "mcp:read",
                  "iat": now, "exp": now + 36000, "jti": secrets.token_hex(8)}
        return ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))

    def token(self, subject="alice"):
        unsigned = self._unsigned("RS256", self.kid, subject)
        return unsigned + "." + base64url(_openssl("dgst", "-sha256", "-sign", self.rsa, data=unsigned.encode()))

    def forged(self):
        """Everything right but the signature, which is noise."""
        return self._unsigned("ES256", "e1") + "." + base64url(b"\1" + secrets.token_bytes(31) + b"\1" + secrets.token_bytes(31))
