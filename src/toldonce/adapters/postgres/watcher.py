"""Stops the embedded PostgreSQL when the last process that uses it has gone, however it went.

Runs as a small process of its own (``python -I -S watcher.py HOME``) with nothing but the standard library, and sleeps
inside a file lock: every process that uses the server holds ``users.lock`` shared, and the kernel lets go of it even
after ``kill -9``. Whoever holds it exclusively, together with ``start.lock``, knows that nobody uses the server.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

START_LOCK = "start.lock"
USERS_LOCK = "users.lock"
WATCHER_LOCK = "watcher.lock"
STOP_SECONDS = 30.0
POLL_SECONDS = 0.01
_LOCAL_PEERPID = (0, 2)
"""macOS: SOL_LOCAL, LOCAL_PEERPID."""


def open_lock(path: Path) -> IO[bytes]:
    """The lock file, which is made when it is missing; closing it lets go of the lock."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")


def lock(file: IO[bytes], *, shared: bool = False) -> None:
    """Wait for the lock."""
    fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock alone, if nobody else holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def unlock(file: IO[bytes]) -> None:
    """Let go of the lock and keep the file open."""
    fcntl.flock(file, fcntl.LOCK_UN)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock alone for the block."""
    with open_lock(path) as file:
        lock(file)
        yield


def listening_process(socket_path: Path) -> int | None:
    """The process that listens on a socket, as the kernel knows it; None when there is none.

    The process number in postmaster.pid may meanwhile belong to somebody else, so it is never trusted for a signal.
    """
    probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(socket_path))
            if sys.platform == "darwin":
                return struct.unpack("i", probe.getsockopt(*_LOCAL_PEERPID, 4))[0]  # type: ignore[no-any-return]
            return struct.unpack("3i", probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]  # type: ignore[no-any-return]
        except OSError:
            return None


def socket_of(cluster: Path) -> Path | None:
    """The socket that the cluster's server wrote down when it started."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        return Path(lines[4]) / f".s.PGSQL.{int(lines[3])}"
    except (OSError, IndexError, ValueError):
        return None


def stop_server(cluster: Path) -> None:
    """Shut the cluster's server down, if one runs: at once for its clients, with everything written."""
    socket_path = socket_of(cluster)
    if socket_path is None:
        return
    for request in (signal.SIGINT, signal.SIGQUIT):
        process = listening_process(socket_path)
        if process is None:
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, request)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and (cluster / "postmaster.pid").exists() and _lives(process):
            time.sleep(POLL_SECONDS)
    if socket_path.parent.parent != cluster.parent:
        with contextlib.suppress(OSError):
            socket_path.parent.rmdir()


def _lives(process: int) -> bool:
    """Whether a process has not ended; one that ended but was not reaped does not live."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except (ProcessLookupError, NotADirectoryError):
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # There is no /proc on macOS, where launchd reaps at once.


def watch(home: Path) -> None:
    """Wait until nobody uses the server, stop it, and end."""
    with open_lock(home / WATCHER_LOCK) as mine, open_lock(home / USERS_LOCK) as users:
        if not try_lock(mine):
            return
        while True:
            lock(users)
            unlock(users)
            with locked(home / START_LOCK):
                if try_lock(users):
                    stop_server(home / "cluster")
                    # Released inside the start lock, so that a starter sees that there is no watcher any more.
                    unlock(mine)
                    return


def main() -> None:
    """Detach from whoever started this process, so that it leaves no zombie there, and watch."""
    if os.fork() > 0:
        os._exit(0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    watch(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
