"""Literal text in a given number of cells: the only way in which text reaches a drawn line."""

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from pmtui.domain.text import fit, safe, width

Content = str | Text


def literal(content: Content) -> Text:
    """The content as text that is safe to show and never read as markup; styles are kept where possible."""
    if isinstance(content, str):
        return Text(safe(content), end="", no_wrap=True)
    plain = safe(content.plain)
    if plain == content.plain:
        return content
    return Text(plain, style=content.style, end="", no_wrap=True)


def whole_words(line: str, cells: int) -> str:
    """As many whole words of a line as fit, so that no number is cut in half; an ellipsis says that more follows.

    A first word that does not fit by itself is left for ``cell`` to cut.
    """
    words = safe(line).split(" ")
    if width(" ".join(words)) <= cells:
        return " ".join(words)
    while len(words) > 1 and width(" ".join(words)) + 2 > cells:
        words.pop()
    return " ".join(words) + " …"


def cell(content: Content, cells: int, right: bool = False) -> Text:
    """The content padded, or cut with an ellipsis, to exactly ``cells``."""
    if isinstance(content, str):
        return Text(fit(content, cells, right), end="", no_wrap=True)
    text = literal(content)
    taken = width(text.plain)
    if taken > cells:
        cut = text.copy()
        cut.plain = fit(text.plain, cells)
        return cut
    padded = Text(end="", no_wrap=True)
    blanks = " " * (cells - taken)
    if right:
        padded.append(blanks)
    padded.append_text(text)
    if not right:
        padded.append(blanks)
    return padded


def pieces(content: Content, cells: int, console: Console, right: bool = False) -> list[Segment]:
    """The same as it is drawn; quicker than by way of ``cell`` where a line has many."""
    if isinstance(content, str):
        return [Segment(fit(content, cells, right))]
    text = literal(content)
    left = cells - width(text.plain)
    if left < 0:
        text, left = cell(text, cells), 0
    blanks, shown = Segment(" " * left), _styled(text, console)
    return [blanks, *shown] if right else [*shown, blanks]


def _styled(text: Text, console: Console) -> list[Segment]:
    """A text as Rich renders it; that takes several times as long, since spans may lie over each other there."""
    plain, base, end = text.plain, console.get_style(text.style), 0
    found = []
    for span in text.spans:
        if span.start < end:
            return list(text.render(console))
        if span.start > end:
            found.append(Segment(plain[end : span.start], base))
        found.append(Segment(plain[span.start : span.end], base + console.get_style(span.style)))
        end = span.end
    return found if end >= len(plain) else [*found, Segment(plain[end:], base)]
