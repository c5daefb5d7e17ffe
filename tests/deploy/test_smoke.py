"""scripts/smoke.sh passes on a service that works, and fails on one that does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from live import free_port

from tests.server.conftest import SECRET, make_settings, serving

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "smoke.sh"


def smoke(url: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which("curl")
    return subprocess.run(
        ["bash", str(SCRIPT), url],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "NO_PROXY": "127.0.0.1"},
        timeout=120,
    )


@pytest.mark.requirement("DP-07", "DP-09", "DP-06")
@pytest.mark.parametrize("environment", ["development", "staging", "production"])
def test_it_passes_where_the_service_works(owner_url: str, models_dir: Path, tmp_path: Path, environment: str) -> None:
    settings = make_settings(owner_url, models_dir, tmp_path, environment=environment, jwt_secret_key=SECRET)
    with serving(settings) as service:
        ended = smoke(service.base_url)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "FAIL" not in ended.stdout
    assert ended.stdout.endswith("works.\n")
    assert ("/openapi.json" in ended.stdout) is True
    assert (ended.stdout.count("/docs") == 1) is (environment == "production")


@pytest.fixture
def liar() -> Iterator[str]:
    """A server that says 200 to everything and knows nothing."""

    class Yes(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Yes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.requirement("DP-07")
def test_it_fails_where_nothing_works(liar: str) -> None:
    for url in (f"http://127.0.0.1:{free_port()}", liar):
        ended = smoke(url)
        assert ended.returncode == 1
        assert "FAIL" in ended.stdout
