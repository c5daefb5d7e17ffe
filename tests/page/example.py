"""A believable history: what one person told over the months, as an import would bring it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

EMAILS = {"light": "ana.moreira@example.org", "dark": "ana.moreira@example.com"}
"""Two accounts with the same history, so that the same questions can be asked twice for the first time."""
PASSWORD = "correct horse battery staple"
QUESTION = "What should I not bake for Nora?"

CONVERSATIONS: tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...] = (
    (
        251,
        "A boat of our own",
        (
            ("user", "We signed the papers today. My boat is called Marisol, a 1987 sloop, nine metres, blue hull."),
            ("assistant", "Congratulations! A sloop of that age deserves a look at the standing rigging first."),
            (
                "user",
                "The surveyor said the rigging was renewed in 2019. The berth in Leixões costs 2,140 euros a year.",
            ),
            ("assistant", "Then the rigging has a few years left. Shall I note the berth as a yearly cost?"),
            ("user", "Yes. And the harbour office closes at 16:30, I always forget that."),
            ("assistant", "Noted: the harbour office in Leixões closes at 16:30."),
        ),
    ),
    (
        230,
        "About us",
        (
            ("user", "I live in Lisbon and I work as a nurse. My partner is Tiago."),
            ("assistant", "Good to know. How long have you been a nurse?"),
            ("user", "For nine years. I love swimming in the sea and I am vegetarian. Please always answer briefly."),
            ("assistant", "Noted."),
        ),
    ),
    (
        198,
        "Moving to Porto",
        (
            ("user", "We move on the 2nd of June. The new flat is in Rua da Boavista, third floor, no lift."),
            ("assistant", "Third floor without a lift: book movers with a furniture hoist."),
            ("user", "Good idea. Tiago is afraid of heights, so he should not be the one on the balcony."),
            ("assistant", "Understood. Then you could take the balcony and Tiago the street."),
            ("user", "It is done: I moved to Porto. I live in Porto now."),
            ("assistant", "Welcome to Porto."),
        ),
    ),
    (
        143,
        "Nora comes to visit",
        (
            (
                "user",
                "My sister Nora is staying with us in August. She is allergic to hazelnuts, so she carries a pen.",
            ),
            ("assistant", "Thank you for telling me. No hazelnuts, and no traces of them, in anything baked for Nora."),
            (
                "user",
                "She loves lemon cake, the one with olive oil. And she will not touch raisins, but that is only taste.",
            ),
            ("assistant", "Lemon cake with olive oil it is, without raisins."),
            ("user", "Her train arrives on the 14th at 18:52 at Campanhã."),
            ("assistant", "Noted: Nora arrives on 14 August, 18:52, at Campanhã."),
        ),
    ),
    (
        96,
        "Sailing licence",
        (
            (
                "user",
                "The exam for the coastal licence is on 9 October. I mix up the lights of trawlers and pilot boats.",
            ),
            ("assistant", "Trawling: green over white. Pilot: white over red. 'White over red, pilot ahead.'"),
            ("user", "White over red, pilot ahead. My sister Nora and my partner Tiago both sail with me."),
            ("assistant", "You will. Shall we go through sound signals next?"),
        ),
    ),
    (
        40,
        "The bakery on Saturdays",
        (
            ("user", "I have begun to bake for the Saturday market: twelve loaves and two trays of cake each week."),
            ("assistant", "That is a good size to begin with. Which cakes sell best?"),
            (
                "user",
                "I left the hospital for it: I work as a baker now. I have to renew my stall permit by 3 December.",
            ),
            ("assistant", "Noted: the stall permit, by 3 December."),
            ("user", "The praline tart goes first. It is half hazelnut, so I keep its tins apart from all the others."),
            ("assistant", "Keeping the tins apart is wise; label them as well."),
        ),
    ),
    (
        12,
        "Winter on the hard",
        (
            ("user", "Marisol comes out of the water on 21 November. The yard wants the mast down as well."),
            ("assistant", "Then take the sails ashore before, and photograph the rigging as it is now."),
            ("user", "The yard is Estaleiro Costa, ask for Rui. He wants to be called before nine."),
            ("assistant", "Noted: Estaleiro Costa, Rui, before nine in the morning."),
        ),
    ),
)
"""How many days ago, the title, and who said what."""


def tell(base_url: str, email: str) -> None:
    """Open an account and store the history in it."""
    with httpx.Client(base_url=f"{base_url}/api/v1", timeout=60, trust_env=False) as client:
        client.post("/auth/register", json={"email": email, "password": PASSWORD}).raise_for_status()
        pair = client.post("/auth/login", json={"email": email, "password": PASSWORD}).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {pair['access_token']}"
        this_morning = datetime.now(UTC).replace(hour=8, minute=12, second=0, microsecond=0)
        for days, title, said in CONVERSATIONS:
            made = client.post("/conversations", json={"title": title}).raise_for_status().json()
            begun = this_morning - timedelta(days=days)
            turns: list[dict[str, Any]] = [
                {"role": role, "content": content, "at": (begun + timedelta(minutes=2 * number)).isoformat()}
                for number, (role, content) in enumerate(said)
            ]
            path = f"/conversations/{made['conversation_id']}/turns"
            client.post(path, json={"turns": turns}).raise_for_status()
