from __future__ import annotations

from typing import Any

import pytest

from toldonce.accounts import rules
from toldonce.errors import ValidationFailed

EMAIL = "ada@example.org"


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.org",
        "a@b.co",
        "ada.lovelace+toldonce@mail.example.co.uk",
        "o'brien@example.org",
        "x_1!#$%&*/=?^`{|}~-@example.org",
        "ada@xn--bcher-kva.example",
        "josé@bücher.example",
        "用户@例子.公司",
        f"{'a' * 64}@example.org",
        f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.org",
    ],
)
def test_addresses_that_mail_can_reach_are_kept_as_they_are(email: str) -> None:
    assert rules.checked_email(email) == email


@pytest.mark.parametrize(
    "email",
    [
        "",
        "   ",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "ada@@example.org",
        "a@b@example.org",
        "ada@example..org",
        "ada@.example.org",
        "ada@example.org.",
        "ada@-example.org",
        "ada@example-.org",
        "ada@exa_mple.org",
        ".ada@example.org",
        "ada.@example.org",
        "a..b@example.org",
        "ada lovelace@example.org",
        "ada@exam ple.org",
        "Ada <ada@example.org>",
        "ada@example.org,bob@example.org",
        "ada\n@example.org",
        "ada\x00@example.org",
        "ada\u200b@example.org",
        "ada\u202e@example.org",
        "ada\ud800@example.org",
        f"{'a' * 65}@example.org",
        f"ada@{'b' * 64}.org",
        f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 58}.org",
    ],
)
def test_other_addresses_are_refused_by_the_name_of_their_field(email: str) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        rules.checked_email(email)
    assert refusal.value.errors[0]["pointer"] == "/email"
    assert "e-mail address" in refusal.value.message


def test_an_address_is_stripped_and_composed() -> None:
    assert rules.checked_email(" \tjose\u0301@example.org\n") == "jos\u00e9@example.org"


@pytest.mark.parametrize(
    "password", ["x9!kQ2#z", "correct horse battery staple", "пароль-длинный", "🐎🔋📎🐎🔋📎🐎🔋", "a1" * 512]
)
def test_passwords_of_8_to_1024_characters_pass(password: str) -> None:
    assert rules.checked_password(password, EMAIL) == password


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", "8 to 1024"),
        ("short-7", "8 to 1024"),
        ("a1" * 512 + "b", "8 to 1024"),
        ("nul\x00inside", "NUL"),
        ("surrogate \udfff", "surrogates"),
        (EMAIL, "e-mail address"),
        (" ADA@example.ORG ", "e-mail address"),
        ("password", "guessed first"),
        ("Password1", "guessed first"),
        ("12345678", "guessed first"),
        ("zzzzzzzzzzzz", "guessed first"),
        ("          ", "guessed first"),
    ],
)
def test_other_passwords_are_refused_with_the_reason(password: str, word: str) -> None:
    with pytest.raises(ValidationFailed, match=word) as refusal:
        rules.checked_password(password, EMAIL, "/new_password")
    assert refusal.value.errors == [{"pointer": "/new_password", "message": refusal.value.message}]


def test_every_listed_password_could_otherwise_be_chosen() -> None:
    assert all(len(password) >= rules.MIN_PASSWORD_CHARACTERS for password in rules.COMMON_PASSWORDS)
    assert all(password == password.lower() for password in rules.COMMON_PASSWORDS)


@pytest.mark.parametrize("name", ["", " \n", "x" * 256, "nul\x00", "\udc80"])
def test_a_name_must_be_storable_and_more_than_white_space(name: str) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        rules.checked_name(name, "/full_name")
    assert refusal.value.errors[0]["pointer"] == "/full_name"


def test_scopes_come_once_each_in_one_order() -> None:
    assert rules.checked_scopes(["chat", "memories:read", "chat"]) == ["memories:read", "chat"]
    assert "admin" not in rules.checked_scopes(None)
    assert rules.checked_scopes(["admin"]) == ["admin"]


@pytest.mark.parametrize("scopes", [[], ["memories:all"], ["chat", ""]])
def test_no_scopes_and_unknown_scopes_are_refused(scopes: Any) -> None:
    with pytest.raises(ValidationFailed, match="memories:read"):
        rules.checked_scopes(scopes)


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_key_lives_1_to_3650_days(days: int) -> None:
    with pytest.raises(ValidationFailed, match="3650"):
        rules.checked_days(days)
    assert [rules.checked_days(some) for some in (1, 3650, None)] == [1, 3650, None]
