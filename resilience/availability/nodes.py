"""Machines of a network: each a network namespace behind a cable of its own, on one bridge."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BRIDGE = "toldonce-ha"
NETWORK = "10.77.0"
"""The addresses that the files of deploy/ha name."""
HERE = f"{NETWORK}.1"
"""The address of this program, where the clients are."""


class Failed(Exception):
    """The surroundings of an experiment did not come about."""


def wait_until(condition: Callable[[], object], seconds: float, complaint: str, pause: float = 0.2) -> float:
    """Seconds until the condition held. Raises `Failed` with the complaint when it does not within ``seconds``."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise Failed(f"{complaint} (waited {seconds:.0f} s)")
        time.sleep(pause)
    return time.monotonic() - started


@dataclass(slots=True)
class Node:
    """One machine. Its processes hear and speak through ``address`` only; ``folder`` is its disk."""

    name: str
    address: str
    folder: Path
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def namespace(self) -> str:
        return f"toldonce-{self.name}"

    def start(
        self, program: str, *command: str, user: str | None = None, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a process of the node; what it says is kept in ``folder``/``program``.log."""
        with (self.folder / f"{program}.log").open("ab") as log:
            process = subprocess.Popen(
                self._within(command, user),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder), **(environment or {})},
                start_new_session=True,
                umask=0o077,
            )
        self._processes.append(process)
        return process

    def run(self, *command: str, user: str | None = None, environment: Mapping[str, str] | None = None) -> str:
        """What a command on the node says; raises `Failed` with its complaint."""
        done = subprocess.run(
            self._within(command, user),
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(environment or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{command[0]} on {self.name}: {(done.stderr or done.stdout).strip()[-500:]}")
        return done.stdout

    def lose_power(self) -> None:
        """End every process at once, as nothing but the loss of power does; the disk stays."""
        for _ in range(50):
            pids = subprocess.run(
                ["ip", "netns", "pids", self.namespace], capture_output=True, text=True, check=True
            ).stdout.split()
            if not pids:
                break
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            time.sleep(0.02)
        for process in self._processes:
            process.wait(timeout=30)
        self._processes.clear()

    def pull_cable(self) -> None:
        """Cut the node off: it lives, and nobody hears it."""
        _ip("link", "set", self._cable, "down")

    def plug_in(self) -> None:
        """Take the cut back."""
        _ip("link", "set", self._cable, "up")

    @property
    def _cable(self) -> str:
        return f"t1-{self.name}"

    def _within(self, command: Sequence[str], user: str | None) -> list[str]:
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        return ["ip", "netns", "exec", self.namespace, *as_user, *command]


@contextlib.contextmanager
def network(folder: Path, last_bytes: Mapping[str, int]) -> Iterator[dict[str, Node]]:
    """Nodes by name, each with the last byte of its address; everything of them ends with the block."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        raise Failed("Network namespaces need root and the program ip (Debian: iproute2).")
    if Path(f"/sys/class/net/{BRIDGE}").exists():
        raise Failed(f"Another experiment runs, or was killed: ip link delete {BRIDGE}, and ip netns delete its nodes.")
    nodes = {name: Node(name, f"{NETWORK}.{last}", folder / name) for name, last in last_bytes.items()}
    _ip("link", "add", BRIDGE, "type", "bridge")
    try:
        _ip("address", "add", f"{HERE}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for node in nodes.values():
            _connect(node)
        yield nodes
    finally:
        for node in nodes.values():
            if Path(f"/run/netns/{node.namespace}").exists():
                node.lose_power()
                if Path(f"/sys/class/net/{node._cable}").exists():
                    _ip("link", "delete", node._cable)
                _ip("netns", "delete", node.namespace)
        _ip("link", "delete", BRIDGE)


def _connect(node: Node) -> None:
    node.folder.mkdir(parents=True, exist_ok=True)
    node.folder.chmod(0o777)
    _ip("netns", "add", node.namespace)
    _ip("link", "add", node._cable, "type", "veth", "peer", "name", "eth0", "netns", node.namespace)
    _ip("link", "set", node._cable, "master", BRIDGE, "up")
    for arguments in (
        ("link", "set", "lo", "up"),
        ("address", "add", f"{node.address}/24", "dev", "eth0"),
        ("link", "set", "eth0", "up"),
    ):
        _ip("-n", node.namespace, *arguments)


def _ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"ip {' '.join(arguments)}: {done.stderr.strip()}")
