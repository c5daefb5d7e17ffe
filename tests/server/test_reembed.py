"""Another embedding model while the service runs: both sets of vectors side by side, one switch, nothing lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.conftest import Person, Service, make_settings, serving
from tests.support.scripted_llm import ScriptedLLM, running_llm
from toldonce import bootstrap
from toldonce.adapters.postgres import embedding_sets
from toldonce.bootstrap import StartFailed
from toldonce.settings import Settings

TOLD = [f"Behind the shed grows the rose Aurora{number}." for number in range(40)]
LATE_SECONDS = 60.0


@pytest.fixture(scope="module")
def endpoint() -> Iterator[ScriptedLLM]:
    with running_llm() as server:
        yield server


@pytest.fixture
def moving(own_database_url: str, models_dir: Path, endpoint: ScriptedLLM, tmp_path: Path) -> Settings:
    """The default model now, that of an endpoint next."""
    return make_settings(
        own_database_url,
        models_dir,
        tmp_path,
        embedding_provider_next="openai",
        embedding_model_next="next",
        embedding_base_url_next=endpoint.url,
    )


def with_only(settings: Settings, endpoint: ScriptedLLM | None) -> Settings:
    """The same with one model: that of the endpoint, or the default one."""
    one: dict[str, Any] = {"embedding_provider": "local", "embedding_model": None, "embedding_base_url": None}
    if endpoint is not None:
        one = {"embedding_provider": "openai", "embedding_model": "next", "embedding_base_url": endpoint.url}
    return settings.model_copy(update={**one, "embedding_provider_next": None, "embedding_model_next": None})


async def sets_of(settings: Settings) -> dict[str, tuple[bool, int]]:
    """By model: whether its vectors are searched, and how many parts of texts are in whole subjects."""
    listed = await bootstrap.list_embedding_sets(settings, progress=print)
    return {one.name: (one.chosen, done) for one, done, _ in listed}


def said_by(person: Person) -> str:
    """The model by whose vectors this process searches."""
    model: str = person.http.get("/api/v1/memories/stats").json()["embedding_model"]
    return model


def at(service: Service, person: Person) -> Person:
    """The same account at another process."""
    client = service.client(Authorization=person.http.headers["Authorization"])
    return Person(person.user_id, person.email, person.tokens, client)


def found(person: Person, query: str) -> list[str]:
    """What a search that used the vectors finds."""
    asked = person.http.post("/api/v1/memories/search", json={"query": query, "limit": 100})
    assert asked.status_code == 200, asked.text
    answer = asked.json()
    assert not answer.get("degraded")
    return [hit["content"] for hit in answer["hits"]]


async def until_searched_by(person: Person, model: str) -> None:
    async with asyncio.timeout(LATE_SECONDS):
        while await asyncio.to_thread(said_by, person) != model:
            await asyncio.sleep(0.05)


async def until_whole(person: Person) -> None:
    async with asyncio.timeout(LATE_SECONDS):
        while (await asyncio.to_thread(person.http.get, "/api/v1/memories/stats")).json()["embedding_coverage"] < 1:
            await asyncio.sleep(0.05)


async def test_the_model_changes_under_a_running_service(
    moving: Settings, endpoint: ScriptedLLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_sets, "PARTS_AT_ONCE", 8)
    with serving(moving) as one, serving(moving) as other:
        ana = await asyncio.to_thread(one.register)
        ben = at(other, ana)
        conversation = await asyncio.to_thread(ana.conversation, *TOLD)
        old = await asyncio.to_thread(said_by, ana)
        assert not old.startswith("next")
        moved = asyncio.Event()
        spoken = 0

        async def speak() -> None:
            nonlocal spoken
            while not moved.is_set():
                person = (ana, ben)[spoken % 2]
                turn = {"role": "user", "content": f"Tulip number {spoken} stands at the gate."}
                path = f"/api/v1/conversations/{conversation}/turns"
                answer = await asyncio.to_thread(person.http.post, path, json={"turns": [turn]})
                assert answer.status_code == 201, answer.text
                texts = await asyncio.to_thread(found, person, f"Where does tulip number {spoken} stand?")
                assert turn["content"] in texts
                spoken += 1

        speaking = asyncio.create_task(speak())
        name = await bootstrap.reembed(moving, back=False, told=lambda done, parts: None, progress=print)
        for person in (ana, ben):
            await until_searched_by(person, name)
        moved.set()
        await speaking
        assert spoken >= 4
        await asyncio.to_thread(ana.settled)
        for person in (ana, ben):
            await until_whole(person)
        parts = (await asyncio.to_thread(ana.counts))["chunks"]
        # The former vectors are kept whole as well, so that one can go back.
        async with asyncio.timeout(LATE_SECONDS):
            while await sets_of(moving) != {name: (True, parts), old: (False, parts)}:
                await asyncio.sleep(0.1)
        assert await bootstrap.reembed(moving, back=True, told=lambda done, parts: None, progress=print) == old
        await until_searched_by(ana, old)
        await bootstrap.reembed(moving, back=False, told=lambda done, parts: None, progress=print)

    with pytest.raises(StartFailed, match="toldonce reembed"):
        await bootstrap.open_runtime(with_only(moving, None), progress=print)
    alone = with_only(moving, endpoint)
    with serving(alone) as after:
        ana = at(after, ana)
        assert await asyncio.to_thread(said_by, ana) == name
        assert TOLD[7] in await asyncio.to_thread(found, ana, TOLD[7])
        with pytest.raises(ValueError, match="searched"):
            await bootstrap.drop_embedding_set(alone, name, progress=print)
        assert await bootstrap.drop_embedding_set(alone, old, progress=print) >= parts
        assert list(await sets_of(alone)) == [name]
        assert TOLD[9] in await asyncio.to_thread(found, ana, TOLD[9])


async def test_a_process_with_the_former_model_alone_refuses(moving: Settings) -> None:
    with serving(with_only(moving, None)) as service:
        ana = await asyncio.to_thread(service.register)
        await asyncio.to_thread(ana.conversation, TOLD[0])
        await asyncio.to_thread(ana.settled)
        name = await bootstrap.reembed(moving, back=False, told=lambda done, parts: None, progress=print)

        async def until_asked(path: str, status: int) -> Any:
            async with asyncio.timeout(2 * LATE_SECONDS):
                while (answer := await asyncio.to_thread(ana.http.get, path)).status_code != status:
                    await asyncio.sleep(0.1)
            return answer.json()

        refused = await until_asked("/api/v1/memories", 503)
        assert refused["error"] == "embedding_failed"
        assert name in refused["message"]
        await until_asked("/readyz", 503)
        await bootstrap.reembed(moving, back=True, told=lambda done, parts: None, progress=print)
        assert (await until_asked("/api/v1/memories/stats", 200))["embedding_model"] != name
        await until_asked("/readyz", 200)


async def test_it_goes_on_where_it_stopped(
    moving: Settings, endpoint: ScriptedLLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_sets, "PARTS_AT_ONCE", 8)
    with serving(moving) as service:
        ana = service.register()
        await asyncio.to_thread(ana.conversation, *TOLD)
        await asyncio.to_thread(ana.settled)

        def stop(done: int, parts: int) -> None:
            if done >= 16:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await bootstrap.reembed(moving, back=False, told=stop, progress=print)
        before = len(endpoint.requests)
        parts = ana.counts()["chunks"]
        heard: list[tuple[int, int]] = []
        await bootstrap.reembed(moving, back=False, told=lambda *how: heard.append(how), progress=print)
        embedded = sum(len(call.body["input"]) for call in endpoint.requests[before:] if call.path == "/v1/embeddings")
        # One more is the probe of the model when it is opened.
        assert parts - 16 <= embedded <= parts - 16 + 2
        assert heard[-1][1] == parts


async def test_there_has_to_be_another_model(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    settings = make_settings(owner_url, models_dir, tmp_path)
    with pytest.raises(StartFailed, match="EMBEDDING_PROVIDER_NEXT"):
        await bootstrap.reembed(settings, back=False, told=lambda done, parts: None, progress=print)
