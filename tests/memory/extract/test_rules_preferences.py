import pytest
from said import candidates, read


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I love jazz.", "user.taste.jazz=loves"),
        ("I've always liked old maps.", "user.taste.old maps=likes"),
        ("I'm a huge fan of board games.", "user.taste.board games=likes"),
        ("I'm really into night trains.", "user.taste.night trains=likes"),
        ("I can't get enough of dark chocolate.", "user.taste.dark chocolate=loves"),
        ("I hate olives.", "user.taste.olives=hates"),
        ("I can't stand small talk.", "user.taste.small talk=hates"),
        ("I don't like horror films.", "user.taste.horror films=dislikes"),
        ("I'm not big on horror films.", "user.taste.horror films=dislikes"),
        ("Small talk drives me crazy.", "user.taste.small talk=hates"),
        ("I prefer tea over coffee.", "user.preference=tea over coffee"),
        ("My favorite color is teal.", "user.favourite.colour=teal"),
        ("Teal is my favourite colour.", "user.favourite.colour=Teal"),
        ("As for my favourite book, that's Watership Down.", "user.favourite.book=Watership Down"),
        ("My favourite film of all time is Arrival.", "user.favourite.film=Arrival"),
        ("My favourite food isn't ramen any more, it's pierogi.", "+user.favourite.food=pierogi"),
        ("I go swimming every morning.", "user.habit=go swimming"),
        ("Twice a week I cycle to work.", "user.habit=cycle to work"),
        ("I usually skip breakfast.", "user.habit=skip breakfast"),
        ("I've got into the habit of writing in my journal every evening.", "user.habit=write in my journal"),
        ("I never drink coffee.", "user.habit=never drink coffee"),
        ("My hobbies are chess and pottery.", "user.hobby=pottery"),
        ("I've taken up archery.", "+user.hobby=archery"),
        ("In my spare time I do embroidery.", "user.hobby=embroidery"),
        ("I play the cello.", "user.hobby=playing the cello"),
        ("I started kayaking as a hobby.", "+user.hobby=kayaking"),
    ],
)
def test_a_preference(text: str, stated: str):
    assert stated in read(text)


def test_liking_and_disliking_one_thing_share_a_slot():
    liked, hated = candidates("I love olives.")[0], candidates("I hate olives.")[0]
    assert (liked.subject, liked.attribute, liked.many) == (hated.subject, hated.attribute, False)
    assert liked.value_key != hated.value_key


def test_the_end_of_a_habit_names_the_habit():
    began, ended = (
        candidates("I bake a loaf of sourdough on Tuesdays.")[0],
        candidates("I stopped baking a loaf of sourdough."),
    )
    assert any(one.denies and one.value_key == began.value_key for one in ended)


@pytest.mark.parametrize("text", ["I loved that movie.", "I like the template.", "I like how you put it."])
def test_an_opinion_of_the_moment_is_no_taste(text: str):
    assert not any(".taste" in one for one in read(text))
