"""What was erased is looked for everywhere: tables, Redis, logs, and a backup from before that was restored."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from resilience.experiment import Experiment, Trial
from resilience.ledger import everything
from resilience.postgres import PostgresServer
from resilience.stage import PASSWORD, Account, Service, Stage, stage

WAYS = ("memory told", "memory understood", "turn", "conversation", "subject", "account")
"""What is erased; each has a word of its own, which no other text holds."""
SETTLED_SECONDS = 120.0
COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type = 'bytea' AS is_bytes
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
"""


@dataclass(slots=True)
class Told:
    """What was said under one way of erasing, with the ids that came of it."""

    account: Account
    word: str
    ids: dict[str, str] = field(default_factory=dict)


async def run(trial: Trial) -> None:
    """Say the words, erase them, look for them; then do the same to the restored backup."""
    async with stage(trial.folder) as on:
        server = await on.postgres()
        cache = await on.redis()
        settings: dict[str, Any] = {"DATABASE_URL": server.url, "REDIS_URL": cache.url, "LOG_LEVEL": "DEBUG"}
        api = await on.started(**settings)
        main, leaving = await api.register(), await api.register()
        told = {way: Told(leaving if way == "account" else main, f"z{secrets.token_hex(7)}z") for way in WAYS}
        bystander = Told(await api.register(), f"z{secrets.token_hex(7)}z")
        for way, one in [*told.items(), ("bystander", bystander)]:
            await _tell(api, one, way)
        words = {way: one.word for way, one in told.items()}
        before = await _places(server, words)
        trial.require("ways of erasing", len(told), exactly=len(WAYS))
        trial.require(
            "words that the scan finds before", sum(bool(found) for found in before.values()), exactly=len(WAYS)
        )
        trial.figure("places that hold a word before", sum(len(found) for found in before.values()))
        await _command(on, "backup", "-o", str(trial.folder / "old.backup"), **settings)
        for way, one in told.items():
            await _erase(api, one, way)
        await _command(on, "erasures", "-o", str(trial.folder / "erasures.jsonl"), **settings)
        _judge(trial, "the database", await _places(server, words))
        held = cache.everything()
        _judge(trial, "Redis", {way: ["redis"] for way, word in words.items() if word.encode() in held})
        _judge(trial, "answers to searches", await _answers(api, told))
        kept = await _places(server, {"bystander": bystander.word})
        trial.require("places that still hold the bystander's word", len(kept["bystander"]), at_least=3)
        await api.process.stop()
        second = PostgresServer(trial.folder / "second", {})
        on.ends(second.process)
        await second.make()
        restored = {**settings, "DATABASE_URL": second.url}
        await _command(
            on,
            "restore",
            str(trial.folder / "old.backup"),
            "--erasures",
            str(trial.folder / "erasures.jsonl"),
            **restored,
        )
        _judge(trial, "the restored backup", await _places(second, words))
        kept = await _places(second, {"bystander": bystander.word})
        trial.require("places of the restored backup with the bystander's word", len(kept["bystander"]), at_least=3)
        logs = "".join(path.read_text(encoding="utf-8", errors="replace") for path in trial.folder.rglob("*.log"))
        trial.require("logs read", len(list(trial.folder.rglob("*.log"))), at_least=4)
        _judge(trial, "the logs", {way: ["logs"] for way, word in words.items() if word in logs})


async def _tell(api: Service, one: Told, way: str) -> None:
    """Say the word in every way that there is, and wait until it was understood."""
    subject = "me" if way == "account" else way.replace(" ", "-")
    word, key = one.word.capitalize(), secrets.token_hex(8)
    async with api.client(one.account, subject=subject) as client:

        async def post(path: str, body: Mapping[str, object]) -> dict[str, str]:
            answer = await client.post(path, json=body, headers={"Idempotency-Key": f"{path}-{key}"})
            found: dict[str, str] = answer.raise_for_status().json()
            return found

        is_whole = way in ("conversation", "subject", "account", "bystander")
        title = f"About {word}" if is_whole else "About this and that"
        conversation = (await post("/conversations", {"title": title}))["conversation_id"]
        one.ids["conversation"] = conversation
        if way != "memory told":
            said = {"role": "user", "content": f"I live in {word}.", "metadata": {"place": word} if is_whole else {}}
            turns = await client.post(f"/conversations/{conversation}/turns", json={"turns": [said]})
            one.ids["turn"] = turns.raise_for_status().json()["turns"][0]["turn_id"]
        if way in ("memory told", "subject", "account", "bystander"):
            told = await post("/memories", {"content": f"My locker is called {word}.", "metadata": {"name": word}})
            one.ids["memory"] = told["memory_id"]
        if way in ("subject", "account", "bystander"):
            await post("/conversation", {"message": f"What do you know about {word}?"})
        await client.post("/memories/search", json={"query": f"Where is {word}?"})
        async with asyncio.timeout(SETTLED_SECONDS):
            while {job["status"] for job in await everything(client, "/jobs", {})} & {"queued", "running", "failed"}:
                await asyncio.sleep(0.1)
        if way == "memory understood":
            memories = await everything(client, "/memories", {})
            one.ids["memory"] = next(memory["memory_id"] for memory in memories if word in memory["content"])


async def _erase(api: Service, one: Told, way: str) -> None:
    subject = "me" if way == "account" else way.replace(" ", "-")
    async with api.client(one.account, subject=subject) as client:
        if way == "account":
            credentials = {"email": one.account.email, "password": PASSWORD}
            pair = (await client.post("/auth/login", json=credentials)).raise_for_status().json()
            answer = await httpx.AsyncClient(trust_env=False).request(
                "DELETE", f"{api.url}/api/v1/auth/me", json={"password": PASSWORD}, timeout=60,
                headers={"Authorization": f"Bearer {pair['access_token']}"},
            )  # fmt: skip
        else:
            path = {
                "turn": f"/conversations/{one.ids['conversation']}/turns/{one.ids.get('turn')}",
                "conversation": f"/conversations/{one.ids['conversation']}",
                "subject": "/memories?confirm=all",
            }.get(way, f"/memories/{one.ids.get('memory')}")
            answer = await client.delete(path)
        answer.raise_for_status()


async def _answers(api: Service, told: Mapping[str, Told]) -> dict[str, list[str]]:
    """What still shows a word to who said it."""
    found: dict[str, list[str]] = {}
    for way, one in told.items():
        if way == "account":
            continue
        async with api.client(one.account, subject=way.replace(" ", "-")) as client:
            query = {"query": f"Where is {one.word}?", "limit": 50}
            shown = [
                (await client.post("/memories/search", json=query)).text,
                (await client.post("/context", json={"query": query["query"]})).text,
                (await client.get("/memories?status=all")).text,
                (await client.get("/changes")).text,
                (await client.get("/profile")).text,
                (await client.get("/entities")).text,
                (await client.post("/export")).text,
            ]
            if any(one.word in text.lower() for text in shown):
                found[way] = ["answers"]
    return found


async def _places(server: PostgresServer, words: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns that hold each word, whatever their type; a stem may lack a word's end."""
    looks = []
    for row in await server.fetch(COLUMNS):
        table, column = row["table_name"], row["column_name"]
        text = f"encode(\"{column}\", 'escape')" if row["is_bytes"] else f'"{column}"::text'
        looks.append(
            f"SELECT '{table}.{column}' AS place, way FROM words"
            f" WHERE EXISTS (SELECT FROM \"{table}\" WHERE {text} ILIKE '%' || left(word, 13) || '%')"
        )
    said = "WITH words AS (SELECT * FROM unnest($1::text[], $2::text[]) AS w(way, word)) "
    found: dict[str, list[str]] = {way: [] for way in words}
    for row in await server.fetch(said + " UNION ALL ".join(looks), list(words), list(words.values())):
        found[row["way"]].append(row["place"])
    return found


def _judge(trial: Trial, where: str, found: Mapping[str, list[str]]) -> None:
    left = {way: places for way, places in found.items() if places}
    for way, places in left.items():
        trial.say(f"{where}: after erasing a {way}, its word is still in {', '.join(places)}")
    trial.require(f"erased words that are left in {where}", len(left), exactly=0)


async def _command(on: Stage, *arguments: str, **settings: Any) -> None:
    process = on.command(f"command-{arguments[0]}", *arguments, **settings)
    process.start()
    code = await process.ended()
    assert code == 0, process.said


EXPERIMENT = Experiment(
    "What was erased is gone from the database, Redis, the logs and every answer, and stays gone when an older backup"
    " is restored.",
    run,
    2,
)
