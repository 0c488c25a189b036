"""Which scope statements share words with some work, by SQLite's full-text search (FTS5) in memory."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from pmtui.domain.entities import ScopeStatement
from pmtui.domain.fit import Match

WORDS_MOST = 200  # of the work; a longer text says nothing more about where it belongs
_WORD = re.compile(r"\w+")
_BEGIN, _END = "\x01", "\x02"  # around what matches; no stored text has them
_MARKED = re.compile(f"{_BEGIN}(.*?){_END}")
# The words that make sentences, not what they are about: full-text search has no list of its own.
_COMMON = frozenset(
    """
    a about after all also an and any are as at be been before but by can do does for from has have if in into is it
    its more no not of on one only or other our out over so than that the their them then there they this to up was
    we were what when which who will with would you
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def matching(text: str, statements: Iterable[ScopeStatement]) -> dict[int, Match]:
    """The statements that share a word with the text, by id; words match by their stem (Porter), scored by bm25.

    How rare a word is, is counted over all statements given.
    """
    known = {one.id: one for one in statements}
    query = _query(text)
    if not known or not query:
        return {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE statement USING fts5(text, tokenize = 'porter unicode61')")
        rows = ((id, one.text) for id, one in known.items())
        connection.executemany("INSERT INTO statement (rowid, text) VALUES (?, ?)", rows)
        found = connection.execute(
            "SELECT rowid, -bm25(statement), highlight(statement, 0, ?, ?) FROM statement"
            " WHERE statement MATCH ? ORDER BY rowid",
            (_BEGIN, _END, query),
        ).fetchall()
    return {id: Match(known[id], score, tuple(_MARKED.findall(marked))) for id, score, marked in found}


def _query(text: str) -> str:
    """Any of the text's words, each quoted, so that nothing in it is read as a command of the search."""
    words = dict.fromkeys(one.casefold() for one in _WORD.findall(text))
    told = [one for one in words if one not in _COMMON][:WORDS_MOST]
    return " OR ".join(f'"{one}"' for one in told)
