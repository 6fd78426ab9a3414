"""Markdown: what is blanked and what stays, every offset what it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.front_matter import plain

CASES = [
    ("Exports rose 5 percent.", "Exports rose 5 percent."),
    ("# Exports rise", "  Exports rise"),
    ("Exports rise\n======\nMore.", "Exports rise\n      \nMore."),
    ("> Exports rose.\n> > Imports fell.", "  Exports rose.\n    Imports fell."),
    ("* one\n+ two\n- three\n1. four", "  one\n  two\n- three\n1. four"),
    ("rose **5.9%** or _nearly_ 6", "rose   5.9%   or  nearly  6"),
    ("***all*** of ~~it~~ `here`", "   all    of   it    here "),
    ("5 * 3 and a_b_c and -5", "5 * 3 and a_b_c and -5"),
    ('[exports](http://x.example/2024 "In 2023") rose',
     ' exports                                   rose'),
    ('[*all* exports][1] rose [sic] (a)\n\n[1]: http://x.example/2024',
     '  all  exports     rose [sic] (a)\n\n                          '),
    ('![chart 2024](c.png) Exports rose',
     '                     Exports rose'),
    ('see <http://x.example/2024> <b>now</b> <!-- 5\npercent --> 3 < 5',
     'see                            now           \n            3 < 5'),
    ('[![chart](c.png)](http://x.example) Exports rose',
     '                                    Exports rose'),
    ("a \\$5 \\* 3", "a  $5  * 3"),
    ("---\n\nExports rose.\n\n* * *", "   \n\nExports rose.\n\n     "),
    ("| a | 5 |\n|---|--:|\n| b | 6 |", "| a | 5 |\n         \n| b | 6 |"),
    ("```sh\nls\n```", "     \nls\n   "),
    ("---\ntitle: \"Exports rise\"\ndate: 2024-05-31\n---\nBody.",
     "   \n        Exports rise \n                \n   \nBody."),
    ("---\r\ndate: 2024\r\n---\r\nBody.", "   \r\n          \r\n   \r\nBody."),
    ("---\nnever closed\n", "   \nnever closed\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_marks_are_blanks(text: str, wanted: str) -> None:
    assert plain(text).text == wanted


def test_front_matter_has_entries() -> None:
    found = plain("---\ntitle: Exports: a rise\nDate: '2024-05-31'\ntags:\n  - trade\n---\nBody.")
    assert found.entries["title"] == "Exports: a rise"
    assert found.entries["date"] == "2024-05-31"
    assert plain("Body.\n---\ndate: 2024\n---\n").entries == {}


_PIECES = st.sampled_from(
    ["---\n", "date: 2024\n", "title: x", "\n", " ", "**", "*", "_", "[", "](", ")", "]", "![", "<", ">", "<!--", "-->",
     "a", "5", "|", "`", "~~", "\\", "#", "# ", "\r", "é", "]: "]
)  # fmt: skip


@settings(max_examples=500)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_every_offset_is_what_it_was(text: str) -> None:
    found = plain(text).text
    assert len(found) == len(text)
    assert all(one == other or one == " " for one, other in zip(found, text, strict=True))


@pytest.mark.parametrize("piece", ["[", "![", "](", "<!--", "<a ", "*", "> ", "`", "---\n", "|-", "\\", "[a](", "- - "])
def test_marks_without_end_are_read(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(plain(text).text) == len(text)
