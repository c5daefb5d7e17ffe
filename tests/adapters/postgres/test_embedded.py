"""The embedded PostgreSQL: shared by processes, gone with the last of them, and back after every kind of death."""

from __future__ import annotations

import asyncio
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import asyncpg
import psutil
import pytest

from toldonce.adapters.postgres import watcher
from toldonce.adapters.postgres.embedded import EmbeddedPostgresFailed, server, start_embedded
from toldonce.adapters.postgres.embedded.home import Server

WORKER = """
import asyncio, sys
from pathlib import Path
from toldonce.adapters.postgres.embedded import start_embedded

async def main():
    embedded = await start_embedded(Path(sys.argv[1]))
    print(embedded.url, flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await embedded.stop()

asyncio.run(main())
"""


class Worker:
    """Another process that uses the server until `leave` or `kill`."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def url(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(60) == 0
        self._close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(60)
        self._close()

    def _close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
async def data_dir(tmp_path: Path) -> AsyncIterator[Path]:
    yield tmp_path
    # Whatever a failed test leaves behind ends here.
    await asyncio.to_thread(watcher.stop_server, cluster(tmp_path))


def cluster(data_dir: Path) -> Path:
    return data_dir / "postgres" / "cluster"


def postmaster(data_dir: Path) -> int | None:
    path = watcher.socket_of(cluster(data_dir))
    return watcher.listening_process(path) if path else None


async def gone(data_dir: Path) -> bool:
    """Whether the server ends by itself; it has half a minute."""
    for _ in range(3000):
        if not (cluster(data_dir) / "postmaster.pid").exists():
            return True
        await asyncio.sleep(0.01)
    return False


async def remember(url: str, number: int) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE IF NOT EXISTS remembered (number int)")
    await connection.execute("INSERT INTO remembered VALUES ($1)", number)
    await connection.close()


async def remembered(url: str) -> list[int]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("SELECT number FROM remembered ORDER BY 1")
    await connection.close()
    return [row["number"] for row in rows]


async def test_start_stop_and_start_again(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    await remember(embedded.url, 1)
    await embedded.stop()
    assert postmaster(data_dir) is None
    assert not (cluster(data_dir) / "postmaster.pid").exists()
    await embedded.stop()
    embedded = await start_embedded(data_dir)
    assert await remembered(embedded.url) == [1]
    await embedded.stop()


async def test_settings_keep_commits_durable_and_the_door_shut(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    connection = await asyncpg.connect(embedded.url)
    try:
        shown = {
            name: await connection.fetchval("SELECT current_setting($1)", name)
            for name in ("fsync", "synchronous_commit", "full_page_writes", "jit", "listen_addresses", "TimeZone")
        }
        assert shown == {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "jit": "off",
            "listen_addresses": "",
            "TimeZone": "UTC",
        }
        assert int(await connection.fetchval("SHOW max_connections")) >= 120
        # Words of every script have trigrams, and lower case.
        await connection.execute("CREATE EXTENSION pg_trgm")
        assert await connection.fetchval("SELECT word_similarity('привет', 'скажи Привет всем')") == 1
    finally:
        await connection.close()
        await embedded.stop()
    sockets = Path(dict(parse_qsl(urlsplit(embedded.url).query))["host"])
    assert [folder.stat().st_mode & 0o777 for folder in (data_dir / "postgres", sockets)] == [0o700, 0o700]


async def test_two_holds_of_one_process_share_the_server(data_dir: Path) -> None:
    first, second = await asyncio.gather(start_embedded(data_dir), start_embedded(data_dir))
    assert first.url == second.url
    await first.stop()
    await remember(second.url, 1)
    await second.stop()
    assert postmaster(data_dir) is None


async def test_workers_that_start_at_once_share_the_server_until_the_last_leaves(data_dir: Path) -> None:
    workers = [Worker(data_dir) for _ in range(4)]
    urls = {await asyncio.to_thread(worker.url) for worker in workers}
    assert len(urls) == 1
    process = postmaster(data_dir)
    assert process is not None
    # The one that was first may have started the server: it survives that one too.
    for worker in workers[:3]:
        await asyncio.to_thread(worker.leave)
        assert postmaster(data_dir) == process
    await remember(urls.pop(), 1)
    await asyncio.to_thread(workers[3].leave)
    assert postmaster(data_dir) is None


async def test_killed_worker_neither_stops_the_server_nor_keeps_it(data_dir: Path) -> None:
    first, second = Worker(data_dir), Worker(data_dir)
    url = await asyncio.to_thread(first.url)
    assert await asyncio.to_thread(second.url) == url
    process = postmaster(data_dir)
    await asyncio.to_thread(first.kill)
    assert postmaster(data_dir) == process
    await remember(url, 1)
    await asyncio.to_thread(second.kill)
    assert await gone(data_dir)
    embedded = await start_embedded(data_dir)
    assert await remembered(embedded.url) == [1]
    await embedded.stop()


async def test_a_server_that_was_killed_is_started_again_by_who_uses_it(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    keeping = asyncio.create_task(embedded.keep_running())
    try:
        killed = int((cluster(data_dir) / "postmaster.pid").read_text().splitlines()[0])
        os.kill(killed, signal.SIGKILL)
        async with asyncio.timeout(60):
            while True:
                try:
                    connection = await asyncpg.connect(embedded.url)
                    break
                except (OSError, asyncpg.PostgresError):
                    await asyncio.sleep(0.1)
        await connection.close()
        assert int((cluster(data_dir) / "postmaster.pid").read_text().splitlines()[0]) != killed
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await embedded.stop()
    assert not (cluster(data_dir) / "postmaster.pid").exists(), "the last user stops it"


async def test_killed_postmaster_is_followed_by_a_new_one(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    await remember(embedded.url, 1)
    busy = await asyncpg.connect(embedded.url)
    asleep = asyncio.create_task(busy.execute("SELECT pg_sleep(600)"))
    await asyncio.sleep(0)
    process = postmaster(data_dir)
    assert process is not None
    os.kill(process, signal.SIGKILL)
    # At once: the process may not have been reaped yet, and its children are still there.
    again = await start_embedded(data_dir)
    assert postmaster(data_dir) not in (None, process)
    assert await remembered(again.url) == [1]
    with pytest.raises((asyncpg.PostgresError, OSError)):
        await asleep
    busy.terminate()
    await embedded.stop()
    assert postmaster(data_dir) is not None
    await again.stop()
    assert postmaster(data_dir) is None


async def test_death_of_everything_is_followed_by_recovery(data_dir: Path) -> None:
    worker = Worker(data_dir)
    url = await asyncio.to_thread(worker.url)
    await remember(url, 1)
    everything = [process for process in psutil.process_iter() if belongs(process, data_dir)]
    assert len(everything) >= 3
    for process in [*everything, psutil.Process(worker.process.pid)]:
        process.kill()
    await asyncio.to_thread(worker.kill)
    embedded = await start_embedded(data_dir)
    assert await remembered(embedded.url) == [1]
    await embedded.stop()


def test_an_orphan_may_end_before_it_is_killed(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    orphan = psutil.Process(started.pid)
    started.communicate()
    monkeypatch.setattr(psutil, "process_iter", lambda: [orphan])
    monkeypatch.setattr(server, "_serves", lambda *_: True)
    monkeypatch.setattr(psutil, "wait_procs", lambda processes, timeout: ([], processes))
    server._end_orphans(Server(data_dir, data_dir, None, None))


async def test_stale_process_number_of_somebody_else_is_seen_through(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    process = postmaster(data_dir)
    assert process is not None
    lines = (cluster(data_dir) / "postmaster.pid").read_text().splitlines()
    os.kill(process, signal.SIGKILL)
    await embedded.stop()
    # As after a restart of the machine: the number belongs to another process of the same user by now.
    stranger = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        (cluster(data_dir) / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        embedded = await start_embedded(data_dir)
        assert stranger.poll() is None
        await embedded.stop()
        assert stranger.poll() is None
    finally:
        stranger.communicate()


async def test_killed_watcher_is_replaced_by_whoever_comes_next(data_dir: Path) -> None:
    first = await start_embedded(data_dir)
    for process in psutil.process_iter():
        if is_watcher(process, data_dir):
            process.kill()
            psutil.wait_procs([process], timeout=30)
    worker = Worker(data_dir)
    await asyncio.to_thread(worker.url)
    await first.stop()
    await asyncio.to_thread(worker.kill)
    assert await gone(data_dir)


async def test_interrupted_initialisation_is_begun_again(data_dir: Path) -> None:
    unfinished = data_dir / "postgres" / "cluster.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    embedded = await start_embedded(data_dir)
    await embedded.stop()
    assert not unfinished.exists()


async def test_long_and_odd_paths_work(data_dir: Path) -> None:
    deep = data_dir / ("long folder name é'\\ " * 4) / ("x" * 100)
    embedded = await start_embedded(deep)
    await remember(embedded.url, 1)
    other = await start_embedded(deep)
    assert await remembered(other.url) == [1]
    sockets = Path(dict(parse_qsl(urlsplit(embedded.url).query))["host"])
    assert not sockets.is_relative_to(deep)
    await other.stop()
    await embedded.stop()
    assert postmaster(deep) is None
    assert not await asyncio.to_thread(sockets.exists)


async def test_unusable_folder_is_told(data_dir: Path) -> None:
    (data_dir / "file").write_text("")
    with pytest.raises(EmbeddedPostgresFailed, match="DATA_DIR"):
        await start_embedded(data_dir / "file")


async def test_server_that_cannot_start_is_told_why(data_dir: Path) -> None:
    embedded = await start_embedded(data_dir)
    await embedded.stop()
    control = cluster(data_dir) / "global" / "pg_control"
    kept = control.read_bytes()
    control.write_bytes(b"")
    with pytest.raises(EmbeddedPostgresFailed, match="pg_control"):
        await start_embedded(data_dir)
    control.write_bytes(kept)
    (cluster(data_dir) / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresFailed, match="made by PostgreSQL 12"):
        await start_embedded(data_dir)
    (cluster(data_dir) / "PG_VERSION").write_text("18\n")
    await (await start_embedded(data_dir)).stop()


def python_for(user: int) -> str | None:
    """A Python of this version that ``user`` may run; this one may be in a folder of root's own."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            subprocess.run([python, "-c", ""], user=user, group=user, extra_groups=(), check=True, cwd="/")
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
async def test_ordinary_user_starts_it_and_root_joins(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    python = await asyncio.to_thread(python_for, nobody.pw_uid)
    if python is None:
        pytest.skip("an ordinary user may not run Python here")
    data_dir = tmp_path / "theirs"
    data_dir.mkdir()
    os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)
    for folder in (tmp_path, *tmp_path.parents):
        folder.chmod(folder.stat().st_mode | 0o001)
    theirs = subprocess.Popen(
        [python, "-c", WORKER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=(),
        cwd="/",
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert theirs.stdin is not None
    assert theirs.stdout is not None
    with theirs.stdin, theirs.stdout:
        url = (await asyncio.to_thread(theirs.stdout.readline)).strip()
        assert url
        ours = await start_embedded(data_dir)
        assert ours.url == url
        await remember(url, 1)
        process = postmaster(data_dir)
        assert process is not None
        assert psutil.Process(process).uids().real == nobody.pw_uid
        await ours.stop()
        assert postmaster(data_dir) == process
    assert await asyncio.to_thread(theirs.wait, 60) == 0
    assert postmaster(data_dir) is None
    # And root alone, afterwards, runs it as its owner.
    ours = await start_embedded(data_dir)
    assert await remembered(ours.url) == [1]
    process = postmaster(data_dir)
    assert process is not None
    assert psutil.Process(process).uids().real == nobody.pw_uid
    await ours.stop()


def belongs(process: psutil.Process, data_dir: Path) -> bool:
    """Whether a process is of the server of ``data_dir`` or watches it."""
    try:
        return is_watcher(process, data_dir) or (
            process.name() == "postgres" and Path(process.cwd()) == cluster(data_dir)
        )
    except (psutil.Error, OSError):
        return False


def is_watcher(process: psutil.Process, data_dir: Path) -> bool:
    try:
        command = process.cmdline()
    except psutil.Error:
        return False
    return watcher.__file__ in command and str(data_dir / "postgres") in command
