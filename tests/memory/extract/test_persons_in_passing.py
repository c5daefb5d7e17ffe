"""Partings, deaths of animals, ages, nicknames and names told in passing, and what must not be taken for them."""

import pytest
from said import read

TOLD = (
    # who it is over with, and with whom one is now
    ("With Nora it is over.", "-user.partner=Nora"),
    ("Between Nora and me everything is finished.", "-user.partner=Nora"),
    ("Nora has been my ex since spring.", "-user.partner=Nora"),
    ("Nora has become my ex-wife.", "-user.partner=Nora"),
    ("Nora took the sofa with her, so we are no longer together.", "-user.partner=Nora"),
    ("What I had with Nora ended long ago.", "-user.partner=Nora"),
    ("My story with Nora is over.", "-user.partner=Nora"),
    ("I returned the ring; Nora and I are history.", "-user.partner=Nora"),
    ("The divorce from Nora is finally through, and I sleep well.", "-user.partner=Nora"),
    ("Nora and I split up and I'm with Theo now", "+user.partner=Theo"),
    ("so yeah Nora and I broke up and um I'm seeing Theo", "+user.partner=Theo"),
    ("I met Theo and we are a couple now", "+user.partner=Theo"),
    ("I said yes to Theo, and now we are engaged", "+user.partner=Theo"),
    ("I left Nora for Theo", "+user.partner=Theo"),
    ("Something nice for Nora my wife and her mother", "user.partner=Nora"),
    ("I threw Nora out last month.", "-user.partner=Nora"),
    ("Nora found somebody else and left.", "-user.partner=Nora"),
    ("The engagement with Nora is off.", "-user.partner=Nora"),
    ("Nora wanted out, and I let her.", "-user.partner=Nora"),
    ("I no longer have a boyfriend.", "-user.partner="),
    ("I'm no longer with Nora but with Theo.", "+user.partner=Theo"),
    ("I fell in love with Theo and left Nora.", "+user.partner=Theo"),
    ("Theo has taken the place of Nora in my life.", "+user.partner=Theo"),
    ("Theo proposed in March and I said yes.", "+user.partner=Theo"),
    ("new wife Nora, old one gone", "user.partner=Nora"),
    # animals that are gone
    ("Rex was killed by a car.", "-user.pet=Rex"),
    ("Rex succumbed to a tumour.", "-user.pet=Rex"),
    ("Rex's heart stopped on 16 January.", "-user.pet=Rex"),
    ("There is no Rex at home any more.", "-user.pet=Rex"),
    ("Rex now lives with a farmer.", "-user.pet=Rex"),
    ("After the death of Rex we moved the sofa.", "-user.pet=Rex"),
    ("We found a good home for Rex.", "-user.pet=Rex"),
    ("We buried Rex under the apple tree.", "-user.pet=Rex"),
    ("Rex my dog passed away", "-user.pet=Rex"),
    ("No dog any more since Rex died", "-user.pet=Rex"),
    ("It is quiet without Rex since the funeral", "-user.pet=Rex"),
    ("Rex is no longer with me; he was very old.", "-user.pet=Rex"),
    ("The vet could do nothing more for Rex, and we cried.", "-user.pet=Rex"),
    ("We gave Rex to another family last week.", "-user.pet=Rex"),
    ("Is it normal for a dog to sleep so much, because mine, Rex, does?", "user.pet=Rex"),
    ("I have to feed Rex my dog so I'll be quick", "user.pet=Rex"),
    # ages
    ("Make that 51; my birthday was two weeks ago.", "+user.age=51"),
    ("I had my birthday last week, so that is 43 now", "+user.age=43"),
    ("It was my birthday, which makes me 38.", "+user.age=38"),
    ("Was 26 when we set this up, now 27.", "+user.age=27"),
    ("not 33 any more I'm 34 as of this week", "+user.age=34"),
    ("Today is the day I turn 39", "+user.age=39"),
    ("Being 44, I qualify for the other tariff, right?", "user.age=44"),
    ("well I'm 24 right and everybody else is older", "user.age=24"),
    ("Today I became 36.", "+user.age=36"),
    ("Age: 29 now (was 28).", "+user.age=29"),
    ("Birthday over, 53 now.", "+user.age=53"),
    ("Celebrated turning 25 yesterday.", "+user.age=25"),
    # how one is called
    ("Rename me: Ace.", "user.called=Ace"),
    ("From today I am Ace.", "user.called=Ace"),
    ("I'm Ace to everybody these days.", "user.called=Ace"),
    ("You can drop Doc; Ace is what I like now.", "user.called=Ace"),
    ("Ace suits me better than Doc, so use that.", "user.called=Ace"),
    ("I've decided on Ace as a nickname.", "user.called=Ace"),
    ("Don't say me any more Doc, say Ace.", "user.called=Ace"),
    ("Nobody calls me Doc any more - it's Ace now.", "user.called=Ace"),
    ("They stopped calling me Doc; now it is always Ace.", "user.called=Ace"),
    ("Everyone at work calls me Ace now so you should too", "user.called=Ace"),
    ("How to address me: Doc becomes Ace.", "user.called=Ace"),
    ("Salutation: 'Hi Ace', no longer 'Hi Doc'.", "user.called=Ace"),
    ("I only answer to Ace these days.", "user.called=Ace"),
    ("In the team I am Ace, that is my nickname.", "user.called=Ace"),
    ("call me uh Ace", "user.called=Ace"),
    # names, births and where one grew up
    ("I present myself: Marta.", "user.name=Marta"),
    ("Short introduction before we begin - Marta here, hello.", "user.name=Marta"),
    ("my um name is Marta", "user.name=Marta"),
    ("Everyone, this is Marta, that's me.", "user.name=Marta"),
    ("Look, it's Marta speaking into this thing", "user.name=Marta"),
    ("As for my name, it's Marta.", "user.name=Marta"),
    ("Since the wedding I'm Marta Rossi.", "+user.name=Marta Rossi"),
    ("I took my husband's name, Marta Rossi now.", "+user.name=Marta Rossi"),
    ("I have been renamed: Marta now.", "+user.name=Marta"),
    ("You keep misspelling my name, it is Marta.", "user.name=Marta"),
    ("As Max's mum I worry.", "user.child=Max"),
    ("Family tree, next entry: sister - Nora.", "user.sister=Nora"),
    ("Growing up in Ghent was quiet.", "user.hometown=Ghent"),
    ("Born in Lyon, raised in Ghent.", "user.hometown=Ghent"),
    ("I left Ghent, where I grew up, at eighteen.", "user.hometown=Ghent"),
    ("Every 9 July, the day on which I was born, it rains.", "user.birthday=9 July"),
    ("As a child in Ghent I knew every street.", "user.hometown=Ghent"),
    ("All my friends are still in Ghent where I grew up", "user.hometown=Ghent"),
    ("About me: raised in Ghent.", "user.hometown=Ghent"),
)  # fmt: skip
NOTHING = (
    "If Nora and I split up, I'd be with Theo.",
    "With Nora it is always fun.",
    "I met Theo and we are planning the summer party.",
    "Nora said that with Theo it is over.",
    "Would you say that Nora is my ex?",
    "We gave Nora to understand that we are late.",
    "Did we bury Rex under the apple tree in that story?",
    "I bought food for Rex and a toy for the neighbour's cat.",
    "Make that 51; there are two more guests.",
    "The form has 32 pages.",
    "Everyone at work calls at nine.",
    "I answer to nobody.",
    "My friend is being 44 and proud of it.",
    "The bus goes from Ghent where it rained.",
    "My brother broke up with Nora.",
    "Nora almost left me.",
    "Rex nearly died last night but he is fine.",
    "This is London calling.",
    "I prefer Ghent over Lyon.",
    "We lost our way in Ghent.",
    "My neighbour's cat was killed by a car.",
    "I celebrated my 5 years at the firm.",
)  # fmt: skip
READ = ("user.partner", "user.pet", "user.age", "user.called", "user.name", "user.birthday", "user.hometown")


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_told_in_passing(text: str, told: str) -> None:
    assert told in read(text)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("I have a cat called Pixel", "phone"),
        ("Now that Rex is home I'm happy", "home"),
        ("Ledgerly is in Go now", "home"),
        ("Ledgerly is in beta now", "home"),
    ],
)
def test_a_thing_is_no_phone_and_no_place(text: str, attribute: str) -> None:
    assert not [one for one in read(text) if f".{attribute}=" in one]


@pytest.mark.parametrize("text", NOTHING)
def test_not_told(text: str) -> None:
    assert not [one for one in read(text) if one.lstrip("-!+?<").startswith(READ)]


FRAMES = (
    "you know {}", "yeah no {}", "so like {}", "hang on {}", "okay first off {}", "hey it's me again {}",
    "quick thing {}", "just for the record {}", "long story short {}", "let me think {}", "what happened is {}",
    "I should probably say {}",
    "you know what {}", "believe it or not {}", "{} can you believe it", "{} just so you know", "{} funny that",
    "{} I don't think I ever said", "{} in case you were wondering", "{} if you must know", "{} if I haven't said",
)  # fmt: skip
SAID = (
    ("my name is Marta", "user.name=Marta"),
    ("Nora and I broke up", "-user.partner=Nora"),
    ("I'm 24 years old", "user.age=24"),
    ("I have a dog called Rex", "user.pet=Rex"),
)


@pytest.mark.parametrize("frame", FRAMES)
def test_spoken_leads_and_tails_change_nothing(frame: str) -> None:
    missed = [text for text, told in SAID if told not in read(frame.format(text))]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "If you must know, if I lived in Ghent I'd cycle",
        "you know I might be 24 years old",
        "like I care",
        "so like what",
    ],
)
def test_spoken_leads_state_nothing_by_themselves(text: str) -> None:
    assert not [one for one in read(text) if one.startswith(("user.home", "user.age"))]
