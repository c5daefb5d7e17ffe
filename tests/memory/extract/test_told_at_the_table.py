"""Plans, deeds, animals, couples and those who were introduced before, as they are told at the kitchen table."""

import pytest
from said import contents, read, turn

TOLD = (
    # what is due, as notes have it
    ("Physio Friday 10am", "user.commitment=physio appointment"),
    ("Dentist appointment, Thursday, 3pm.", "user.commitment=dentist appointment"),
    ("lunch with Priya on Thursday", "user.commitment=lunch with Priya"),
    (
        "Interview with AstraZeneca in Cambridge next Thursday",
        "user.commitment=interview with AstraZeneca in Cambridge",
    ),
    ("Parents' evening is on Tuesday at six", "user.commitment=Parents' evening"),
    ("My sister's hen do is next weekend", "user.commitment=hen do"),
    ("Must not forget: flowers for mum on Sunday", "user.commitment=flowers for mum"),
    ("Set a reminder for the dentist on Monday at 9", "user.commitment=dentist"),
    ("Handing in my thesis on the 28th", "user.commitment=hand in the thesis"),
    ("Picking up the keys on Thursday", "user.commitment=pick up the keys"),
    ("I'm giving a talk in Oslo on 3 June", "user.commitment=give a talk in Oslo"),
    ("We get the keys on Friday", "user.commitment=get the keys"),
    ("I need to have the slides ready by Friday", "user.commitment=have the slides ready"),
    ("The report has to be in by the 5th of June", "user.commitment=hand in the report"),
    ("I've got to be at the airport tomorrow", "user.commitment=be at the airport"),
    ("I've got two essays to hand in by Friday", "user.commitment=hand in two essays"),
    ("Council tax is due on the 1st of June", "user.commitment=council tax"),
    ("My lease is up in August", "user.commitment=lease"),
    ("My brother's getting married on 15 June", "user.commitment=brother's wedding"),
    ("Tomorrow's my first day at Monzo", "user.commitment=first day at Monzo"),
    ("I've got chemo on Thursday", "user.commitment=chemo appointment"),
    ("They're operating on me on Thursday", "user.commitment=operation"),
    ("The plumber is coming on Tuesday morning", "user.commitment=visit from the plumber"),
    ("Dentist Thursday 3pm", "user.commitment=dentist appointment"),
    ("I'm on jury duty from Monday", "user.commitment=start jury duty"),
    ("Just booked the dentist for the 24th", "user.commitment=dentist appointment"),
    ("I've got a parcel to pick up before Saturday", "user.commitment=pick up a parcel"),
    ("I've promised Leo I'll take him to the zoo on Sunday", "user.commitment=take Leo to the zoo"),
    ("We're getting married next June", "user.commitment=get married"),
    ("We're expecting a baby in October", "user.commitment=expect a baby"),
    # what happened
    ("My granddad's funeral was on Friday", "user.grandfather.event=the funeral took place"),
    ("My operation was last Tuesday", "user.event=the operation took place"),
    ("My wife got promoted last week", "user.partner.event=got promoted"),
    ("My wife quit her job at the BBC", "-user.partner.employer=BBC"),
    ("My first book came out in October.", "user.event=the first book came out"),
    ("The kitchen flooded on Sunday, so we're eating out", "user.event=the kitchen flooded"),
    ("Our offer on the house was accepted yesterday!", "user.event=the offer on the house was accepted"),
    ("My car broke down on the motorway yesterday", "user.event=the car broke down on the motorway"),
    ("I was in a car accident last week", "user.event=was in a car accident"),
    ("I've just signed the lease on a studio in Leith", "user.event=signed the lease on a studio in Leith"),
    ("I've finally passed my theory test", "user.event=passed the theory test"),
    ("I have just come back from Peru", "user.event=came back from Peru"),
    ("I've just had my ears pierced", "user.event=had the ears pierced"),
    # animals
    ("We've got a grumpy old cat called Biscuit who we inherited from his nan", "user.pet=Biscuit"),
    ("I've got this daft spaniel, Mabel, who eats socks", "user.pet=Mabel"),
    ("I live with a moody parrot called Admiral", "user.pet=Admiral"),
    ("My dopey labrador Bruno ate a sock", "user.pet=Bruno"),
    ("Adopted a very shy greyhound called Olive on Saturday", "+user.pet=Olive"),
    ("We got a kitten at the weekend and named her Pickle", "+user.pet=Pickle"),
    ("My sister has a spoiled dachshund called Otto", "user.sister.pet=Otto"),
    # relatives
    ("my mum and dad are divorced, dad lives in spain", "user.father.home=Spain"),
    ("My daughter Ella is 7 and allergic to peanuts", "ella.allergy=peanuts"),
    ("The kids are called Moses and Juniper", "user.child=Moses"),
    ("I have three grandchildren: Poppy, Jack and little Ivy", "user.grandchild=Ivy"),
    ("My sister can't have gluten because of her gut", "user.sister.allergy=gluten"),
    ("My exams start on 14 June", "user.commitment=exams"),
    ("my new job starts on Monday", "user.commitment=new job"),
    # orders
    ("keep answering me in English", "user.reply_language=English"),
    ("Speak Spanish to me", "user.reply_language=Spanish"),
    ("keep answers short and use bullet points", "user.instruction=always use bullet points"),
    ("Always give me metric units and never use tables", "user.instruction=never use tables"),
    ("I'd prefer British spelling in everything you write", "user.instruction=always use British spelling"),
    ("I want you to be blunt with me", "user.instruction=always be blunt with me"),
    ("From now on, no spoilers", "user.instruction=never use spoilers"),
    ("no emojis and no exclamation marks", "user.instruction=never use emojis or exclamation marks"),
    ("Always double check your sums", "user.instruction=always check your sums twice"),
    ("Whenever I paste code, review it for bugs", "user.instruction=always review it for bugs when I paste code"),
    ("Write dates as DD/MM/YYYY", "user.instruction=always write dates as DD/MM/YYYY"),
    ("Less fluff please", "user.instruction=always use less fluff"),
    ("Please don't call me mate", "user.instruction=never call me mate"),
    ("dont call me Katherine, its Kat", "user.called=Kat"),
    (
        "I'm coeliac so please never suggest anything with wheat in it",
        "user.instruction=never suggest anything with wheat in it",
    ),
    ("I'm coeliac so please never suggest anything with wheat in it", "user.condition=coeliac"),
    ("I hate emojis so please never use them", "user.instruction=never use emojis"),
    # couples
    ("Callum proposed on Saturday!!", "+user.partner=Callum"),
    ("Callum asked me to marry him", "user.partner=Callum"),
    ("I asked Meera to marry me and she said yes", "user.partner=Meera"),
    ("Ahmed is the man I married", "user.partner=Ahmed"),
    ("We've been together since 2023, Callum and I", "user.partner=Callum"),
    ("I'm marrying Ahmed in June", "user.partner=Ahmed"),
)
NOTHING = (
    ("The dentist on Monday was rude", "commitment"),
    ("Lunch with Priya on Thursday was nice", "commitment"),
    ("Meeting on Monday was fun", "commitment"),
    ("Exams on Monday are a bad idea", "commitment"),
    ("Flying to Rome is cheap in May", "commitment"),
    ("Handing in a thesis on paper is old-fashioned", "commitment"),
    ("My sister is handing in her thesis on the 28th", "user.commitment"),
    ("My sister is visiting Rome next week", "commitment"),
    ("Dad visits us on Sundays", "commitment"),
    ("The school play was on Thursday", "commitment"),
    ("I have to be patient on Mondays", "commitment"),
    ("I need to have patience tomorrow", "commitment"),
    ("I'm expecting a parcel in June", "commitment"),
    ("The kids are called for dinner", "child"),
    ("I'm on holiday", "commitment"),
    ("My sister's wedding was lovely", "event"),
    ("My wedding is on Friday", "event"),
    ("My wife lost her keys at Nokia", "employer"),
    ("The shop opened at nine", "event"),
    ("The film came out last week", "event"),
    ("My sister's album came out last week", "user.event"),
    ("My first book will come out in October", "event"),
    ("I just signed in", "event"),
    ("I just finished dinner", "event"),
    ("I just passed the salt", "event"),
    ("I got into medical school", "hobby"),
    ("Got into Edinburgh!", "hobby"),
    ("The neighbours have got a grumpy old cat called Biscuit", "pet"),
    ("I have a friend with a cat called Biscuit", "pet"),
    ("I met a grumpy old cat called Biscuit", "pet"),
    ("My sister has a spoiled dachshund called Otto", "user.sister=Otto"),
    ("This is Biscuit, our cat", "user.name"),
    ("I live with a moody parrot called Admiral", "home"),
    ("Callum proposed a new date!", "partner"),
    ("Callum proposed on Saturday that we use Rust!", "partner"),
    ("Callum proposed to Ella!", "partner"),
    ("I asked Meera to marry me and she said no", "partner"),
    ("I'm engaged to speak at the club", "marital_status"),
    ("Tom gave up smoking", "habit"),
    ("My wife ran the London marathon", "partner=London"),
    ("My wife hugged Berta", "partner=Berta"),
    ("My girlfriend supports Arsenal", "partner=Arsenal"),
    ("With my husband I watched Casablanca", "partner=Casablanca"),
    ("Listen, my father-in-law is stuck in San Diego", "father_in_law"),
    ("Look, my brother is stuck in San Diego", "brother"),
    ("I used to be called Tess before I changed it", "user.name"),
    ("I feel like I'm 67 today", "age"),
    ("I'm married to my job", "marital_status"),
    ("My boyfriend Callum is a keen cyclist", "job"),
    ("My wife is a former teacher", "job"),
    ("my mum and dad are divorced, dad lives in spain", "mother.home"),
    ("I like Berlin and its Ringbahn", "called"),
    ("I can't have dairy cows on this land", "allergy"),
    ("dont call me Katherine, its Kat", "Katherine"),
    ("Speak Spanish to me", "user.language"),
    ("Use bullet points for this list", "instruction"),
    ("Translate this and keep it short", "instruction"),
    ("Please double check your sums", "instruction"),
    ("Never swear and curse", "instruction=always"),
    ("Stop calling me Captain", "instruction"),
    ("Keep stirring for five minutes", "instruction"),
    ("My boss told me to keep answers short and use bullet points", "instruction"),
    ("Josh (14) has a nut allergy, we carry an epipen everywhere", "user.allergy"),
    ("I moved to days this month so Tuesdays are fine again", "home"),
    ("I moved to decaf", "home"),
    ("Tom has started eating chicken again, so he's not veggie any more", "user.diet"),
    ("He's not veggie any more", "user.diet"),
)
OTHERS = (
    ("Josh (14) has a nut allergy", "josh.allergy=nut"),
    ("Ella, 7, lives in Leeds", "ella.home=Leeds"),
    ("I eat chicken again", "-user.diet=vegetarian"),
    ("i moved to leeds last year", "+user.home=Leeds"),
)
INTRODUCED = (
    ("My daughter Ella is seven.", "Ella hates broccoli", {"ella.taste.broccoli=hates"}),
    ("My son is called Noah.", "Noah started playing the cello", {"+noah.hobby=playing the cello"}),
    ("My wife is Priya.", "Priya can't stand karaoke", {"priya.taste.karaoke=hates"}),
    ("My wife is Priya.", "Priya's favourite colour is teal", {"priya.favourite.colour=teal"}),
    ("My daughter Ella is seven.", "Ella can't have dairy", {"ella.allergy=dairy"}),
    ("My daughter Ella is seven.", "Apple loves secrecy", set()),
    ("My wife is Priya.", "Sounds like fun", set()),
)


@pytest.mark.parametrize(("text", "told"), [*TOLD, *OTHERS])
def test_what_is_told_at_the_table_is_read(text: str, told: str) -> None:
    assert told in read(text)


@pytest.mark.parametrize(("text", "not_told"), NOTHING)
def test_what_only_looks_like_it_is_not(text: str, not_told: str) -> None:
    assert not [one for one in read(text) if not_told in one]


@pytest.mark.parametrize(("before", "text", "told"), INTRODUCED)
def test_whoever_was_introduced_is_known_by_name(before: str, text: str, told: set[str]) -> None:
    assert read(text, turn(before)) == told


def test_a_visit_is_no_move() -> None:
    text = "My mum is coming over from Pune on the 14th of December and staying till New Year"
    assert read(text) == {"user.commitment=visit from my mum"}
    assert contents(text) == ["The user has a visit from their mum on 14 December 2024."]
