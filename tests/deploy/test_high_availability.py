"""The files of deploy/ha, read by the programs that they are for, and against each other."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from resilience.availability import database, installation
from resilience.availability.nodes import NETWORK
from toldonce.settings import Settings

HA = Path(__file__).parents[2] / "deploy" / "ha"
NOT_THERE = re.compile(r"is not reachable|^bootstrap\.pg_hba\s+is not defined")
"""What Patroni also says of a right file on a machine that is none of the three."""


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which(command[0]), f"{command[0]} is missing: run scripts/debian-packages.sh"
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment},
    )


def complaints_of_patroni(path: Path, folder: Path) -> list[str]:
    """What ``patroni --validate-config`` says of a file besides that the other nodes are not there."""
    checked = run(
        str(database.PATRONI),
        "--validate-config",
        str(path),
        PATRONI_NAME="db1",
        PATRONI_POSTGRESQL_CONNECT_ADDRESS=f"{NETWORK}.11:5432",
        PATRONI_RESTAPI_CONNECT_ADDRESS=f"{NETWORK}.11:8008",
        PATRONI_POSTGRESQL_BIN_DIR=str(database.programs()),
        PATRONI_POSTGRESQL_DATA_DIR=str(folder / "data"),
        PATRONI_SUPERUSER_PASSWORD="one",
        PATRONI_REPLICATION_PASSWORD="two",
        PATRONI_REWIND_PASSWORD="three",
    )
    lines = (checked.stdout + checked.stderr).splitlines()
    return [line for line in lines if line.strip() and not NOT_THERE.search(line)]


def test_patroni_understands_its_file(tmp_path: Path) -> None:
    assert complaints_of_patroni(HA / "patroni.yml", tmp_path) == []


@pytest.mark.parametrize(("right", "wrong"), [("ttl: 20", "ttl: soon"), ("etcd3:", "etcdd:"), ("8008", "eight")])
def test_patroni_would_find_a_mistake_in_it(right: str, wrong: str, tmp_path: Path) -> None:
    text = (HA / "patroni.yml").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "wrong.yml").write_text(text.replace(right, wrong), encoding="utf-8")
    assert complaints_of_patroni(tmp_path / "wrong.yml", tmp_path)


def test_no_acknowledged_write_depends_on_one_node() -> None:
    cluster = yaml.safe_load((HA / "patroni.yml").read_text(encoding="utf-8"))["bootstrap"]["dcs"]
    assert cluster["synchronous_mode"] is True
    assert cluster["synchronous_mode_strict"] is True
    assert cluster["ttl"] >= cluster["loop_wait"] + 2 * cluster["retry_timeout"]
    assert "synchronous_commit" not in cluster["postgresql"]["parameters"]


@pytest.mark.parametrize("name", ["haproxy-postgresql.cfg", "haproxy-api.cfg"])
def test_haproxy_understands_its_files(name: str) -> None:
    checked = run("haproxy", "-c", "-f", str(HA / name))
    assert checked.returncode == 0, checked.stderr


def test_nginx_understands_its_file(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; include {HA}/nginx-api.conf; }}\n"
    )
    checked = run("nginx", "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"))
    assert checked.returncode == 0, checked.stderr


def test_every_file_names_the_same_nodes() -> None:
    addresses = {f"{NETWORK}.{last}" for last in database.NODES.values()}
    for name in ("patroni.yml", "haproxy-postgresql.cfg", "etcd.env"):
        text = (HA / name).read_text(encoding="utf-8")
        named = set(re.findall(rf"{re.escape(NETWORK)}\.1\d\b", text))
        assert named == addresses, name
    nodes = {f"{NETWORK}.{last}:8000" for last in installation.API_NODES.values()}
    for name in ("haproxy-api.cfg", "nginx-api.conf"):
        assert set(re.findall(r"server .*?([\d.]+:8000)", (HA / name).read_text(encoding="utf-8"))) == nodes, name


def test_the_settings_that_the_files_speak_of_exist() -> None:
    known = {name.upper() for name in Settings.model_fields} | {"FORWARDED_ALLOW_IPS"}
    told = set()
    for path in HA.iterdir():
        told |= set(
            re.findall(r"\b((?:DATABASE|REDIS|SHUTDOWN|FORWARDED)_[A-Z_]+)(?==|\b)", path.read_text(encoding="utf-8"))
        )
    assert told
    assert told <= known, told - known
