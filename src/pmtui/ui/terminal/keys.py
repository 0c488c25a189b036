"""What the terminal sends, as keys and pastes: whatever the bytes are, nothing but keys runs as keys."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Generator, Iterable, Iterator

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

JOINERS = ("\u200c", "\u200d")  # inside emoji and words of some scripts; Textual takes them for no letters
INTERRUPT = "\x03"  # ctrl+c alone ends a paste whose end never came
LONGEST_PASTE = 1 << 22  # characters; the rest of a longer one is dropped


class KeyReader:
    """Decodes bytes as they come: invalid UTF-8 becomes U+FFFD, and a paste is text to its very end.

    Textual's parser reads the keys; it never sees what is pasted. Anything else that it finds is dropped.
    """

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser()
        self._recent = ""  # the last characters before, in which the beginning of a paste may lie
        self._pasted: list[str] | None = None  # None: no paste is under way

    @property
    def waits(self) -> bool:
        """Whether an escape may be a key or the beginning of one, which only time tells."""
        return self._parser._timeout_time is not None

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete."""
        text = self._decoder.decode(data)
        if self._pasted is not None and text == INTERRUPT:
            self._took(self._recent)
            yield from self._pasted_so_far()
            return
        while text:
            text = yield from (self._keys(text) if self._pasted is None else self._paste(text))

    def tick(self) -> Iterator[Message]:
        """What an escape turned out to be, once its time is over."""
        yield from self._wanted(self._parser.tick)

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Feed the keys up to where a paste begins; gives what follows it."""
        joined = self._recent + text
        at = joined.find(BRACKETED_PASTE_START)
        if at < 0:
            self._recent = joined[1 - len(BRACKETED_PASTE_START) :]
            yield from self._parsed(text)
            return ""
        behind = at + len(BRACKETED_PASTE_START)
        yield from self._parsed(joined[len(self._recent) : behind])
        self._recent = ""
        self._pasted = []
        return joined[behind:]

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """Take pasted text up to its end; gives what follows it."""
        joined = self._recent + text
        at = joined.find(BRACKETED_PASTE_END)
        if at < 0:
            keep = len(BRACKETED_PASTE_END) - 1  # in which its end may have begun
            self._took(joined[:-keep])
            self._recent = joined[-keep:]
            return ""
        self._took(joined[:at])
        yield from self._pasted_so_far()
        return joined[at + len(BRACKETED_PASTE_END) :]

    def _took(self, text: str) -> None:
        if self._pasted is not None and sum(map(len, self._pasted)) < LONGEST_PASTE:
            self._pasted.append(text)

    def _pasted_so_far(self) -> Iterator[Message]:
        """The end of a paste; the parser, which has seen its beginning, is told so."""
        text = "".join(self._pasted or ())
        self._pasted, self._recent = None, ""
        yield from self._parsed(BRACKETED_PASTE_END)
        yield events.Paste(text.replace("\x00", ""))

    def _parsed(self, text: str) -> Iterator[Message]:
        yield from self._wanted(lambda: self._parser.feed(text) if text else ())

    def _wanted(self, parsed: Callable[[], Iterable[Message]]) -> Iterator[Message]:
        try:
            for message in parsed():
                if isinstance(message, events.Key):
                    letter = message.character
                    yield events.Paste(letter) if letter in JOINERS else message  # so a field takes them as text
        except (ArithmeticError, LookupError, ValueError, StopIteration, ParseError):
            self._parser = XTermParser()  # no bytes may end the app: a sequence that makes no sense is dropped
