"""toldonce on several nodes: API nodes behind HAProxy, worker nodes, and Patroni's database under them."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx

from resilience.availability import database
from resilience.availability.database import DEPLOY, Cluster, start_way
from resilience.availability.nodes import NETWORK, Node, network, wait_until
from resilience.stage import MODELS, PASSWORD, REPOSITORY, SERVE, WORKER, Account

FRONT = f"http://{NETWORK}.5"
API_NODES = {"api1": 21, "api2": 22}
WORKER_NODES = {"worker1": 31, "worker2": 32}
READY_SECONDS = 180.0


class Installation:
    """Everything of an installation on several nodes; made by `installation`."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.nodes = nodes
        self.cluster = Cluster({name: nodes[name] for name in database.NODES})
        self._secret = secrets.token_urlsafe(32)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.variables: dict[str, str] = {}

    def start(self, **variables: str) -> None:
        """Start database, API nodes, worker nodes and the front; ``variables`` are further settings of toldonce."""
        self.cluster.start()
        url = self.cluster.make_database()
        self.variables = {"DATABASE_URL": url, "DATABASE_REPLICA_URL": url.replace(":5000/", ":5001/"), **variables}
        for name in (*API_NODES, *WORKER_NODES):
            start_way(self.nodes[name])
            self._lay_model(self.nodes[name])
        for name in API_NODES:
            self.start_api(name)
            self.await_api(name)
        for name in WORKER_NODES:
            self._start(name, WORKER)
        self.nodes["front"].start("haproxy", "haproxy", "-db", "-f", str(DEPLOY / "haproxy-api.cfg"))
        wait_until(lambda: is_ready(FRONT), READY_SECONDS, "the front does not answer")

    def start_api(self, name: str) -> None:
        """Start the service on an API node."""
        command = [*SERVE[:-1], "0.0.0.0", "--port", "8000"]
        self._start(name, command)

    def await_api(self, name: str) -> None:
        """Wait until an API node answers that it is ready."""
        url = f"http://{self.nodes[name].address}:8000"
        wait_until(lambda: is_ready(url), READY_SECONDS, f"{name} does not become ready")

    def stop_api(self, name: str) -> int:
        """Ask the service on an API node to end, wait until it has, and give its exit code."""
        process = self._running.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=90)

    def register(self) -> Account:
        """A new account with a key for everything."""
        credentials = {"email": f"{secrets.token_hex(8)}@example.org", "password": PASSWORD}
        with httpx.Client(base_url=f"{FRONT}/api/v1", timeout=60, trust_env=False) as client:
            user = client.post("/auth/register", json=credentials).raise_for_status().json()
            pair = client.post("/auth/login", json=credentials).raise_for_status().json()
            bearer = {"Authorization": f"Bearer {pair['access_token']}"}
            made = client.post("/auth/api-keys", json={"name": "availability"}, headers=bearer)
            return Account(credentials["email"], user["user_id"], made.raise_for_status().json()["api_key"])

    def client(self, account: Account) -> httpx.AsyncClient:
        """A client at the front."""
        return httpx.AsyncClient(
            base_url=f"{FRONT}/api/v1", headers=account.headers, timeout=60, trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=100),
        )  # fmt: skip

    def _start(self, name: str, command: Sequence[str]) -> None:
        self._running[name] = self.nodes[name].start(
            "toldonce",
            *command,
            environment={
                "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "src"))),
                "DATA_DIR": str(self.nodes[name].folder / "data"),
                "JWT_SECRET_KEY": self._secret,
                "RATE_LIMIT_ENABLED": "false",
                "ENABLE_METRICS": "false",
                "LOG_LEVEL": "WARNING",
                "WORKER_IN_PROCESS": "false",
                "SHUTDOWN_DELAY": "3",
                "FORWARDED_ALLOW_IPS": f"{NETWORK}.5",
                **self.variables,
            },
        )

    def _lay_model(self, node: Node) -> None:
        data = node.folder / "data"
        data.mkdir(exist_ok=True)
        if MODELS.exists() and not (data / "models").exists():
            (data / "models").symlink_to(MODELS)


@contextlib.contextmanager
def installation(folder: Path, **variables: str) -> Iterator[Installation]:
    """A running installation; everything of it ends with the block."""
    with network(folder, {**database.NODES, **API_NODES, **WORKER_NODES, "front": 5}) as nodes:
        made = Installation(nodes)
        made.start(**variables)
        yield made


def is_ready(url: str) -> bool:
    """Whether ``/readyz`` is 200 there."""
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"{url}/readyz", timeout=2, trust_env=False).status_code == 200
    return False
