"""What the learned reader adds to the rules, with readings and tokens that are scripted: no model is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from tests.memory.extract.said import short, turn
from toldonce.errors import EmbeddingFailed
from toldonce.memory.extract.learned.extractor import (
    LEAST_IN_A_QUESTION,
    MOST_NOTHING,
    SURELY_NOTHING,
    LearnedExtractor,
)
from toldonce.memory.extract.learned.likely import LEAST
from toldonce.memory.extract.learned.network import Reading
from toldonce.memory.extract.learned.restated import WAYS
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.model import Turn
from toldonce.ports import Extraction, TokenStates

UNREAD = "Leeds is what the postman knows me under."


class Encoder:
    """Notes what it was asked to look at."""

    def __init__(self, failing: bool = False) -> None:
        self.seen: list[str] = []
        self.failing = failing

    async def encode(self, texts: Sequence[str]) -> list[TokenStates]:
        self.seen += texts
        if self.failing:
            raise EmbeddingFailed("The embedding model could not read a text: RuntimeError.")
        return [TokenStates(np.zeros((1, 2), np.int64), np.zeros((1, 1), np.float32)) for _ in texts]


class Scripted:
    """Reads the same in every sentence."""

    def __init__(
        self, kind: str, relation: str = "state", probability: float = 0.97, nothing: float = 0.0, **marked: str
    ) -> None:
        self.reading = Reading(kind, relation, probability, marked, nothing)
        self.besides: list[Reading] = []

    def read(self, text: str, tokens: TokenStates) -> list[Reading]:
        return [self.reading, *self.besides]


AT_HOME = Scripted("home", value="Leeds")


async def extracted(network: Scripted, *turns: Turn, encoder: Encoder | None = None) -> list[Extraction]:
    extractor = LearnedExtractor(RuleExtractor(), encoder or Encoder(), network)  # type: ignore[arg-type]
    return await extractor.extract(turns, [])


async def added(network: Scripted, *texts: str) -> set[str]:
    return {short(one) for read in await extracted(network, *map(turn, texts)) for one in read.candidates}


async def looked_at(text: str, **how: object) -> list[str]:
    encoder = Encoder()
    await extracted(AT_HOME, turn(text, **how), encoder=encoder)  # type: ignore[arg-type]
    return encoder.seen


async def test_what_the_rules_leave_unread_is_read_and_trusted_less() -> None:
    (read,) = await extracted(AT_HOME, turn(f"I speak Welsh. {UNREAD}"))
    one = read.candidates[-1]
    assert short(one) == "user.home=Leeds"
    assert one.content == "The user lives in Leeds."
    assert one.confidence == pytest.approx(0.73)
    assert f"I speak Welsh. {UNREAD}"[one.starts : one.ends] == UNREAD


@pytest.mark.parametrize(
    "text",
    [
        "Quote me my friend Kwame: a landscape architect, long experience.",
        "My sister Nora got in as a landscape architect, at long last.",
    ],
)
async def test_what_is_told_of_somebody_else_is_not_the_users(text: str) -> None:
    found = await added(Scripted("job", value="landscape architect"), text)
    assert "user.job=landscape architect" not in found
    assert "user.job=landscape architect" in await added(
        Scripted("job", value="landscape architect"), "Landscape architect, I am, my friend Kwame says."
    )


async def test_what_the_rules_read_as_something_is_nothing_else() -> None:
    captain = Scripted("job", value="Captain")
    assert await added(captain, "Nobody calls me Ace any longer, so please call me Captain now.") == {
        "user.called=Captain"
    }


async def test_what_the_rules_read_is_not_read_again() -> None:
    assert await added(AT_HOME, "I live in Leeds.") == {"user.home=Leeds"}
    assert await added(AT_HOME, f"I live in Leeds. {UNREAD}") == {"user.home=Leeds"}
    of_leeds = Scripted("employer", value="Leeds")
    assert await added(of_leeds, "I live in Leeds.") == {"user.home=Leeds"}, "its words are told"


async def test_each_of_several_things_that_a_sentence_states_is_read() -> None:
    network = Scripted("home", value="Leeds")
    network.besides = [Reading("job", "state", 0.9, {"value": "baker"}, 0.0),
                       Reading("employer", "state", LEAST["employer"] - 0.01, {"value": "Greggs"}, 0.0)]  # fmt: skip
    assert await added(network, "Leeds is my postman's word for me, baker is Greggs'.") == {
        "user.home=Leeds",
        "user.job=baker",
    }


async def test_of_a_sentence_that_the_rules_read_in_part_the_rest_is_read() -> None:
    network = Scripted("home", value="Leeds")
    assert await added(network, "I speak Welsh, Leeds is what the postman knows me under.") == {
        "user.language=Welsh",
        "user.home=Leeds",
    }


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("We landed in Leeds in 2019 and stayed.", {"user.event=landed in Leeds", "user.home=Leeds"}),
        ("I like my life as a local of Leeds.", {"user.home=Leeds"}),
    ],
)
async def test_a_deed_or_a_taste_may_be_only_how_something_is_said(text: str, read: set[str]) -> None:
    assert read <= await added(AT_HOME, text)
    unsure = Scripted("home", value="Leeds", probability=LEAST["home"] - 0.01)
    assert "user.home=Leeds" not in await added(unsure, text)


async def test_where_the_rules_read_an_end_what_goes_on_is_read_too() -> None:
    kosher = Scripted("diet", "change", value="kosher", old="vegetarian")
    assert "+user.diet=kosher" in await added(kosher, "I gave up being vegetarian, kosher is for me.")


@pytest.mark.parametrize(
    ("network", "text"),
    [
        (Scripted("hobby", value="squash"), "I love squash so much."),
        (Scripted("like", value="squash"), "I play squash every Monday."),
        (Scripted("habit", value="playing squash", cadence="every Monday"), "I play squash every Monday."),
        (Scripted("hobby", "end", old="squash"), "I no longer like squash."),
        (Scripted("family", value="Erika", role="mother"), "I'm the proud mother of Erika."),
    ],
)
async def test_what_is_done_is_told_once(network: Scripted, text: str) -> None:
    assert await added(network, text) == await added(Scripted("none", "nothing"), text)


async def test_the_reason_for_a_question_is_looked_at() -> None:
    text = "What is it called, since I'm what the postman calls a local?"
    assert await looked_at(text) == ["I'm what the postman calls a local"]
    assert await looked_at("The postman knows me in Leeds, is that odd?") == ["The postman knows me in Leeds"]


async def test_a_question_tells_in_passing_what_it_does_not_ask_for() -> None:
    text = "Is there a gym near me in Hull?"
    assert await looked_at(text) == [text]
    for probability, read in ((LEAST_IN_A_QUESTION, {"user.home=Hull"}), (LEAST_IN_A_QUESTION - 0.01, set())):
        assert await added(Scripted("home", value="Hull", probability=probability), text) == read
    assert await added(Scripted("home", "end", old="Hull"), text) == set()
    assert await added(Scripted("like", value="Hull"), text) == set()
    assert await looked_at("Is there a gym in Hull?") == []


@pytest.mark.parametrize(
    ("network", "text"),
    [
        (Scripted("job", value="baker"), "Kinda wanna be a baker when I grow up."),
        (Scripted("pet", value="Mo", role="cat"), "Mo might be our cat one day."),
        (Scripted("car", value="Volvo V60"), "I'd drive a Volvo V60 one day."),
        (Scripted("car", value="Volvo V60"), "A Volvo V60 hit my bike."),
        (Scripted("name", value="Dee"), "Since school I have been known as Dee."),
        (Scripted("name", value="Dee"), "My name will be Dee from May, that takes getting used to."),
        (Scripted("partner", value="Viktor"), "I was engaged to a Viktor once, in another country."),
        (Scripted("language", value="Polish"), "Say hi to me in Polish."),
    ],
)
async def test_what_is_only_thought_of_is_not_read(network: Scripted, text: str) -> None:
    assert not {one for one in await added(network, text) if one.startswith(f"user.{network.reading.kind}")}


async def test_a_proposal_ends_no_love() -> None:
    left = Scripted("partner", "end", old="Ferdinand")
    assert "-user.partner=Ferdinand" in await added(left, "Scrap the dinner, it is over with Ferdinand.")
    found = await added(left, "Scrap the dinner plan, Ferdinand popped the question.")
    assert "-user.partner=Ferdinand" not in found


async def test_what_is_asked_for_beside_what_is_not_is_no_ban() -> None:
    ban = Scripted("prohibition", value="use tables")
    assert "user.instruction=never use tables" in await added(ban, "It'd be no good to use tables for this crowd.")
    found = await added(ban, "It'd be good to use tables, no rambling for this crowd.")
    assert "user.instruction=never use tables" not in found


@pytest.mark.parametrize(
    "text",
    [
        "I'm no doctor, mind.",
        "My sister is no doctor, mind.",
        "I'm not a doctor, mind.",
        "My doctor rang, mind.",
        "She knows a doctor, mind.",
        "I don't think I'm a doctor.",
    ],
)
async def test_what_somebody_is_not_is_not_read(text: str) -> None:
    for kind in ("job", "third_job"):
        found = await added(Scripted(kind, value="doctor", who="My sister"), text)
        assert not {one for one in found if one.endswith("job=doctor") and not one.startswith("-")}


async def test_a_sentence_in_which_nothing_is_read_is_looked_at_clause_by_clause() -> None:
    nothing = Scripted("none", "nothing")
    encoder = Encoder()
    said = "The boxes are gone, and I'm what the postman calls a local of Leeds"
    await extracted(nothing, turn(f"{said}."), encoder=encoder)
    assert encoder.seen == [f"{said}.", "The boxes are gone", "I'm what the postman calls a local of Leeds."]
    encoder.seen.clear()
    await extracted(AT_HOME, turn(f"{said}."), encoder=encoder)
    assert encoder.seen == [f"{said}."], "what is read in the whole is not looked for in its parts"


@pytest.mark.parametrize(
    ("before", "seen"),
    [
        ("Dev was let go last week.", False),
        ("My sister has good news.", False),
        ("Big news!", True),
        ("I've got good news.", True),
        ("Have you heard the news?", True),
    ],
)
async def test_a_sentence_without_a_subject_goes_on_about_whom_the_one_before_is(before: str, seen: bool) -> None:
    fragment = "Same desk in Leeds as ever."
    assert (fragment in await looked_at(f"{before} {fragment}")) is seen
    assert UNREAD in await looked_at(f"{before} {UNREAD}")


@pytest.mark.parametrize(("nothing", "seen"), [(MOST_NOTHING, 3), (MOST_NOTHING + 0.01, 1)])
async def test_the_clauses_of_ordinary_talk_are_not_looked_at(nothing: float, seen: int) -> None:
    encoder = Encoder()
    said = turn("The boxes are gone, and I'm what the postman calls a local of Leeds.")
    await extracted(Scripted("home", probability=0.1, nothing=nothing, value="Leeds"), said, encoder=encoder)
    assert len(encoder.seen) == seen


async def test_what_states_nothing_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toldonce.memory.extract.learned.extractor.REMEMBERED", 2)
    encoder = Encoder()
    network = Scripted("none", "nothing", nothing=0.9)
    extractor = LearnedExtractor(RuleExtractor(), encoder, network)  # type: ignore[arg-type]
    talk = ["Thanks a million for that.", "That sounds lovely indeed.", "The soup was cold again."]
    for said in (talk[0], talk[0], talk[1], talk[0], talk[2], talk[0]):
        await extractor.extract([turn(said)], [])
    assert encoder.seen == [*talk, talk[0]], "the oldest is forgotten"
    encoder.seen.clear()
    network.reading = Reading("home", "state", 0.97, {"value": "Leeds"}, 0.0)
    for _ in range(2):
        (read,) = await extractor.extract([turn(UNREAD)], [])
        assert [short(one) for one in read.candidates] == ["user.home=Leeds"]
    assert encoder.seen == [UNREAD, UNREAD]


async def test_the_rules_hold_where_the_reader_says_otherwise_in_one_turn() -> None:
    assert await added(Scripted("home", value="Hull"), f"I live in Leeds. {UNREAD}") == {"user.home=Leeds"}


async def test_a_value_that_the_rules_read_as_something_else_is_no_job() -> None:
    called = "You can call me Captain."
    assert await added(Scripted("job", value="Captain"), called) == await added(Scripted("none", "nothing"), called)
    assert await added(Scripted("job", value="Captain"), f"{called} {UNREAD}") == {"user.called=Captain"}


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("I keep threatening to quit the band, nobody believes me.", "-user.taste.band=likes"),
        ("I'd give up chocolate before I gave up the dog.", "-user.taste.chocolate=likes"),
    ],
)
async def test_an_end_that_the_rules_only_guess_is_left_where_surely_nothing_is_said(text: str, guess: str) -> None:
    sure = Scripted("none", "nothing", nothing=SURELY_NOTHING)
    unsure = Scripted("none", "nothing", nothing=SURELY_NOTHING - 0.01)
    assert guess in await added(unsure, text)
    assert guess not in await added(sure, text)


async def test_an_end_in_plain_words_stands_whatever_the_reader_makes_of_it() -> None:
    sure = Scripted("none", "nothing", nothing=1.0)
    assert "-user.hobby=squash" in await added(sure, "I gave up squash.")


async def test_a_guessed_end_is_left_however_often_it_is_said() -> None:
    extractor = LearnedExtractor(RuleExtractor(), Encoder(), Scripted("none", "nothing", nothing=1.0))  # type: ignore[arg-type]
    said = "Half the altos of the choir have quit."
    assert [one for one in RuleExtractor().read([turn(said)])[0].candidates if one.denies]
    for _ in range(2):
        (read,) = await extractor.extract([turn(said)], [])
        assert not [one for one in read.candidates if one.denies]


async def test_several_values_of_one_slot_are_kept() -> None:
    network = Scripted("language", value="Danish")
    assert await added(network, f"I speak Welsh. {UNREAD}") == {"user.language=Welsh", "user.language=Danish"}


def test_it_is_said_of_every_statement_how_probable_it_must_be() -> None:
    statements = {kind if relation != "end" else f"{kind} end" for kind, relation in map(str.split, WAYS)}
    assert set(LEAST) == statements


_OR_ELSE = ("-user.belonging=Leeds", "-user.bike=Leeds")


async def test_only_what_is_likely_counts() -> None:
    assert await added(Scripted("home", value="Leeds", probability=LEAST["home"] - 0.01), UNREAD) == set()
    assert await added(Scripted("home", value="Leeds", probability=LEAST["home"]), UNREAD) == {"user.home=Leeds"}
    for least, called in ((LEAST["nickname"] - 0.01, set()), (LEAST["nickname"], {"user.called=Sparky"})):
        assert await added(Scripted("nickname", value="Sparky", probability=least), UNREAD) == called
    for least, read in ((LEAST["car end"] - 0.01, set()), (LEAST["car end"], {"-user.car=Leeds", *_OR_ELSE})):
        assert await added(Scripted("car", "end", least, old="Leeds"), UNREAD) == read
    assert await added(Scripted("none", "nothing", 0.99), UNREAD) == set()


@pytest.mark.parametrize(
    ("network", "text", "read"),
    [
        (Scripted("home", "change", value="Leeds"), "Leeds took me in last year.", "+user.home=Leeds"),
        (Scripted("employer", "end", old="Lidl"), "Lidl and I are done.", "-user.employer=Lidl"),
        (Scripted("pet", value="Mo", role="ginger cat"), "Mo the cat sleeps on me.", "user.pet=Mo"),
        (Scripted("partner", value="Ida", role="wife"), "Ida and I grow old together.", "user.partner=Ida"),
        (Scripted("dislike", value="Gin"), "Gin ruins it for me.", "user.taste.gin=dislikes"),
        (Scripted("prohibition", value="using emojis"), "Using emojis, ugh.", "user.instruction=never use emojis"),
        (Scripted("third_job", value="baker", who="my aunt Jo"), "My aunt Jo, baker of old, rang.", "jo.job=baker"),
    ],
)  # fmt: skip
async def test_a_statement_is_put_plainly_and_read_by_the_rules(network: Scripted, text: str, read: str) -> None:
    assert read in await added(network, text)


@pytest.mark.parametrize(
    ("network", "text", "read"),
    [
        (Scripted("partner", "end", old="ann-marie"), "me and ann-marie, thats over", "-user.partner=Ann-Marie"),
        (Scripted("third_job", value="baker", who="my old roommate jo"), "my old roommate jo, baker", "jo.job=baker"),
    ],
)  # fmt: skip
async def test_a_name_that_is_typed_small_is_a_name(network: Scripted, text: str, read: str) -> None:
    assert read in await added(network, text)


@pytest.mark.parametrize(
    "text",
    [
        "If there's one thing I don't take to, it's gin.",
        "I'd feel better if you called me Gin.",
        "If I had to name one, Gin is my pick.",
    ],
)
async def test_an_if_on_which_nothing_hangs_is_no_condition(text: str) -> None:
    assert await looked_at(text) == [text]


async def test_dates_are_those_of_the_sentence() -> None:
    (read,) = await extracted(Scripted("home", value="Leeds"), turn("The postman knows me in Leeds since May 2019."))
    (one,) = read.candidates
    assert one.valid_from is not None
    assert one.valid_from.strftime("%Y-%m") == "2019-05"


@pytest.mark.parametrize(
    ("network", "text"),
    [
        (Scripted("name", value="Gina"), "Glad I could help, Gina."),
        (Scripted("name", value="Gina"), "You are right, Gina, my dear."),
        (Scripted("instruction", value="find solutions"), "It matters to me to find solutions."),
        (Scripted("home", value="Paris"), "Paris has me for the weekend."),
        (Scripted("job", value="Business Administration"), "My degree was in Business Administration."),
        (Scripted("employer", value="Lidl"), "I studied what makes Lidl work."),
        (Scripted("partner", value="Gina"), "Yes, Gina, let us keep each other at it."),
        (Scripted("allergy", value="puffy"), "My face gets puffy around animals."),
        (Scripted("instruction", value="list patterns"), "Can you list some patterns that I can follow?"),
        (Scripted("instruction", value="include ids"), "I need your help with extending the messages to include ids."),
        (Scripted("prohibition", "end", old="tables"), "The postman of Leeds has tables."),
        (
            Scripted("prohibition", "end", old="mistakes"),
            "From bar nine I will keep on, mistakes and all.",
        ),
        (Scripted("prohibition", value="speak of sports"), "By the way, speaking of sports"),
        (Scripted("job", value="transducer"), "Mine is a board that houses a differential pressure transducer."),
        (Scripted("pet", "end", old="Monty"), "Monty shed his skin today, in one piece!"),
        (Scripted("employer", value="tram company"), "I start with the tram company on the 9th of January."),
        (Scripted("condition", value="hip"), "It is the hip that has me up at night."),
        (Scripted("partner", value="Rachel"), "Sand is in every pocket after my recent beach trip with Rachel."),
        (Scripted("age", value="8"), "The postman checked 7 and 8."),
        (Scripted("car", value="Gunicorn"), "Here comes my Gunicorn config."),
        (Scripted("phone", value="Redis"), "The postman upgraded Redis for me."),
        (Scripted("employer", value="Riverfront"), "I went to a concert at Riverfront."),
        (Scripted("name", value="Thompson"), "My profiles have my new last name, Thompson."),
        (Scripted("like", value="desserts"), "Sharing your love for desserts was kind."),
    ],
)
async def test_a_sentence_without_the_words_for_it_does_not_say_it(network: Scripted, text: str) -> None:
    assert await added(network, text) == set()


@pytest.mark.parametrize(
    ("network", "of_others", "own"),
    [
        (Scripted("name", value="Hal"), "My server's name is Hal", "Hal is how my name is written"),
        (Scripted("home", value="Frankfurt"), "My service lives in Frankfurt", "Frankfurt is where the postman looks"),
        (Scripted("condition", value="gyp"), "My knees are giving me gyp", "Gyp is what plagues me"),
        (Scripted("job", value="editor"), "Vim is my editor", "Editor is what my card says"),
        (
            Scripted("pet", value="Tiger"),
            "Next door's cat, Tiger, sits on my lawn",
            "The cat on my lap answers to Tiger",
        ),
        (Scripted("partner", value="Framework"), "I'm married to this framework", "Gina is my better half"),
        (Scripted("employer", value="Go"), "I work in Go", "Go is what my badge says"),
    ],
)
async def test_what_belongs_to_others_is_not_the_users(network: Scripted, of_others: str, own: str) -> None:
    assert await added(network, of_others) == set()
    assert await added(network, own) != set()


async def test_what_is_to_begin_is_not_so_yet() -> None:
    told = "I start on the 1st of March as a baker."
    assert await added(Scripted("job", "change", value="baker"), told) == {"user.commitment=start as a baker"}


async def test_what_the_rules_would_not_say_is_not_said() -> None:
    assert await added(Scripted("age", value="blue"), "The postman calls me blue.") == set()
    assert await added(Scripted("home"), UNREAD) == set()
    assert await added(Scripted("favourite", value="teal"), "The postman knows me by teal.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Is Leeds what the postman knows me under?",
        "If the postman knew me, Leeds it would be.",
        "I wish Leeds was what the postman knew me under.",
        "Her postman knows Leeds.",
        "how much does the postman of Leeds make",
        "Had I moved, Leeds is what the postman would know.",
        'The letter says "Leeds is what the postman knows me under".',
        "She said Leeds is what the postman knows me under.",
        "Leeds",
        "Leeds = postman, says the letter.",
        "The postman upgraded Leeds to 7.0.5.",
        "> Leeds is what the postman knows me under.",
    ],
)
async def test_what_states_nothing_is_not_looked_at(text: str) -> None:
    assert await looked_at(text) == []


@pytest.mark.parametrize("role", ["assistant", "tool", "system"])
async def test_only_what_the_user_says_is_looked_at(role: str) -> None:
    assert await looked_at(UNREAD, role=role) == []


async def test_a_long_text_is_not_taken_for_talk() -> None:
    assert await looked_at(" ".join([UNREAD] * 20)) == []


async def test_a_model_that_fails_leaves_what_the_rules_read_and_is_told_of() -> None:
    read = await extracted(
        AT_HOME, turn("I live in Leeds."), turn(f"I speak Welsh. {UNREAD}"), encoder=Encoder(failing=True)
    )
    assert [short(one) for each in read for one in each.candidates] == ["user.home=Leeds", "user.language=Welsh"]
    assert [list(each.failures) for each in read] == [[], ["The embedding model could not read a text: RuntimeError."]]


def test_its_import_loads_no_model() -> None:
    code = (
        "import sys, toldonce.memory.extract.learned.extractor;"
        "sys.exit(bool({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Next month I'm turning 40!", set()),
        ("Soon the big four zero is mine.", set()),
        ("The big four zero is mine.", {"user.age=40"}),
    ],
)
async def test_an_age_that_is_to_come_is_none(said: str, read: set[str]) -> None:
    assert await added(Scripted("age", value="40"), said) == read


BROTHER = "Nobody makes me laugh as the lad does who calls himself my brother: Ezra he is."
IS_NOT = "Forgive me, I was tired: Gideon, I meant, and not Ezra."


class Brother(Scripted):
    """Reads a brother in one sentence, and nothing in others."""

    def __init__(self) -> None:
        super().__init__("family", role="brother", value="Ezra")

    def read(self, text: str, tokens: TokenStates) -> list[Reading]:
        return [self.reading] if text == BROTHER else [Reading("none", "nothing", 0.99, {}, 0.99)]


async def test_what_only_the_network_read_is_put_right() -> None:
    assert not await added(Brother(), IS_NOT)
    told, right = await extracted(Brother(), turn(BROTHER), turn(IS_NOT))
    assert [short(one) for one in told.candidates] == ["user.brother=Ezra"]
    (gideon,) = right.candidates
    assert (short(gideon), gideon.instead_of) == ("!user.brother=Gideon", "ezra")


@pytest.mark.parametrize("between", [0, 2, 5])
async def test_what_was_said_in_an_earlier_job_is_put_right_unless_it_is_long_ago(between: int) -> None:
    before = [turn(BROTHER), *(turn("It rained all day long.") for _ in range(between))]
    extractor = LearnedExtractor(RuleExtractor(), Encoder(), Brother())  # type: ignore[arg-type]
    (right,) = await extractor.extract([turn(IS_NOT)], before)
    assert [short(one) for one in right.candidates] == ([] if between == 5 else ["!user.brother=Gideon"])


async def test_nobody_elses_words_and_no_other_sentence_put_it_right() -> None:
    for text, how in ((IS_NOT, "assistant"), ("Gideon is not as funny as Ezra.", "user")):
        _, read = await extracted(Brother(), turn(BROTHER), turn(text, how))  # type: ignore[arg-type]
        assert not any(one.corrects for one in read.candidates), text


@pytest.mark.parametrize(
    ("network", "text", "over"),
    [
        (Scripted("condition", "end", old="sertraline"), "Off the sertraline since the summer.", "medication"),
        (Scripted("partner", "end", old="Thandiwe"), "That's me and Thandiwe done.", "best_friend"),
        (Scripted("partner", "end", old="Gunnar"), "Gunnar is history since June.", "boss"),
        (Scripted("pet", "end", old="Gunnar"), "Gunnar has left us for good.", "manager"),
        (Scripted("car", "end", old="Brompton"), "The Brompton went to a neighbour for good.", "bike"),
        (Scripted("employer", "end", old="Wandle"), "Handed in my locker key at the Wandle on Monday.", "hobby"),
        (Scripted("hobby", "end", old="Portuguese"), "Portuguese and I are through.", "language"),
        (
            Scripted("allergy", "end", old="migraines"),
            "Came out of the migraine tests without a reaction.",
            "condition",
        ),
    ],
)
async def test_an_end_is_of_whatever_bears_the_name(network: Scripted, text: str, over: str) -> None:
    (read,) = await extracted(network, turn(text))
    found = {(one.attribute, one.value_key): one for one in read.candidates if one.denies}
    kind, name = network.reading.kind, network.reading.marked["old"].casefold()
    assert (kind, name) in found
    assert found[over, name].confidence == pytest.approx(0.73)
    (state,) = await extracted(Scripted(kind, value=name.title()), turn(text))
    assert over not in {one.attribute for one in state.candidates if not one.denies}


@pytest.mark.parametrize(
    ("network", "text", "over"),
    [
        (Scripted("car", "end"), "We are without wheels since the crash.", {"car": "car"}),
        (Scripted("job", "end"), "I am out of the trade for good.", {"job": "", "employer": ""}),
        (Scripted("employer", "end"), "Security walked me out of the office with a box.", {"job": "", "employer": ""}),
        (Scripted("partner", "end"), "The judge signed, so that chapter is over.", {"partner": ""}),
        (Scripted("pet", "end", role="dog"), "No more walks with the dog, who was sixteen.", {"pet": "dog"}),
    ],
)
async def test_an_end_that_names_nothing_is_of_what_is_known(
    network: Scripted, text: str, over: dict[str, str]
) -> None:
    (read,) = await extracted(network, turn(text))
    assert over.items() <= {one.attribute: one.value_key for one in read.candidates if one.denies}.items()
    (state,) = await extracted(Scripted("none", "nothing"), turn(text))
    assert not over.items() & {one.attribute: one.value_key for one in state.candidates if one.denies}.items()


async def test_who_eats_everything_again_keeps_no_diet() -> None:
    assert "user.diet=omnivore" in await added(Scripted("diet", "end"), "Meat is back on my plate.")
    assert "user.diet=omnivore" not in await added(Scripted("none", "nothing"), "Meat is back on my plate.")


@pytest.mark.parametrize("kind", ["car", "job", "employer", "diet"])
async def test_an_end_that_names_nothing_needs_a_word_of_its_kind(kind: str) -> None:
    assert await added(Scripted(kind, "end"), "With support and my own grit, I powered through.") == set()


async def test_what_is_named_and_no_diet_ends_no_diet() -> None:
    read = await added(Scripted("diet", "end", old="PureGym"), "I'm through with the food at PureGym.")
    assert not any(".diet=" in one for one in read)
