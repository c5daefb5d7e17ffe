import copy
import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toldonce.errors import InvalidRequest
from toldonce.memory.importers import ImportedConversation, ImportedMemory, Tally, archive, lenient, read_export
from toldonce.memory.importers.archive import only_conversations
from toldonce.memory.importers.native import export_line
from toldonce.model import MAX_TURN_CHARACTERS, Conversation, Memory, Turn, TurnRequest

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def message(message_id: str, role: str, *parts: Any, at: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "id": message_id,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": at,
        "update_time": None,
        "content": {"content_type": "text", "parts": list(parts)},
        "status": "finished_successfully",
        "end_turn": True,
        "weight": 1.0,
        "metadata": {},
        "recipient": "all",
    } | more


def tree(*messages: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """A ChatGPT conversation whose messages follow each other; None is a node without a message."""
    mapping: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None, "children": []}}
    parent = "root"
    for number, said in enumerate(messages):
        node = said["id"] if said else f"empty-{number}"
        mapping[parent]["children"].append(node)
        mapping[node] = {"id": node, "message": said, "parent": parent, "children": []}
        parent = node
    return {
        "title": "Moving house",
        "create_time": 1_700_000_000.25,
        "update_time": 1_700_000_900.0,
        "mapping": mapping,
        "current_node": parent,
        "conversation_id": "0a1b",
        "id": "0a1b",
        "is_archived": False,
        "moderation_results": [],
    } | more


def claude(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "uuid": "c0ffee",
        "name": "Bread",
        "created_at": "2025-01-02T10:00:00.000000Z",
        "updated_at": "2025-01-02T11:00:00.000000Z",
        "account": {"uuid": "a"},
        "chat_messages": list(messages),
    } | more


def claude_message(uuid: str, sender: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "text": text,
        "content": [{"type": "text", "text": text, "citations": []}],
        "sender": sender,
        "created_at": "2025-01-02T10:05:00Z",
        "updated_at": "2025-01-02T10:05:00Z",
        "attachments": [],
        "files": [],
    } | more


def zipped(**members: bytes | str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return made.getvalue()


def read(upload: Any, format: Any, tally: Tally | None = None) -> list[Any]:
    content = upload if isinstance(upload, bytes) else json.dumps(upload).encode()
    return list(read_export(content, format, tally or Tally(), NOW))


def turns_of(upload: Any, format: Any, tally: Tally | None = None) -> list[tuple[str, str]]:
    (conversation,) = read(upload, format, tally)
    return [(turn.role, turn.content) for turn in conversation.turns]


def reasons(tally: Tally) -> dict[str, int]:
    return {one["reason"]: one["count"] for one in tally.listed()}  # type: ignore[call-overload, index, misc]


# --- ChatGPT --------------------------------------------------------------------------------------------------------


def test_a_chatgpt_conversation_is_the_branch_that_ends_in_current_node():
    record = tree(
        message("q", "user", "Where should I live?", at=1_700_000_001.5),
        message("a2", "assistant", "Porto.", at=1_700_000_003.0, metadata={"model_slug": "gpt-4o"}),
    )
    record["mapping"]["a1"] = {
        "id": "a1",
        "message": message("a1", "assistant", "Oslo."),
        "parent": "q",
        "children": [],
    }
    tally = Tally()
    (conversation,) = read([record], "chatgpt", tally)
    assert (conversation.source_key, conversation.title) == ("chatgpt:0a1b", "Moving house")
    assert [turn.content for turn in conversation.turns] == ["Where should I live?", "Porto."]
    assert [turn.source_key for turn in conversation.turns] == ["chatgpt:0a1b:q", "chatgpt:0a1b:a2"]
    assert conversation.turns[1].metadata == {"source": "chatgpt", "model": "gpt-4o"}
    assert conversation.turns[0].at == datetime.fromtimestamp(1_700_000_001.5, UTC)
    assert reasons(tally) == {"on another branch (edited or generated again)": 1}


@pytest.mark.parametrize("current", [None, "gone", 17, ["n"], {}])
def test_without_a_current_node_the_newest_leaf_is_taken(current: Any):
    record = tree(message("q", "user", "Hi", at=1.7e9), message("a1", "assistant", "old", at=1.7e9 + 5))
    record["mapping"]["a2"] = {"message": message("a2", "assistant", "new", at=1.7e9 + 9), "parent": "q"}
    record["current_node"] = current
    assert turns_of([record], "chatgpt") == [("user", "Hi"), ("assistant", "new")]
    del record["current_node"]
    assert turns_of([record], "chatgpt") == [("user", "Hi"), ("assistant", "new")]


def test_a_tree_that_bites_its_tail_ends():
    record = tree(message("q", "user", "Hi"), message("a", "assistant", "Hello"))
    record["mapping"]["root"]["parent"] = "a"
    assert turns_of([record], "chatgpt") == [("user", "Hi"), ("assistant", "Hello")]
    record["current_node"] = None
    assert turns_of([record], "chatgpt") == [("user", "Hi"), ("assistant", "Hello")]


def test_messages_without_a_time_take_the_one_before_and_the_first_the_conversations():
    record = tree(
        message("a", "user", "first"), message("b", "user", "second", at=1_700_000_100), message("c", "user", "third")
    )
    (conversation,) = read([record], "chatgpt")
    created = datetime.fromtimestamp(1_700_000_000.25, UTC)
    second = datetime.fromtimestamp(1_700_000_100, UTC)
    assert [turn.at for turn in conversation.turns] == [created, second, second]
    record["create_time"] = None
    (conversation,) = read([record], "chatgpt")
    assert [turn.at for turn in conversation.turns] == [second, second, second]
    record["mapping"]["b"]["message"]["create_time"] = float(10**30)
    (conversation,) = read([record], "chatgpt")
    assert {turn.at for turn in conversation.turns} == {NOW}


def test_parts_that_are_no_text_are_left_out_and_told():
    image = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-1", "width": 10}
    record = tree(
        message("a", "user", image, "Look at my cat", content_type="multimodal_text"),
        message("b", "user", image),
        message("c", "user", {"content_type": "audio_transcription", "text": "spoken words"}, {"content_type": "x"}),
        message("d", "assistant", content={"content_type": "code", "language": "python", "text": "print(1)"}),
        message(
            "e",
            "tool",
            content={"content_type": "execution_output", "text": "1"},
            author={"role": "tool", "name": "python"},
        ),
        message("f", "tool", content={"content_type": "tether_quote", "url": "u", "title": "Cats", "text": "purr"}),
        message("g", "assistant", content={"content_type": "thoughts", "thoughts": [{"content": "hmm"}]}),
        None,
        message("h", "assistant", "", None, "Done."),
        message("i", "user", ""),
    )
    tally = Tally()
    (conversation,) = read([record], "chatgpt", tally)
    assert [(turn.role, turn.content) for turn in conversation.turns] == [
        ("user", "Look at my cat"),
        ("user", "spoken words"),
        ("assistant", "print(1)"),
        ("tool", "1"),
        ("tool", "Cats\n\npurr"),
        ("assistant", "Done."),
    ]
    assert conversation.turns[3].metadata == {"source": "chatgpt", "content_type": "execution_output", "tool": "python"}
    assert reasons(tally) == {
        "image in a message": 2,
        "a part without text in a message": 1,
        "the model's own reasoning": 1,
        "message without text": 1,
    }


def test_hidden_messages_and_unknown_speakers_are_skipped():
    hidden = {"is_visually_hidden_from_conversation": True}
    record = tree(
        message("s", "system", "", metadata=hidden),
        message("t", "system", "secret orders", metadata=hidden),
        message("u", "user", "Hello"),
        message("v", "critic", "no"),
        message("w", "user", "x", author=None),
        message("x", "system", "visible rule"),
    )
    tally = Tally()
    assert turns_of([record], "chatgpt", tally) == [("user", "Hello"), ("system", "visible rule")]
    assert reasons(tally) == {"hidden by ChatGPT": 1, "neither user, assistant, system nor tool said it": 2}


@pytest.mark.parametrize("name", ["conversations.json", "export/2024/conversations.json", "../../conversations.json"])
def test_a_zip_is_read_wherever_the_file_lies_in_it(name: str):
    record = tree(message("q", "user", "Hi"))
    upload = zipped(**{name: json.dumps([record]), "__MACOSX/conversations.json": "junk", "file-1.png": b"\x89PNG"})
    assert turns_of(upload, "chatgpt") == [("user", "Hi")]


def test_a_zip_with_numbered_parts_is_read_in_order():
    parts = {
        f"conversations-{number:03d}.json": json.dumps(
            [tree(message("q", "user", str(number)), conversation_id=str(number))]
        )
        for number in (2, 0, 1)
    }
    assert [one.turns[0].content for one in read(zipped(**parts), "chatgpt")] == ["0", "1", "2"]


def test_conversations_without_an_id_keep_their_key_and_twins_are_told_apart():
    first = tree(message("q", "user", "Hi"))
    second = tree(message("p", "user", "Ho"))
    for record in (first, second):
        del record["conversation_id"], record["id"]
    one, two = read([first, second], "chatgpt")
    assert one.source_key != two.source_key
    assert read([first], "chatgpt")[0].source_key == one.source_key


def test_the_same_message_twice_in_a_conversation_is_taken_once():
    record = tree(message("q", "user", "Hi"), message("r", "user", "Ho"))
    record["mapping"]["r"]["message"]["id"] = "q"
    tally = Tally()
    assert turns_of([record], "chatgpt", tally) == [("user", "Hi")]
    assert reasons(tally) == {"appears twice in the conversation": 1}


def test_a_long_message_is_split_and_nothing_of_it_is_lost():
    text = "word " * (MAX_TURN_CHARACTERS // 4)
    (conversation,) = read([tree(message("q", "user", text))], "chatgpt")
    assert [turn.source_key for turn in conversation.turns] == ["chatgpt:0a1b:q", "chatgpt:0a1b:q#2"]
    assert "".join(turn.content for turn in conversation.turns) == text
    assert all(len(turn.content) <= MAX_TURN_CHARACTERS for turn in conversation.turns)


def test_what_cannot_be_stored_is_replaced_and_told():
    tally = Tally()
    turns = turns_of([tree(message("q", "user", "a\x00b"))], "chatgpt", tally)
    assert turns == [("user", "a�b")]
    assert list(reasons(tally)) == ["characters that cannot be stored (NUL, lone surrogates) were replaced"]
    raw = json.dumps([tree(message("q", "user", "a"))]).replace('["a"]', '["a\\ud800b"]').encode()
    ((_, said),) = turns_of(raw, "chatgpt")
    TurnRequest(role="user", content=said)


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"not json",
        b"[1, 2",
        b"[{}]",
        b"{}",
        b'"text"',
        b"[1, null, []]",
        b'["\xff"]',
        b"\xff\xfe[\x00]\x00",
        b"[" * 10_000,
        b"[" + b"[" * 200_000 + b"]" * 200_000 + b"]",
        b'[{"mapping": {}, "x": NaN}]',
        b"PK\x03\x04 no zip at all",
        zipped(**{"chat.html": "<html>"}),
        zipped(**{"conversations.json": "[{]"}),
        zipped(**{"conversations.json": json.dumps([claude()])}),
    ],
    ids=lambda upload: repr(upload[:24]),
)
def test_a_file_that_is_no_chatgpt_export_is_refused_with_a_sentence(upload: bytes):
    with pytest.raises(InvalidRequest) as refusal:
        read(upload, "chatgpt")
    assert refusal.value.message.endswith(".")


def test_a_damaged_zip_is_refused_with_a_sentence():
    whole = zipped(**{"conversations.json": json.dumps([tree(message("q", "user", "Hi " * 500))])})
    for position in range(40, len(whole) - 22, 7):
        broken = whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :]
        with suppress(InvalidRequest):
            read(broken, "chatgpt")
    with pytest.raises(InvalidRequest):
        read(whole[: len(whole) // 2], "chatgpt")


def test_a_zip_bomb_is_refused_without_being_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 3_000_000)
    bomb = zipped(**{"conversations.json": b"[" + b" " * 10_000_000 + b"]"})
    assert len(bomb) < 100_000
    with pytest.raises(InvalidRequest, match="more than"):
        read(bomb, "chatgpt")
    with pytest.raises(InvalidRequest, match="more than"):
        only_conversations(io.BytesIO(bomb))


def test_an_encrypted_zip_is_refused_with_a_sentence():
    upload = bytearray(zipped(**{"conversations.json": "[]"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        upload[upload.index(signature) + offset] |= 1
    with pytest.raises(InvalidRequest, match="encrypted"):
        read(bytes(upload), "chatgpt")


def test_only_the_conversations_of_a_zip_are_sent():
    record = tree(message("q", "user", "Hi"))
    upload = zipped(**{"a/conversations.json": json.dumps([record]), "file-1.png": b"\x89PNG" * 100_000})
    slim = only_conversations(io.BytesIO(upload))
    with zipfile.ZipFile(io.BytesIO(slim)) as opened:
        assert opened.namelist() == ["conversations-000000.json"]
    assert read(slim, "chatgpt") == read(upload, "chatgpt")
    with pytest.raises(InvalidRequest, match=r"conversations\.json"):
        only_conversations(io.BytesIO(zipped(**{"chat.html": "x"})))


def test_a_byte_order_mark_and_a_list_inside_an_object_are_understood():
    record = tree(message("q", "user", "Hi"))
    assert turns_of(b"\xef\xbb\xbf" + json.dumps([record]).encode(), "chatgpt") == [("user", "Hi")]
    assert turns_of({"conversations": [record]}, "chatgpt") == [("user", "Hi")]
    assert turns_of(record, "chatgpt") == [("user", "Hi")]
    assert read([], "chatgpt") == []


# --- Claude ---------------------------------------------------------------------------------------------------------


def test_a_claude_conversation_with_attachments_and_blocks():
    asked = claude_message(
        "m1",
        "human",
        "What is in my recipe?",
        attachments=[{"file_name": "recipe.txt", "extracted_content": "flour, water, salt"}, {"file_name": "p.pdf"}],
        files=[{"file_name": "photo.jpg"}],
    )
    answered = claude_message(
        "m2",
        "assistant",
        "plain text",
        content=[
            {"type": "thinking", "thinking": "hmm"},
            {"type": "text", "text": "Flour and water."},
            {"type": "tool_use", "name": "artifacts", "input": {}},
            {"type": "text", "text": "And salt."},
            {"type": "new_kind"},
            None,
        ],
    )
    tally = Tally()
    (conversation,) = read([claude(asked, answered)], "claude", tally)
    assert (conversation.source_key, conversation.title) == ("claude:c0ffee", "Bread")
    assert [(turn.role, turn.content) for turn in conversation.turns] == [
        ("user", "flour, water, salt"),
        ("user", "What is in my recipe?"),
        ("assistant", "Flour and water.\n\nAnd salt."),
    ]
    assert conversation.turns[1].metadata["attachments"] == ["recipe.txt", "p.pdf", "photo.jpg"]
    assert len({turn.source_key for turn in conversation.turns}) == 3
    assert reasons(tally) == {
        "attachment without text": 1,
        "the model's own reasoning": 1,
        "tool call or its result": 1,
    }


def test_old_claude_exports_have_text_only_and_names_may_be_null():
    record = claude(claude_message("m1", "human", "Hi", content=[]), claude_message("m2", "assistant", "Ho"), name=None)
    del record["chat_messages"][1]["content"]
    (conversation,) = read([record], "claude")
    assert conversation.title is None
    assert [turn.content for turn in conversation.turns] == ["Hi", "Ho"]


def test_the_branch_of_a_claude_conversation_is_followed_when_the_export_tells_it():
    root = "00000000-0000-4000-8000-000000000000"
    record = claude(
        claude_message("a", "human", "Hi", parent_message_uuid=root),
        claude_message("b", "assistant", "old", parent_message_uuid="a"),
        claude_message("c", "assistant", "new", parent_message_uuid="a"),
        current_leaf_message_uuid="c",
    )
    assert turns_of([record], "claude") == [("user", "Hi"), ("assistant", "new")]
    record["current_leaf_message_uuid"] = "gone"
    assert len(turns_of([record], "claude")) == 3


def test_a_claude_zip_with_other_files_is_read():
    upload = zipped(
        **{"conversations.json": json.dumps([claude(claude_message("m", "human", "Hi"))]), "users.json": "[]"}
    )
    assert turns_of(upload, "claude") == [("user", "Hi")]


def test_an_export_of_the_other_service_is_named():
    with pytest.raises(InvalidRequest, match="format chatgpt"):
        read([tree(message("q", "user", "Hi"))], "claude")
    with pytest.raises(InvalidRequest, match="format claude"):
        read([claude()], "chatgpt")


# --- toldonce -------------------------------------------------------------------------------------------------------


def exported() -> tuple[Conversation, list[Turn], Memory]:
    conversation = Conversation(
        conversation_id=uuid4(),
        title="Home",
        pinned=False,
        archived=False,
        turn_count=2,
        last_turn_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    turns = [
        Turn(
            turn_id=uuid4(),
            conversation_id=conversation.conversation_id,
            turn_number=number,
            seq=number,
            role="user",
            speaker="Ana",
            content=f"Zeile {number} ✓",
            at=NOW,
            metadata={"a": [1]},
            created_at=NOW,
        )
        for number in (1, 2)
    ]
    memory = Memory(
        memory_id=uuid4(),
        type="preference",
        content="likes rye",
        slot="user.taste.rye",
        value="likes",
        status="current",
        confidence=1.0,
        importance=0.7,
        trust=1.0,
        origin="user",
        conversation_id=conversation.conversation_id,
        source_turn_ids=[],
        source_turn=1,
        valid_from=NOW,
        valid_to=None,
        recorded_at=NOW,
        superseded_at=None,
        superseded_by=None,
        supersedes=None,
        last_used_turn=None,
        metadata={},
        expires_at=None,
        created_at=NOW,
        updated_at=NOW,
        seq=3,
    )
    return conversation, turns, memory


def test_what_toldonce_exports_it_reads_back():
    conversation, turns, memory = exported()
    lines = [export_line(one) for one in (conversation, *turns, memory)]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    for upload in (b"".join(lines), zipped(**{"memory.jsonl": b"".join(lines)})):
        tally = Tally()
        read_conversation, read_memory = read(upload, "toldonce", tally)
        assert isinstance(read_conversation, ImportedConversation)
        assert isinstance(read_memory, ImportedMemory)
        assert read_conversation.title == "Home"
        assert read_conversation.conversation_id == conversation.conversation_id
        kept = [(t.turn_id, t.role, t.speaker, t.content, t.at, t.metadata) for t in read_conversation.turns]
        assert kept == [(t.turn_id, t.role, t.speaker, t.content, t.at, t.metadata) for t in turns]
        assert (read_memory.request.content, read_memory.request.type) == ("likes rye", "preference")
        assert read_memory.request.importance == 0.7
        assert (read_memory.memory_id, read_memory.slot, read_memory.value) == (
            memory.memory_id,
            "user.taste.rye",
            "likes",
        )
        assert tally.listed() == []


def test_what_was_read_from_turns_is_read_from_them_again():
    _, turns, memory = exported()
    read_from = memory.model_copy(update={"source_turn_ids": [turns[0].turn_id]})
    tally = Tally()
    assert list(read_export(export_line(read_from), "toldonce", tally, NOW)) == []
    assert "read from its turns again" in tally.listed()[0]["reason"]


def test_lines_that_cannot_be_used_are_skipped_with_their_number():
    conversation, turns, memory = exported()
    odd = [
        b"not json",
        b"[1]",
        b'{"kind": "future", "x": 1}',
        b'{"kind": "turn", "conversation_id": "%s"}' % str(conversation.conversation_id).encode(),
        export_line(turns[0]).replace(b'"user"', b'"nobody"').strip(),
        export_line(turns[0]).replace("Zeile 1 ✓".encode(), b"\\u0000").strip(),
        export_line(memory).replace(b'"current"', b'"superseded"').strip(),
        export_line(memory).replace(b'"preference"', b'"mood"').strip(),
        b'{"kind": "memory"}',
        b"{" * 100_000,
        b"",
    ]
    upload = b"\n".join([export_line(conversation).strip(), *odd, export_line(turns[1])])
    tally = Tally()
    (only,) = read(upload, "toldonce", tally)
    assert [turn.content for turn in only.turns] == ["Zeile 2 ✓"]
    assert sum(reasons(tally).values()) == len(odd) - 1
    assert reasons(tally)["a turn whose field 'role' is not valid"] == 1
    examples = {example for one in tally.listed() for example in one["examples"]}  # type: ignore[index, call-overload]
    assert "line 2" in examples


def test_many_turns_come_in_pieces_and_interleaved_conversations_stay_apart():
    conversation, turns, _ = exported()
    many = [turns[0].model_copy(update={"turn_id": uuid4()}) for _ in range(450)]
    other = turns[1].model_copy(update={"conversation_id": uuid4()})
    pieces = read(b"".join(map(export_line, [conversation, *many[:250], other, *many[250:]])), "toldonce")
    assert [len(piece.turns) for piece in pieces] == [200, 50, 1, 200]
    assert len({piece.source_key for piece in pieces}) == 2


@pytest.mark.parametrize("upload", [b"hello", b"[]", b'{"a": 1}', b"\xff\xfe", b'{"kind": 3}'])
def test_a_file_that_is_no_toldonce_export_is_refused(upload: bytes):
    with pytest.raises(InvalidRequest, match="kind"):
        read(upload, "toldonce")


# --- anything at all ------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
SEEDS = {
    "chatgpt": [tree(message("q", "user", "Hi", at=1.7e9), message("a", "assistant", "Ho", {"content_type": "x"}))],
    "claude": [claude(claude_message("m", "human", "Hi", attachments=[{"file_name": "a", "extracted_content": "b"}]))],
}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in inner for place in places(child, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed


@pytest.mark.parametrize("format", ["chatgpt", "claude"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_field_only_invalid_request_is_raised(format: str, data: st.DataObject):
    upload: Any = SEEDS[format]
    for _ in range(data.draw(st.integers(1, 3))):
        upload = replaced(upload, data.draw(st.sampled_from(places(upload))), data.draw(JSON))
    try:
        conversations = read(upload, format)
    except InvalidRequest:
        return
    for conversation in conversations:
        assert conversation.turns
        for turn in conversation.turns:
            TurnRequest.model_validate(
                {"role": turn.role, "content": turn.content, "at": turn.at, "metadata": dict(turn.metadata)}
            )
            assert len(turn.source_key) < 500


@pytest.mark.parametrize("format", ["chatgpt", "claude", "toldonce"])
@settings(max_examples=100, deadline=None)
@given(upload=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_the_bytes_are_only_invalid_request_is_raised(format: str, upload: bytes):
    with suppress(InvalidRequest):
        read(upload, format)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_700_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (1_700_000_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("2025-01-02T10:00:00+02:00", datetime(2025, 1, 2, 8, tzinfo=UTC)),
        ("2025-01-02", datetime(2025, 1, 2, tzinfo=UTC)),
        *[
            (odd, None)
            for odd in (
                None,
                True,
                "soon",
                float("inf"),
                float("nan"),
                -5,
                0,
                1e300,
                [],
                {},
                "0001-01-01T00:00:00+05:00",
                "9999-12-31T23:59:59.999999Z",
            )
        ],
    ],
)
def test_times_are_read_or_left(value: Any, expected: datetime | None):
    assert lenient.moment(value) == expected
