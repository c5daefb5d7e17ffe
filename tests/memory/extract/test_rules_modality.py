import pytest
from said import read, turn


@pytest.mark.parametrize(
    "text",
    [
        "Do I live in Berlin?",
        "Where do I live?",
        "I live in Berlin?",
        "Should I move to Porto?",
        "do you know where i live",
        "If I lived in Berlin, I would need a car.",
        "If it rains, I live in Berlin.",
        "Imagine I moved to Porto.",
        "What if I became a nurse?",
        "I might move to Porto one day.",
        "I may become a nurse.",
        "I wish I lived in Porto.",
        "I wish I had a dog.",
        "I would like to live in Rome.",
        "I'd love to live in Rome.",
        "I want to become a nurse.",
        "I almost moved to Lyon once.",
        "I'm thinking about getting a dog.",
        "We might get a dog one day and call it Rex.",
        "I will move to Oslo.",
        "She said she lives in Rome.",
        "People say I live in Rome.",
        "In the game I live in Rome.",
        "In another life I live in Utrecht and keep bees.",
        "I think sometimes to move to Glasgow.",
        "In my head I already live in Glasgow.",
        "In a parallel universe I am a baker.",
        "My fantasy: I live in Glasgow.",
        "For the sake of argument, I live in Glasgow.",
        "My character is a nurse who lives in Rome.",
        "I dreamed that I lived in Rome.",
        "Yeah right, I live in Rome.",
        "I live in Rome /s",
        'Can you shorten this email? "Hi all, I live in Rome now and work from home."',
        "What do you make of this text I found: 'I moved to Rome last year and never looked back.'",
        "Translate: I live in Rome.",
        "Please proofread this:\nI live in Rome and I am a nurse.",
        "```\nI live in Rome\n```",
        "> I live in Rome",
        "<memory>The user lives in Rome.</memory>",
        "I live in fear of spiders.",
        "I live in the moment.",
        "I have a question about dogs.",
        "I have a problem with my code.",
        "I'm a big fan of yours.",
        "I like your idea.",
        "I love it!",
        "I'm fine, thanks.",
        "I'm sorry about that.",
        "I'm in a hurry.",
        "Never mind.",
        "Always nice to talk to you.",
        "Never say never!",
        "Please explain this to me.",
        "Could you please share it with me?",
        "I need to find a good recipe.",
        "I've been with Geico for 3 years.",
    ],
)
def test_states_nothing(text: str):
    assert read(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I live in Berlin, do you know any good restaurants?",
        "I live in Berlin and I'm bored, what can I do?",
        "I'm vegan and I live in Berlin, if that matters.",
        "In case you wondered, I live in Berlin.",
        "I think to be fair I live in Berlin for the parks.",
        "I live in Berlin and play with the orchestra.",
        "I live in Berlin so tell me if you know a café there.",
    ],
)
def test_a_statement_beside_a_question_counts(text: str):
    assert "user.home=Berlin" in read(text)


def test_what_came_from_memory_is_not_read_again():
    from toldonce.memory.extract.rules import RuleExtractor

    marked = turn("You live in Berlin.", "assistant", metadata={"toldonce": {"extractive": True}})
    assert list(RuleExtractor().read([marked])[0].candidates) == []
