"""Glyphs as plain ASCII, each in the same number of cells, for terminals that show nothing else."""

import unicodedata
from functools import lru_cache

from rich.cells import cell_len

_SAME = {  # what is told apart on a timeline stays told apart
    "─╌╴╶": "-",
    "━": "#",
    "═": "=",
    "┄┈": ".",
    "│┃╎┆║▏▎▍▌▐▕": "|",
    "┊┋": ":",
    "┌┐└┘╭╮╰╯├┤┬┴┼╔╗╚╝╠╣╦╩╬┿╪╂╋": "+",
    "█▓▇▆▅■▪◼": "#",
    "▒▄▃": "%",
    "░▂▁": ".",
    "●◉": "o",
    "○◯": "0",
    "▲△▴": "^",
    "▼▽▾": "v",
    "◆◇♦⬥": "*",
    "▸►▶❯→»›": ">",
    "◂◄◀❮←«‹": "<",
    "↑": "^",
    "↓": "v",
    "✓✔": "x",
    "✗✘": "X",
    "×": "x",
    "–—−": "-",
    "·•∙": ".",
    "…": "~",
    "‘’‚": "'",
    "“”„": '"',
    "≤": "<",
    "≥": ">",
    "±": "+",
    "\u00a0": " ",
    "€": "E",
    "£": "L",
    "ß": "s",  # letters that Unicode takes for no accented ones
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đð": "d",
    "ĐÐ": "D",
    "æ": "a",
    "Æ": "A",
    "œ": "o",
    "Œ": "O",
    "ı": "i",
}


@lru_cache(maxsize=4096)
def ascii_of(character: str) -> str:
    """What stands for a character; "?" in each of its cells where nothing does."""
    if character.isascii():
        return character
    found = next((plain for these, plain in _SAME.items() if character in these), None)
    if found is None:
        bare = unicodedata.normalize("NFKD", character)[0]
        found = bare if bare.isascii() and bare.isprintable() else "?"
    cells = cell_len(character)
    return found if cells == 1 else "?" * cells
