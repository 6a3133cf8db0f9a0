"""Postern and what it is measured against: whether each is there, its version, and the command that starts it."""
import os
import shutil
import subprocess

from rig import postern, processes
from rig.issuer import AUDIENCE

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CONFIGURATIONS = os.path.join(HERE, "peers")
BUILT = os.path.join(HERE, "target")


class Missing(Exception):
    """Why a peer is left out."""


def said(*command, cwd=None):
    result = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=900)
    if result.returncode:
        raise Missing(f"`{' '.join(command[:3])}` failed: {(result.stderr or result.stdout).strip()[-200:]}")
    return (result.stdout + result.stderr).strip()


def need(tool):
    if not shutil.which(tool):
        raise Missing(f"`{tool}` is not installed")


def filled(name, folder, values):
    with open(os.path.join(CONFIGURATIONS, name)) as file:
        text = file.read()
    for key, value in values.items():
        text = text.replace(f"@{key}@", str(value))
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


class Place:
    """One start of a peer: its ports, its folder and whose tokens it takes."""

    def __init__(self, folder, issuer, port, upstream):
        self.folder, self.issuer, self.port, self.upstream = folder, issuer, port, upstream

    def configuration(self, name):
        files = processes.files_limit()
        return filled(name, self.folder, {
            "DIR": self.folder, "PORT": self.port, "UPSTREAM": self.upstream, "FILES": files, "HALF": files // 2 - 100,
            "ISSUER": self.issuer.url, "AUDIENCE": AUDIENCE, "PEM": self.issuer.public})


class Nginx:
    key, name = "nginx", "nginx proxy_pass, no auth"

    def prepare(self):
        need("nginx")
        return said("nginx", "-v").partition("/")[2]

    def command(self, place):
        return ["nginx", "-p", place.folder, "-c", place.configuration("nginx.conf")]


class Haproxy:
    key, name, file = "haproxy", "haproxy, no auth", "haproxy.cfg"

    def prepare(self):
        need("haproxy")
        return said("haproxy", "-v").split()[2]

    def command(self, place):
        return ["haproxy", "-f", place.configuration(self.file)]


class HaproxyJwt(Haproxy):
    key, name, file = "haproxy-jwt", "haproxy + jwt_verify RS256", "haproxy-jwt.cfg"


class Go:
    key, name, flags = "go", "Go ReverseProxy + golang-jwt", ()

    def prepare(self):
        need("go")
        self.binary = os.path.join(BUILT, "go-peer")
        os.makedirs(BUILT, exist_ok=True)
        said("go", "build", "-o", self.binary, ".", cwd=os.path.join(CONFIGURATIONS, "go"))
        return said("go", "version").split()[2].removeprefix("go")

    def command(self, place):
        return [self.binary, "-listen", f"127.0.0.1:{place.port}", "-upstream", f"http://127.0.0.1:{place.upstream}",
                "-issuer", place.issuer.url, "-audience", AUDIENCE, *self.flags]


class GoCached(Go):
    key, name, flags = "go-cache", "Go, cache of verified tokens", ("-cache",)


class TypeScript:
    key, name = "typescript", "TypeScript SDK requireBearerAuth"

    def prepare(self):
        need("node")
        need("npm")
        self.folder = os.path.join(BUILT, "typescript")
        os.makedirs(self.folder, exist_ok=True)
        for file in ("package.json", "package-lock.json", "proxy.mjs"):
            shutil.copyfile(os.path.join(CONFIGURATIONS, "typescript", file), os.path.join(self.folder, file))
        mark = os.path.join(self.folder, "node_modules", ".package-lock.json")
        lock = os.path.join(CONFIGURATIONS, "typescript", "package-lock.json")
        if not os.path.exists(mark) or os.path.getmtime(mark) < os.path.getmtime(lock):
            said("npm", "ci", "--no-audit", "--no-fund", cwd=self.folder)
        return "node " + said("node", "--version")

    def command(self, place):
        return ["node", os.path.join(self.folder, "proxy.mjs"), str(place.port), f"http://127.0.0.1:{place.upstream}",
                place.issuer.url, AUDIENCE]


class OAuth2Proxy:
    key, name = "oauth2-proxy", "oauth2-proxy"

    def prepare(self):
        need("oauth2-proxy")
        return said("oauth2-proxy", "--version").split()[1]

    def command(self, place):
        return ["oauth2-proxy", f"--http-address=127.0.0.1:{place.port}", "--provider=oidc",
                f"--oidc-issuer-url={place.issuer.url}", f"--client-id={AUDIENCE}", "--client-secret=unused",
                "--cookie-secret=0123456789abcdef0123456789abcdef", "--cookie-secure=false", "--email-domain=*",
                f"--upstream=http://127.0.0.1:{place.upstream}/", "--skip-jwt-bearer-tokens=true", "--api-route=^/",
                "--oidc-email-claim=sub", "--insecure-oidc-allow-unverified-email=true", "--request-logging=false",
                "--auth-logging=false", "--flush-interval=1ms"]


class Postern:
    key, name = "postern", "**Postern**"

    def prepare(self):
        self.java = postern.launchers_command(os.path.dirname(HERE), os.path.join(BUILT, "launcher.log"))
        return postern.version(self.java)

    def command(self, place):
        return [*self.java, "serve", *postern.options(place.port, place.upstream, place.issuer.url)]


class PosternWithPolicy(Postern):
    """The same with one of the policies in peers/."""

    def __init__(self, java, key, name, file):
        self.java, self.key, self.name, self.file = java, key, name, file

    def command(self, place):
        return [*super().command(place), "--policy", os.path.join(CONFIGURATIONS, self.file)]


def everyone():
    return [Nginx(), Haproxy(), HaproxyJwt(), Go(), GoCached(), TypeScript(), OAuth2Proxy(), Postern()]
