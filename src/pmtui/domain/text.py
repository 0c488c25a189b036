"""User text is data: what of it is stored, and how it is shown so that every terminal aligns it alike."""

import re
import unicodedata
from dataclasses import dataclass

REPLACEMENT = "�"  # U+FFFD, one cell everywhere
ELLIPSIS = "…"
MARKS_MOST = 4  # combining marks on one character; more is no script, and paints over other rows

_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    "|\x1b[ -/]*[0-~]"  # the short ones
)
_NEWLINE = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks, embeddings, overrides, isolates
_REMOVED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb{_BIDI}]")
BLANK_ENDS = " \t\n\u00a0\u00ad\u200b\u2060\u3000\ufeff"

_JAMO = re.compile("[\u1100-\u115e][\u1161-\u1175][\u11a8-\u11c2]?")
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TONE = "\U0001f3fb-\U0001f3ff"
_TAG = "\U000e0020-\U000e007f"
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
_DRESS = f"[{_VARIATION}{_TONE}{_TAG}\u20e3]"
# One picture and all that is joined to it or laid over it: shown as the picture alone.
_CLUSTER = re.compile(f"({_PICTURE}){_DRESS}*(?:\u200d+(?:{_PICTURE}{_DRESS}*)?)*")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_DROPPED = re.compile(f"[{_VARIATION}{_TAG}\u00ad\u200b-\u200d\u2060-\u2064\u20e3\ufeff]")
# Assigned characters whose width changed between versions of Unicode, or that fill a cell with nothing.
_UNSTEADY = re.compile(
    "[\u115f-\u11ff\u2630-\u2637\u268a-\u268f\u302e\u302f\u3164\u4dc0-\u4dff\ud7b0-\ud7ff\uffa0"
    f"\U00016ff0\U00016ff1\U0001d300-\U0001d376{_TONE}]"
)
# Letters, punctuation and the signs of tables: each is shown as it is, in one cell.
_STEADY = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u2013\u2014\u2018-\u201d\u2026\u2039\u203a\u2192\u2500-\u25fc]*"
)
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mc"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text as it may be stored, and how many characters were taken out of it."""

    text: str
    removed: int


def with_article(noun: str) -> str:
    """A noun with its indefinite article, as a sentence has it: a link, an assignment."""
    return f"an {noun}" if noun[:1].lower() in {"a", "e", "i", "o"} else f"a {noun}"


def clean(text: str, *, long: bool) -> Cleaned:
    """Take out what may not be stored: controls, whole escape sequences, bidi controls, blanks at the ends.

    Newline and tab stay where ``long``, and become a space in one line; emoji and joiners stay.
    Only removed characters are counted, not blanks.
    """
    text = _NEWLINE.sub("\n", text)
    kept = _REMOVED.sub("", _ESCAPE.sub("", text))
    removed = len(text) - len(kept)
    if not long:
        kept = re.sub("[\n\t]+", " ", kept)
    return Cleaned(kept.strip(BLANK_ENDS), removed)


def safe(text: str, *, long: bool = False) -> str:
    """Text as it may reach a terminal: one line (lines stay where ``long``), the same cells on every terminal.

    Controls and what terminals measure differently give way to U+FFFD; joined, dressed and toned emoji to the
    base emoji, flags to their two letters; zero-width characters go. CJK and combining marks stay.
    """
    if _STEADY.fullmatch(text):
        return text
    text = _NEWLINE.sub("\n" if long else " ", text).replace("\t", "    " if long else " ")
    text = _ESCAPE.sub(REPLACEMENT, text)
    text = _JAMO.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _CLUSTER.sub(r"\1", text)
    text = _FLAG.sub(lambda found: chr(ord(found[0]) - 0x1F1E6 + ord("A")), text)
    text = _UNSTEADY.sub(REPLACEMENT, _DROPPED.sub("", text))
    return _based("".join(map(_shown, text)))


def _shown(character: str) -> str:
    if character == "\n":
        return character
    return REPLACEMENT if unicodedata.category(character) in _NOT_SHOWN else character


def _based(text: str) -> str:
    """Give marks without a character one to stand on, and cut a heap of marks to what scripts use."""
    parts: list[str] = []
    marks = -1  # none to stand on yet
    for character in text:
        if is_mark(character):
            if marks == -1:
                parts.append("◌")
            marks = max(marks, 0) + 1
            if marks > MARKS_MOST:
                continue
        else:
            marks = -1 if character == "\n" else 0
        parts.append(character)
    return "".join(parts)


def is_mark(character: str) -> bool:
    """Whether a character is laid over the one before it."""
    return character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me")


def _cells(character: str) -> int:
    if character < "\u0300":
        return 1
    if is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def width(text: str) -> int:
    """How many cells a line takes that ``safe`` returned."""
    return len(text) if text.isascii() or _STEADY.fullmatch(text) else sum(map(_cells, text))


def fit(text: str, cells: int, right: bool = False) -> str:
    """The text made safe and padded, or cut with an ellipsis, to exactly ``cells``; ``right`` pads before it."""
    line = safe(text)
    if cells <= 0:
        return ""
    taken = width(line)
    if taken > cells:
        line = _cut(line, cells - 1) + ELLIPSIS
        taken = width(line)
    blanks = " " * (cells - taken)
    return blanks + line if right else line + blanks


def _cut(line: str, cells: int) -> str:
    """As many whole characters, with their marks, as fit into ``cells``."""
    for index, character in enumerate(line):
        cells -= _cells(character)
        if cells < 0:
            return line[:index]
    return line
