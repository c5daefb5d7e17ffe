"""`toldonce doctor --sentry-test`: one event, and whether it arrived."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from live import clean_environment, free_port

from tests.support.sentry_ingest import sentry_ingest

COMMAND = [sys.executable, "-c", "from toldonce.cli import main; main()", "doctor", "--sentry-test", "--json"]


def doctor(folder: Path, **variables: str) -> tuple[int, dict[str, str]]:
    (folder / "data").mkdir(exist_ok=True)
    environment = clean_environment(folder / "data", free_port())
    (folder / "data" / "models").unlink()
    ended = subprocess.run(
        COMMAND, cwd=folder, env=environment | variables, capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    (finding,) = json.loads(ended.stdout)["findings"]
    return ended.returncode, finding


@pytest.mark.requirement("SE-09")
def test_one_event_is_sent_and_its_arrival_is_told(tmp_path: Path) -> None:
    with sentry_ingest() as ingest:
        code, finding = doctor(tmp_path, SENTRY_DSN=ingest.dsn, ENVIRONMENT="staging")
    assert (code, finding["status"]) == (0, "ok"), finding
    (event,) = ingest.events()
    assert event["exception"]["values"][-1]["type"] == "SentryProbe"
    assert event["exception"]["values"][-1]["value"] == "Test Sentry integration"
    assert event["environment"] == "staging"


@pytest.mark.requirement("SE-09", "SE-08")
@pytest.mark.parametrize(
    ("dsn", "said"),
    [
        ("", "SENTRY_DSN is not set"),
        ("https://sentry.example.org", "is not a DSN"),
        ("http://public@127.0.0.1:1/7", "it cannot be reached"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_fix(tmp_path: Path, dsn: str, said: str) -> None:
    code, finding = doctor(tmp_path, SENTRY_DSN=dsn)
    assert (code, finding["status"]) == (1, "fail")
    assert said in finding["detail"]
    assert "SENTRY_DSN" in finding["fix"]


@pytest.mark.requirement("SE-09")
def test_a_refusal_is_told(tmp_path: Path) -> None:
    with sentry_ingest() as ingest:
        ingest.status = 403
        code, finding = doctor(tmp_path, SENTRY_DSN=ingest.dsn)
    assert code == 1
    assert "status_403" in finding["detail"]
