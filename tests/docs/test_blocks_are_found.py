"""The finder of code blocks finds what it should, so that no command escapes the tests."""

from __future__ import annotations

from pathlib import Path

from pages import anchors, blocks, links, printed

PAGE = """# A title: with `code`

Some [text](other.md#part) and ![a picture](picture.png).

<!-- not run: needs a key -->
```bash
false
```

```bash
echo one two
```

```text
one ...
```

## A title: with `code`

<!-- refused -->
```python
print(1)
```

```sql
SELECT 1;
```
"""


def test_blocks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    found = blocks(page)
    assert [(block.language, block.body) for block in found] == [("bash", "echo one two\n"), ("python", "print(1)\n")]
    assert [block.expected for block in found] == ["one ...\n", None]
    assert [block.line for block in found] == [10, 21]
    assert [block.refused for block in found] == [False, True]
    assert links(page) == ["other.md#part", "picture.png"]
    assert anchors(page) == {"a-title-with-code", "a-title-with-code-1"}


def test_printed() -> None:
    assert printed("one ... three\n...\nfive\n", "zero\none two three\nfour\nfive\n") is None
    assert printed("two\none\n", "one\ntwo\n") == "one"
    assert printed("a.c\n", "abc\n") == "a.c"
    assert printed("On 3 March 2026 (0.87)\n", "On 14 May 2031 (0.12)\n") is None
    assert printed("On 3 March 2026\n", "On 3 2026\n") == "On 3 March 2026"
