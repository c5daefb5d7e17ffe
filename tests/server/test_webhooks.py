"""Webhooks: told at least once, signed, in order, and never into a private network unless it is allowed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.server.conftest import Person, Service, make_settings
from toldonce.adapters.webhook_sender import HttpSender, is_public
from toldonce.errors import DeliveryFailed, ValidationFailed
from toldonce.ports import WEBHOOK_SUBJECT
from toldonce.settings import Settings

PATIENCE = 60.0


@dataclass
class Receiver:
    """A server that keeps what it is told; ``statuses`` are its next answers, then 200."""

    url: str
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def events(self, subject: str) -> list[dict[str, Any]]:
        """What it was told about a subject, in order."""
        events = [json.loads(body) for _, body in list(self.told)]
        return [event for event in events if event["data"]["subject"] == subject]


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """A receiver on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(kept.statuses.pop(0) if kept.statuses else 200)
            self.send_header("Location", f"{kept.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Receiver(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def service_settings(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A service that may call receivers on this machine."""
    return make_settings(owner_url, models_dir, tmp_path_factory.mktemp("service"), webhook_allow_private=True)


@pytest.fixture
def subject() -> str:
    return f"hooks-{uuid4().hex[:8]}"


def _hook(person: Person, receiver: Receiver, *events: str, subject: str | None = None) -> dict[str, Any]:
    asked = {"url": f"{receiver.url}/hook?x=1", "events": list(events), "subject": subject}
    made = person.http.post("/api/v1/webhooks", json=asked)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


def _tell(person: Person, subject: str, content: str) -> str:
    made = person.http.post("/api/v1/memories", json={"content": content}, headers={"X-Memory-Subject": subject})
    memory_id: str = made.json()["memory_id"]
    return memory_id


def _wait(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_events_are_told_signed_and_in_order(ana: Person, receiver: Receiver, subject: str) -> None:
    hook = _hook(ana, receiver, "memory.created", "memory.superseded", "memory.forgotten", subject=subject)
    first = _tell(ana, subject, "The meeting room is number four.")
    _wait(lambda: len(receiver.events(subject)) == 1)
    headers = {"X-Memory-Subject": subject, "If-Match": "*"}
    changed = ana.http.patch(f"/api/v1/memories/{first}", json={"content": "It is room five."}, headers=headers).json()
    _wait(lambda: len(receiver.events(subject)) == 3)
    ana.http.delete(f"/api/v1/memories/{changed['memory_id']}", headers=headers)
    _wait(lambda: len(receiver.events(subject)) == 4)
    events = receiver.events(subject)
    assert sorted(event["type"] for event in events) == [
        "memory.created",
        "memory.created",
        "memory.forgotten",
        "memory.superseded",
    ]
    assert events[0]["data"]["memory"]["content"] == "The meeting room is number four."
    assert events[-1] == events[-1] | {
        "type": "memory.forgotten",
        "data": {"subject": subject, "memory_id": changed["memory_id"]},
    }
    for headers_sent, body in receiver.told:
        if json.loads(body)["data"]["subject"] == subject:
            _verify(hook["secret"], headers_sent, body)
    log = ana.http.get(f"/api/v1/webhooks/{hook['webhook_id']}/deliveries").json()["items"]
    assert {one["status"] for one in log} == {"delivered"}
    assert [one["memory_id"] for one in log if one["event"] != "memory.forgotten"] == [first, first]
    assert "room" not in json.dumps(log)


def _verify(secret: str, headers: dict[str, str], body: bytes) -> None:
    """As a receiver does, after the Standard Webhooks specification."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(time.time() - int(headers["webhook-timestamp"])) < 60


def test_a_whole_subject_is_forgotten_in_one_event(ana: Person, receiver: Receiver, subject: str) -> None:
    hook = _hook(ana, receiver, "memory.created", "memory.forgotten", subject=subject)
    _tell(ana, subject, "Nothing stays.")
    _wait(lambda: receiver.events(subject))
    ana.http.delete("/api/v1/memories?confirm=all", headers={"X-Memory-Subject": subject})
    _wait(lambda: len(receiver.events(subject)) == 2)
    assert receiver.events(subject)[1]["data"] == {"subject": subject}
    log = ana.http.get(f"/api/v1/webhooks/{hook['webhook_id']}/deliveries").json()["items"]
    assert [one["event"] for one in log] == ["memory.forgotten"]


def test_a_failed_delivery_is_tried_again_under_the_same_id(ana: Person, receiver: Receiver, subject: str) -> None:
    hook = _hook(ana, receiver, "memory.created", subject=subject)
    receiver.statuses.append(500)
    _tell(ana, subject, "Try me twice.")
    _wait(lambda: len(receiver.events(subject)) == 2)
    ids = {headers["webhook-id"] for headers, body in receiver.told if json.loads(body)["data"]["subject"] == subject}
    assert len(ids) == 1
    address = f"/api/v1/webhooks/{hook['webhook_id']}/deliveries"
    _wait(lambda: ana.http.get(address).json()["items"][0]["status"] == "delivered")
    (delivery,) = ana.http.get(address).json()["items"]
    assert (delivery["attempts"], delivery["response_status"], delivery["reason"]) == (2, 200, None)
    ana.http.post(f"{address}/{delivery['delivery_id']}/retry")
    _wait(lambda: len(receiver.events(subject)) == 3)


def test_what_takes_long_goes_on_in_another_job(
    service: Service, receiver: Receiver, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that an address that is slow to answer keeps no other account waiting."""
    monkeypatch.setattr("toldonce.memory.webhooks.SECONDS_AT_A_TIME", 0.0)
    person = service.register()
    _hook(person, receiver, "memory.created", subject=subject)
    memories = [{"content": f"Number {number}."} for number in range(3)]
    told = person.http.post(
        "/api/v1/memories/batch", json={"memories": memories}, headers={"X-Memory-Subject": subject}
    )
    ids = [one["memory_id"] for one in told.json()["memories"]]
    _wait(lambda: len(receiver.events(subject)) == 3)
    assert [one["data"]["memory_id"] for one in receiver.events(subject)] == ids
    jobs = person.http.get("/api/v1/jobs", headers={"X-Memory-Subject": WEBHOOK_SUBJECT}).json()["items"]
    assert len(jobs) >= 3


def test_redirects_are_not_followed(ana: Person, receiver: Receiver, subject: str) -> None:
    hook = _hook(ana, receiver, "memory.created", subject=subject)
    receiver.statuses.append(302)
    _tell(ana, subject, "Stay where you are.")
    address = f"/api/v1/webhooks/{hook['webhook_id']}/deliveries"
    _wait(lambda: ana.http.get(address).json()["items"][0]["attempts"] == 1)
    assert ana.http.get(address).json()["items"][0]["reason"] == "The address answered 302."
    assert ana.http.delete(f"/api/v1/webhooks/{hook['webhook_id']}").status_code == 204


def test_only_what_was_asked_for_is_told(ana: Person, ben: Person, receiver: Receiver, subject: str) -> None:
    hook = _hook(ana, receiver, "memory.forgotten", subject=subject)
    memory_id = _tell(ana, subject, "One.")
    _tell(ana, f"{subject}-other", "Two.")
    _tell(ben, subject, "Three.")
    stopped = ana.http.patch(f"/api/v1/webhooks/{hook['webhook_id']}", json={"active": False})
    assert stopped.json()["active"] is False
    ana.http.delete(f"/api/v1/memories/{memory_id}", headers={"X-Memory-Subject": subject})
    ana.http.patch(f"/api/v1/webhooks/{hook['webhook_id']}", json={"active": True})
    last = _tell(ana, subject, "Four.")
    ana.http.delete(f"/api/v1/memories/{last}", headers={"X-Memory-Subject": subject})
    _wait(lambda: receiver.events(subject))
    assert [event["data"]["memory_id"] for event in receiver.events(subject)] == [last]


def test_a_job_that_was_given_up_is_told(ana: Person, receiver: Receiver, subject: str) -> None:
    _hook(ana, receiver, "job.failed", subject=subject)
    headers = {"X-Memory-Subject": subject, "Content-Type": "application/json"}
    job = ana.http.post("/api/v1/import?format=chatgpt", content=b"{}", headers=headers).json()
    _wait(lambda: receiver.events(subject))
    (event,) = receiver.events(subject)
    assert event["data"]["job_id"] == job["job_id"]
    assert event["data"]["job"]["status"] == "dead"
    assert event["data"]["job"]["failures"]


def test_webhooks_of_others_do_not_exist(ana: Person, ben: Person, receiver: Receiver) -> None:
    hook = _hook(ana, receiver, "memory.created")
    address = f"/api/v1/webhooks/{hook['webhook_id']}"
    assert "secret" not in ana.http.get(address).json()
    assert ben.http.get("/api/v1/webhooks").json()["items"] == []
    assert ben.http.get(f"{address}/deliveries").status_code == 404
    assert ben.http.delete(address).status_code == 404
    assert ana.http.delete(address).status_code == 204
    assert ana.http.get(address).status_code == 404


def test_managing_webhooks_needs_the_scope_admin(service: Service, ana: Person) -> None:
    key = ana.key("memories:read", "memories:write")["api_key"]
    assert service.client(**{"X-API-Key": key}).get("/api/v1/webhooks").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"url": "ftp://example.org/x", "events": ["memory.created"]},
        {"url": "https://", "events": ["memory.created"]},
        {"url": "https://user:password@127.0.0.1/x", "events": ["memory.created"]},
        {"url": "https://127.0.0.1:99999/x", "events": ["memory.created"]},
        {"url": "https://93.184.216.34/\x01", "events": ["memory.created"]},
        {"url": "https://does-not-exist.invalid/x", "events": ["memory.created"]},
        {"url": "https://127.0.0.1/x", "events": []},
        {"url": "https://127.0.0.1/x", "events": ["memory.dreamt"]},
    ],
)
def test_bad_webhooks_are_refused(ana: Person, body: dict[str, Any]) -> None:
    answer = ana.http.post("/api/v1/webhooks", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].split("/")[1] in ("url", "events")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://224.0.0.1/",
        "http://100.64.0.1/",
    ],
)
async def test_private_addresses_are_not_called(url: str) -> None:
    sender = HttpSender(allow_private=False)
    try:
        with pytest.raises(ValidationFailed, match=r"private network|cannot be found"):
            await sender.check(url)
        with pytest.raises(DeliveryFailed):
            await sender.send(url, {}, b"{}")
    finally:
        await sender.close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("fe80::1%eth0", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
