"""The proxy examples for real: nginx, Caddy and HAProxy in front of the service, with TLS on loopback."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn
import yaml
from live import free_port

from tests.server.conftest import PASSWORD, make_settings
from toldonce.server.app import create_app
from toldonce.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SECONDS = 60
CLIENT = "127.0.0.2"
"""Where the clients of a test call from: not the address of the proxy, which is 127.0.0.1."""
FORGED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "Forwarded": "for=203.0.113.9"}


@dataclass
class Behind:
    """The service behind a proxy: what each request looked like to it, and a stream that waits to be let on."""

    port: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)


class Witness:
    """Notes who called over what, as the layers of the service see it; answers ``/waiting`` in two pieces."""

    def __init__(self, app: Any, behind: Behind) -> None:
        self._app = app
        self._behind = behind

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self._behind.seen.append({"client": scope["client"][0], "scheme": scope["scheme"], "path": scope["path"]})
            if scope["path"] == "/waiting":
                await self._answer_in_pieces(send)
                return
        await self._app(scope, receive, send)

    async def _answer_in_pieces(self, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"event: token\ndata: one\n\n", "more_body": True})
        await asyncio.to_thread(self._behind.go_on.wait, SECONDS)
        await send({"type": "http.response.body", "body": b"event: done\ndata: two\n\n"})


@pytest.fixture(scope="module")
def behind(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The service under uvicorn as it is started for production: it trusts a proxy at 127.0.0.1."""
    settings = make_settings(owner_url, models_dir, tmp_path_factory.mktemp("behind"), FORWARDED_ALLOW_IPS="127.0.0.1")
    found = Behind()
    app = Witness(create_app(settings), found)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_config=None,
        lifespan="on",
        forwarded_allow_ips=settings.forwarded_allow_ips,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started, "the service does not start")
    found.port = server.servers[0].sockets[0].getsockname()[1]
    yield found
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a self-signed certificate for 127.0.0.1 and localhost."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    (folder / "both.pem").write_bytes((folder / "cert.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return folder


def wait_for(condition: Callable[[], object], complaint: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.05)


def open_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def replaced(text: str, changes: dict[str, str]) -> str:
    """``text`` with every change made; each must be there, so that a test cannot pass by an example that it missed."""
    for old, new in changes.items():
        assert old in text, f"the example does not hold {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def proxy(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A proxy for as long as the block runs."""
    assert shutil.which(command[0]), f"{command[0]} is not installed: scripts/debian-packages.sh"
    log = folder / "proxy.log"
    with log.open("wb") as output:
        home = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "XDG_DATA_HOME": str(folder)}
        process = subprocess.Popen(command, stdout=output, stderr=output, env=home, cwd=folder)
    try:
        wait_for(lambda: open_at(port) or process.poll() is not None, f"{command[0]} does not listen")
        assert process.poll() is None, log.read_text()
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def nginx(behind: Behind, certificate: Path, folder: Path) -> tuple[list[str], int, int]:
    port, plain = free_port(), free_port()
    site = replaced(
        (DEPLOY / "nginx" / "toldonce.conf").read_text(),
        {
            "server 127.0.0.1:8000": f"server 127.0.0.1:{behind.port}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "    listen [::]:80;\n": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "    listen [::]:443 ssl http2;\n": "",
            "/etc/ssl/toldonce/fullchain.pem": str(certificate / "cert.pem"),
            "/etc/ssl/toldonce/privkey.pem": str(certificate / "key.pem"),
        },
    )
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
        f" include {folder}/site.conf; }}\n"
    )
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")], port, plain


def caddy(behind: Behind, certificate: Path, folder: Path) -> tuple[list[str], int, int]:
    port, plain = free_port(), free_port()
    certified = f"https://127.0.0.1:{port} {{\n\ttls {certificate}/cert.pem {certificate}/key.pem"
    site = replaced(
        (DEPLOY / "caddy" / "Caddyfile").read_text(),
        {
            "memory.example.com {": certified,
            "reverse_proxy 127.0.0.1:8000": f"reverse_proxy 127.0.0.1:{behind.port}",
            "health_interval 10s": "health_interval 100ms",
        },
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {port}\n}}\n{site}")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port, plain


def haproxy(behind: Behind, certificate: Path, folder: Path, servers: str | None = None) -> tuple[list[str], int, int]:
    port, plain = free_port(), free_port()
    site = replaced(
        (DEPLOY / "haproxy" / "haproxy.cfg").read_text(),
        {
            "bind :80": f"bind 127.0.0.1:{plain}",
            "bind :443 ssl crt /etc/haproxy/toldonce.pem": f"bind 127.0.0.1:{port} ssl crt {certificate}/both.pem",
            "server one 127.0.0.1:8000 check": servers or f"server one 127.0.0.1:{behind.port} check",
            "inter 10s": "inter 100ms",
        },
    )
    (folder / "haproxy.cfg").write_text(f"global\n    stats socket {folder}/stats\n\n{site}")
    return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")], port, plain


PROXIES: dict[str, Callable[..., tuple[list[str], int, int]]] = {"nginx": nginx, "caddy": caddy, "haproxy": haproxy}


@dataclass
class Front:
    """A running proxy."""

    name: str
    port: int
    plain: int
    client: httpx.Client


@pytest.fixture(scope="module", params=list(PROXIES))
def front(
    request: pytest.FixtureRequest,
    behind: Behind,
    certificate: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Front]:
    """Each proxy in turn, and a client that calls it from elsewhere and believes its certificate."""
    command, port, plain = PROXIES[request.param](behind, certificate, tmp_path_factory.mktemp(request.param))
    folder = Path(command[-1]).parent
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    transport = httpx.HTTPTransport(verify=trusted, local_address=CLIENT)
    with (
        proxy(command, folder, port),
        httpx.Client(base_url=f"https://127.0.0.1:{port}", transport=transport, timeout=SECONDS) as client,
    ):
        # A proxy that checks actively knows its server only after the first checks.
        wait_for(lambda: client.get("/livez").status_code == 200, "the service cannot be reached through the proxy")
        yield Front(request.param, port, plain, client)


@pytest.mark.requirement("IN-07", "SC-03")
def test_https_reaches_the_service(front: Front) -> None:
    answer = front.client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "healthy")
    assert answer.headers["X-Request-ID"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"https://127.0.0.1:{front.port}/health", timeout=60)


@pytest.mark.requirement("IN-07")
def test_plain_http_is_sent_to_https(front: Front) -> None:
    if front.name == "caddy":
        pytest.skip("Caddy redirects names that it has certificates for by itself, which no test on loopback has")
    answer = httpx.get(f"http://127.0.0.1:{front.plain}/health", follow_redirects=False, timeout=60)
    assert answer.status_code == 308
    assert answer.headers["Location"].startswith("https://127.0.0.1")


@pytest.mark.requirement("IN-07", "SC-03", "LO-05", "RL-18")
def test_client_and_scheme_come_from_the_proxy_and_from_nobody_else(front: Front, behind: Behind) -> None:
    behind.seen.clear()
    front.client.get("/api")
    front.client.get("/api", headers=FORGED)
    calls = [one for one in behind.seen if one["path"] == "/api"]
    assert [(one["client"], one["scheme"]) for one in calls] == [(CLIENT, "https")] * 2
    # Past the proxy, from an address that is not trusted, the same claims count for nothing.
    behind.seen.clear()
    stranger = httpx.HTTPTransport(local_address="127.0.0.3")
    with httpx.Client(transport=stranger, timeout=60) as client:
        client.get(f"http://127.0.0.1:{behind.port}/api", headers=FORGED | {"X-Forwarded-Proto": "https"})
    calls = [one for one in behind.seen if one["path"] == "/api"]
    assert [(one["client"], one["scheme"]) for one in calls] == [("127.0.0.3", "http")]


@pytest.mark.requirement("IN-07")
def test_a_stream_passes_piece_by_piece(front: Front, behind: Behind) -> None:
    behind.go_on.clear()
    try:
        with front.client.stream("GET", "/waiting") as answer:
            pieces = answer.iter_raw()
            # The second piece is sent only after the first one has come through: a buffering proxy never gives it.
            assert next(pieces) == b"event: token\ndata: one\n\n"
            behind.go_on.set()
            assert b"".join(pieces) == b"event: done\ndata: two\n\n"
    finally:
        behind.go_on.set()


@pytest.mark.requirement("IN-07")
def test_nginx_refuses_what_the_service_would_refuse(behind: Behind, certificate: Path, tmp_path: Path) -> None:
    command, port, _ = nginx(behind, certificate, tmp_path)
    limits = Settings.model_fields
    assert (limits["max_body_bytes"].default, limits["max_import_bytes"].default) == (8 << 20, 256 << 20)
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with (
        proxy(command, tmp_path, port),
        httpx.Client(verify=trusted, base_url=f"https://127.0.0.1:{port}", timeout=SECONDS) as client,
    ):
        too_large = client.post("/api/v1/conversation", content=b"x" * ((8 << 20) + 1))
        assert (too_large.status_code, too_large.json()["error"]) == (413, "too_large")
        assert too_large.headers["Content-Type"] == "application/problem+json"
        # An import may be larger: it arrives whole.
        account = {"email": f"{uuid4().hex}@example.org", "password": PASSWORD}
        assert client.post("/api/v1/auth/register", json=account).status_code == 201
        token = client.post("/api/v1/auth/login", json=account).json()["access_token"]
        upload = client.post(
            "/api/v1/import?format=toldonce",
            content=b" " * (9 << 20) + b"\n",
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"},
        )
        assert upload.status_code == 202, upload.text


@pytest.mark.requirement("HC-09")
def test_haproxy_asks_and_leaves_out_what_does_not_answer(behind: Behind, certificate: Path, tmp_path: Path) -> None:
    dead = free_port()
    servers = f"server one 127.0.0.1:{behind.port} check\n    server two 127.0.0.1:{dead} check"
    command, port, _ = haproxy(behind, certificate, tmp_path, servers)
    with proxy(command, tmp_path, port):
        behind.seen.clear()
        wait_for(lambda: (state(tmp_path, "one"), state(tmp_path, "two")) == ("UP", "DOWN"), "no verdict of the checks")
        wait_for(lambda: [one for one in behind.seen if one["path"] == "/health"], "/health is not asked")
        trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
        with httpx.Client(verify=trusted, timeout=60) as client:
            assert {client.get(f"https://127.0.0.1:{port}/livez").status_code for _ in range(10)} == {200}


@pytest.mark.requirement("HC-09")
def test_nginx_goes_on_with_another_instance(behind: Behind, certificate: Path, tmp_path: Path) -> None:
    command, port, _ = nginx(behind, certificate, tmp_path)
    site = tmp_path / "site.conf"
    alive = f"server 127.0.0.1:{behind.port} max_fails=3 fail_timeout=10s;"
    dead = f"server 127.0.0.1:{free_port()} max_fails=3 fail_timeout=10s;"
    site.write_text(replaced(site.read_text(), {alive: f"{dead}\n    {alive}"}))
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with proxy(command, tmp_path, port), httpx.Client(verify=trusted, timeout=60) as client:
        assert {client.get(f"https://127.0.0.1:{port}/livez").status_code for _ in range(12)} == {200}


@pytest.mark.requirement("HC-09", "IN-07", "C-10")
def test_the_active_check_of_nginx_plus_is_there_to_be_used() -> None:
    text = (DEPLOY / "nginx" / "toldonce.conf").read_text()
    assert "# health_check interval=10s fails=3 passes=2 uri=/health;" in text
    assert "# zone toldonce 64k;" in text


@pytest.mark.requirement("IN-07")
def test_the_files_for_traefik_name_each_other() -> None:
    static = yaml.safe_load((DEPLOY / "traefik" / "traefik.yml").read_text())
    dynamic = yaml.safe_load((DEPLOY / "traefik" / "toldonce.yml").read_text())["http"]
    (router,) = dynamic["routers"].values()
    assert set(router["entryPoints"]) <= set(static["entryPoints"])
    assert router["service"] in dynamic["services"]
    resolver = static["entryPoints"]["websecure"]["http"]["tls"]["certResolver"]
    assert resolver in static["certificatesResolvers"]
    balancer = dynamic["services"][router["service"]]["loadBalancer"]
    assert balancer["servers"] == [{"url": "http://127.0.0.1:8000"}]


def state(folder: Path, server: str) -> str:
    """What HAProxy says of a server."""
    with socket.socket(socket.AF_UNIX) as stats:
        stats.connect(str(folder / "stats"))
        stats.sendall(b"show stat\n")
        text = b""
        while piece := stats.recv(65536):
            text += piece
    head, *rows = [line.split(",") for line in text.decode().lstrip("# ").splitlines() if line]
    (row,) = [one for one in rows if one[:2] == ["toldonce", server]]
    return row[head.index("status")]
