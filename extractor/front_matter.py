"""Markdown as text: what its front matter says, and its marks blanked out, so that every offset stays what it was."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCED = re.compile(r"\ufeff?---[ \t]*\r?\n((?:(?!---)[^\n]*\n){0,200}?)---[ \t]*(?:\r?\n|$)")
_ENTRY = re.compile(r"^([\w -]{1,40}?)[ \t]*:[ \t]*([\"']?)([^\r\n]*?)\2[ \t]*\r?$", re.MULTILINE)
_INK = re.compile(r"\S")
_TARGET = r"(?:\([^()\s]{0,1000}(?:[ ][^()\n]{0,300})?\)|\[[^\[\]\n]{0,80}\])"
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,500}\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]" + _TARGET)
_MARKS = re.compile(
    r"""
      ^[ ]{0,3}\#{1,6}(?=[ \t])                             # headings
    | ^[ ]{0,3}(?:>[ ]?)+                                   # quotations
    | ^[ ]{0,3}(?:[-*_][ \t]*){3,}+$                        # rules
    | ^[ ]{0,3}(?:=+|-{2,})[ \t]*$                          # underlining of headings
    | ^[ ]{0,3}(?:```+|~~~+)[^\n]*$                         # fences of code
    | ^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)++[-: \t]*$        # rules of tables
    | ^[ ]{0,3}\[[^\[\]\n]{1,80}\]:[ \t]+\S[^\n]*$         # where links lead
    | ^[ \t]*[*+](?=[ \t])                                  # bullets; a hyphen is one in plain text too
    | <!--[^<>]{0,2000}--> | </?[A-Za-z][^<>\n]{0,500}>     # comments, tags, addresses in angle brackets
    | \\(?P<escaped>[^\w\s])
    | \*{1,3}(?=\S) | (?<=\S)\*{1,3}                        # emphasis
    | (?<!\w)_{1,3}(?=\S) | (?<=\S)_{1,3}(?!\w) | ~~ | `+
    """,
    re.VERBOSE | re.MULTILINE,
)


class Plain(NamedTuple):
    """A text as long as the Markdown it was made from, and the entries of its front matter."""

    text: str
    entries: dict[str, str]


def plain(text: str) -> Plain:
    """The words of a Markdown text where they stand in it: marks, links' addresses and front matter are blanks.

    Of the front matter the title stays, since it is a line of the article.
    """
    match = _FENCED.match(text)
    if match is None:
        return Plain(_blanked_marks(text), {})
    entries = {entry[1].lower(): entry for entry in _ENTRY.finditer(match[1])}
    head = _INK.sub(" ", match[0])
    title = entries.get("title")
    if title is not None:
        start, end = (match.start(1) + at for at in title.span(3))
        head = head[:start] + text[start:end] + head[end:]
    return Plain(head + _blanked_marks(text[match.end() :]), {name: entry[3] for name, entry in entries.items()})


def _blanked_marks(text: str) -> str:
    text = _PICTURE.sub(lambda match: _INK.sub(" ", match[0]), text)
    text = _LINK.sub(lambda match: f" {match[1]}{_INK.sub(' ', match[0][len(match[1]) + 1 :])}", text)
    return _MARKS.sub(lambda match: f" {match['escaped']}" if match["escaped"] else _INK.sub(" ", match[0]), text)
