"""The rounds of what is measured side by side, without what is measured."""

from __future__ import annotations

from evals.speed.side_by_side import ROUNDS, SEARCHES, WRITES, Contender, Turn, turn_about


def contender(name: str, times: dict[int, float], heard: list[tuple[str, str]]) -> Contender:
    """One whose searches take as long as it is told for each round, and whose writes twice as long."""

    def took(kind: str, said: str) -> float:
        heard.append((name, said))
        mine = [one for one in heard if one[0] == name and one[1].startswith(kind)]
        return times[(len(mine) - 1) // (WRITES if kind == "turn" else SEARCHES)]

    async def write(turn: Turn) -> float:
        return 2 * took("turn", turn.content)

    async def search(question: str) -> float:
        return took("question", question)

    async def rest() -> None:
        heard.append((name, "rest"))

    return Contender(name, write, search, rest)


async def test_each_has_its_rounds_and_the_medians_of_them() -> None:
    heard: list[tuple[str, str]] = []
    turns = [Turn("user", "Ana", f"turn {number}") for number in range(ROUNDS * WRITES)]
    questions = [f"question {number}" for number in range(ROUNDS * SEARCHES)]
    quick, slow = {0: 1.0, 1: 2.0, 2: 9.0, 3: 3.0, 4: 4.0}, dict.fromkeys(range(ROUNDS), 5.0)
    figures = await turn_about([contender("a", quick, heard), contender("b", slow, heard)], turns, questions)
    assert figures["a"]["search_ms"] == {"least": 1.0, "median": 3.0, "most": 9.0}
    assert figures["a"]["write_ms"] == {"least": 2.0, "median": 6.0, "most": 18.0}
    assert figures["b"]["search_ms"] == {"least": 5.0, "median": 5.0, "most": 5.0}
    for name in ("a", "b"):
        told = [said for one, said in heard if one == name and said != "rest"]
        assert len(told) == len(set(told)) == ROUNDS * (WRITES + SEARCHES)
    begun = [name for number, (name, said) in enumerate(heard) if number == 0 or heard[number - 1][0] != name]
    assert begun == ["a", "b", "a", "b", "a", "b"], "each round is begun by another, so that two rounds meet"
    assert [said for one, said in heard if one == "b"][WRITES] == "rest", "what writing left is done before it searches"
