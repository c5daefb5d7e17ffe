"""How sure an answer is: what was told of the thing counts, of the user, of their relatives and of what is over."""

import pytest

from tests.memory.test_understanding import DAY, House
from toldonce.memory.asking import asked_of

BESIDE = ("What shall I cook tonight?", "The weather is fine.")
TOLD = [
    # of relatives
    ("How old is my daughter?", "My daughter Ella is 7 years old."),
    ("what does my wife do", "My wife Priya works as a vet."),
    ("Where does my mum live?", "My mum lives in Cardiff."),
    ("What's my girlfriend's name again?", "My girlfriend is called Mei."),
    ("Who is Zoe?", "My best friend is called Zoe."),
    ("hows tyler related to me", "My brother's name is Tyler."),
    ("What do you know about my family?", "My sister's name is Ruth."),
    # what may not be eaten
    ("What can't I eat?", "I'm coeliac."),
    ("Is there any food I should avoid?", "I'm allergic to hazelnuts."),
    ("What should I avoid eating?", "I am vegetarian."),
    # work that is to come
    ("Where will I work from March?", "I will start a new job at Foldwell on 3 June."),
    ("When do I start my new job?", "I will start a new job at Foldwell on 3 June."),
    # whom one marries
    ("Who am I going to marry?", "My fiancé is called Callum."),
    # what the user asks of themselves is said in the same words
    ("What do I teach?", "I teach chemistry at Eastgate School."),
    ("Do I take sugar in my tea?", "I used to take sugar in my tea but I've cut it out."),
    ("Do I still knit?", "I used to knit but my hands won't let me now."),
    ("What should you never suggest?", "Never suggest anything with wheat."),
    ("Should you use emojis?", "Never use emojis."),
    # what is over
    ("Where did I live before?", "I used to live in Hamburg, now I'm in Munich."),
    ("Is anybody in my family allergic to something?", "My daughter Ella is allergic to eggs."),
    # pets by their kind
    ("What kind of dog do we have?", "I have a greyhound called Dash."),
    # a value that is asked about
    ("Do I live in Berlin?", "I live in Leith."),
    ("Do I speak Igbo?", "I speak Igbo."),
    ("How much do I earn?", "I work as a welder and earn 40,000 a year."),
    ("How long have I worked at Halden?", "I have worked at Halden since 2018."),
    # what was not understood, in sentences that look like the very thing
    ("Where will I work from March?", "From March on I'm at the Ghent branch."),
    ("Where does Rob work?", "Rob's a welder, works at the shipyard."),
    ("Where is my brother?", "My brother's in the army, posted to Cyprus."),
    ("What does Anika not eat?", "My daughter Anika won't touch anything green."),
    ("What should I not eat?", "I can't do shellfish at all, and no more grapefruit."),
    ("What illness does my father have?", "Dad was told he has type 2 diabetes, so no more puddings."),
    ("How old is Otis?", "My son Otis turned six on Tuesday, cake everywhere."),
    # what somebody would rather not eat, and how the user keeps fit
    ("What does my husband not eat?", "My husband hates aubergines."),
    ("What exercise do I do?", "I do yoga before breakfast."),
    ("Does Tom eat meat?", "Tom is vegetarian."),
    ("Where does my wife work?", "My wife Oda runs the ticket office at the Odeon."),
    ("Where does my mother live?", "My mother is in Eastbourne, in a home with a parrot."),
    ("What does Anton not eat?", "Anton eats like a horse but no fish, not even fingers."),
    ("What car do I have?", "I'm the one with the squeaky Renault, the whole street knows me."),
    ("Where do I work?", "I've been with the fire brigade since 2009, ladders and cats."),
    ("What does Ugo not eat?", "Ugo eats no pork, his mum's very strict about that."),
    ("Who is my landlord?", "The boiler is broken, so I rang our landlord, Mr Osei."),
    ("When is my wedding?", "My wedding is on the 21st."),
    ("How old is my eldest?", "My eldest, Saul, is 31 years old."),
]
NEAR = [
    ("What car do I drive?", "I borrowed the Skoda Octavia of my friend Idris."),
    ("Where did I grow up?", "I grew up speaking Portuguese."),
    ("How old is my wife?", "My wife Priya works as a vet."),
    ("What's my sister's husband called?", "My sister's name is Ruth."),
    ("Where does my mum work?", "My mum is called Angela."),
    ("What's my girlfriend's surname?", "My girlfriend is called Mei."),
    ("Which hospital does Lars work at?", "My husband Lars works as a paramedic."),
    ("Which instrument does Ella play?", "My daughter Ella is 7 years old."),
    ("Who am I going to marry?", "My boyfriend is called Callum."),
    ("What can't I eat?", "I have asthma."),
    ("What should I avoid eating?", "Never use emojis."),
    ("How much do I earn?", "I work as a welder."),
    ("Where will I work from March?", "I will call the plumber on 3 June."),
    ("What should you never ask me?", "Never use emojis."),
    ("Do I still paint?", "I used to knit but my hands won't let me now."),
    ("What kind of dog do we have?", "I have a tabby called Dash."),
    ("How long have I worked at Philips?", "I have worked at Halden since 2018."),
    ("What films am I into?", "I love hiking."),
    ("Do I speak Yoruba?", "I speak Igbo."),
    ("Do I speak German?", "I speak Igbo."),
    ("How much does my car cost?", "I drive a Volvo V60."),
    # words that are used of much else
    ("Where do I work?", "I'm late for work again because of the tram."),
    ("Where do I work?", "My sister works at Unilever."),
    ("Where do I work?", "If I worked at Google I'd have free lunches."),
    ("Where do I work?", "I used to work at Siemens when I was young."),
    ("Where do I work?", "We have a client in Bristol, I'm working on his slides."),
    ("Where do I work?", 'Translate for me: "I work at Bosch."'),
    ("What is my job?", "I have a job to do before lunch, so be quick."),
    ("Where do I live?", "I stayed at home because the house was a mess."),
    ("What's my nickname?", "Call me tomorrow if my address is wrong."),
    ("Do I have a medical condition?", "I was sick of the conditions that the bank offered me."),
    # another's, or of another kind
    ("Where do I live?", "I'd give my right arm for a flat in Lewes."),
    ("Which company do I work for?", "I do the late shift with Graham."),
    ("How old am I?", "Lou, who's 70, overtakes me singing."),
    ("What am I allergic to?", "Our lodger Kofi is allergic to cats, and we've three."),
    ("Do I have gout?", "I play the organ when Mrs Tully's got her gout."),
    ("What is my boat called?", "If I had a boat I'd call her Marlene."),
    ("Do I have diabetes?", "The vet says Trixie has diabetes, so it's two jabs a day."),
    ("Which languages do my kids speak?", "I only speak English and Welsh."),
    ("Who is my dentist?", "I had to see the dentist on Monday."),
    ("What's my best mate's name?", "My best mate's wedding is on the 21st."),
    ("When is my own wedding?", "My best mate's wedding is on the 21st."),
    ("Am I coeliac?", "My colleague Wren is coeliac."),
    ("Do I have a cat?", "I have a greyhound called Dash."),
    ("Does Amira eat meat?", "Amira is allergic to sesame."),
    ("How old is my youngest?", "My eldest, Saul, is 31 years old."),
    ("What exercise do I do?", "I drink tea before breakfast."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "told"), TOLD)
async def test_what_was_told_answers(question: str, told: str) -> None:
    house = House()
    await house.hear(told, *BESIDE)
    house.now += DAY
    found = await house.memory.search(question)
    assert found.answerable
    assert (await house.memory.context(question)).answerable


@pytest.mark.parametrize(("question", "near"), NEAR)
async def test_what_is_near_does_not_answer(question: str, near: str) -> None:
    house = House()
    await house.hear(near, *BESIDE)
    house.now += DAY
    found = await house.memory.search(question)
    assert not found.answerable
    assert not (await house.memory.context(question)).answerable


@pytest.mark.parametrize("question", ["Do I have a car?", "What did I use to drive?"])
async def test_a_search_tells_what_is_over(question: str) -> None:
    house = House()
    await house.hear("My car is a Fiat Panda.")
    await house.hear("I no longer drive a Fiat Panda.", days=1)
    house.now += 2 * DAY
    found = await house.memory.search(question)
    assert found.answerable
    assert (found.hits[0].slot, found.hits[0].status) == ("user.car", "superseded")


async def test_a_long_question_is_about_more_than_what_is_over() -> None:
    house = House()
    await house.hear("My car is a Fiat Panda.")
    await house.hear("I no longer drive a Fiat Panda.", days=1)
    house.now += 2 * DAY
    asked = "How many days passed between the trip on which my car broke down and the day of the big storm?"
    assert not (await house.memory.search(asked)).answerable


async def test_a_search_of_another_time_is_told_nothing_of_what_is_over_now() -> None:
    house = House()
    await house.hear("My car is a Fiat Panda.")
    await house.hear("I no longer drive a Fiat Panda.", days=2)
    then = house.now + DAY
    house.now += 3 * DAY
    found = await house.memory.search("What is my car?", as_of=then)
    assert found.hits
    assert all(hit.status == "current" or hit.valid_to is None or hit.valid_to > then for hit in found.hits)


def test_what_is_liked_of_one_kind_asks_for_that_kind() -> None:
    assert asked_of("What music am I into?").asks_for("user", "favourite.band")
    assert asked_of("What music am I into?").asks_for("user", "taste.jazz")
    assert not asked_of("What films am I into?").asks_for("user", "favourite.band")
    assert not asked_of("What films am I into?").asks_for("user", "taste.hiking")


def test_somebody_of_a_relative_is_not_the_relative() -> None:
    asked = asked_of("What's my sister Ruth's husband called?")
    assert not asked.asks_for("user", "sister")
    assert asked.is_answered_by("ruth", "partner")
    assert not asked.is_answered_by("user", "partner")


def test_a_language_is_asked_about_only_where_languages_are() -> None:
    igbo = asked_of("Do I speak Igbo?").whole
    assert igbo is not None
    assert igbo.value == "igbo"
    assert asked_of("Which German car do I have?").whole is None
    besides = asked_of("Besides English, what do I speak?").whole
    assert besides is not None
    assert besides.value == ""


async def test_of_a_slot_what_the_question_wants_stands_first() -> None:
    house = House()
    await house.hear("I have to call the plumber on 3 June.", "I will start a new job at Foldwell on 10 June.")
    house.now += DAY
    found = await house.memory.search("When do I start my new job?")
    plumber = [rank for rank, hit in enumerate(found.hits) if "plumber" in hit.content and hit.slot]
    assert "Foldwell" in found.hits[0].content
    assert plumber == [len(found.hits) - 1]
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


async def test_a_firm_that_is_over_tells_no_trade() -> None:
    house = House()
    await house.hear("I work at Kestrel Foods.")
    await house.hear("I no longer work at Kestrel Foods.", days=1)
    house.now += 2 * DAY
    firm = await house.memory.search("Do I still work for a firm?")
    trade = await house.memory.search("What is my job?")
    assert "Kestrel Foods" in {hit.value for hit in firm.hits}
    assert not trade.answerable
    assert "Kestrel Foods" not in {hit.value for hit in trade.hits}
