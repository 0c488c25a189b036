"""Literal text in a given number of cells: the only way in which text reaches a drawn line."""

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
