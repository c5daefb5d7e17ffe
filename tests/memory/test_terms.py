from hypothesis import given
from hypothesis import strategies as st

from toldonce.memory.terms import count_terms, query_terms, words


def test_words_are_folded_and_lose_their_possessive():
    assert words("Caroline's DOGS don’t bite") == ["caroline", "dogs", "don’t", "bite"]


def test_stems_meet_across_inflections():
    assert count_terms("She adopted two kittens").keys() & count_terms("adopting a kitten").keys() == {
        "adopt",
        "kitten",
    }


def test_function_words_are_no_terms():
    assert not count_terms("What is it that you were to do?")


def test_unspaced_scripts_become_character_pairs():
    assert count_terms("我住在上海").keys() == {"我住", "住在", "在上", "上海"}
    assert "上海" in query_terms("上海")


def test_every_script_leaves_terms():
    for text in (
        "Я живу в Москве",
        "मैं दिल्ली में रहता हूँ",
        "ฉันอยู่กรุงเทพ",
        "저는 서울에 살아요",
        "أسكن في القاهرة",
        "Ζω στην Αθήνα",
        "גר בתל אביב",
    ):
        assert count_terms(text), text


def test_inflected_russian_meets():
    assert count_terms("в Москве").keys() & count_terms("Москва").keys()


def test_query_terms_name_the_word_they_came_from():
    assert query_terms("Where did the kittens go?") == {"kitten": "kittens", "go": "go"}


@given(st.text(max_size=400))
def test_asking_with_the_stored_words_finds_them_all(text: str):
    assert set(query_terms(text)) == set(count_terms(text))


@given(st.text(max_size=400))
def test_terms_are_storable(text: str):
    for term in count_terms(text):
        assert term
        assert "\x00" not in term
        assert len(term) <= 64
