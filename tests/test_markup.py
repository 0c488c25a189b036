"""No user text reaches what reads markup: found in the sources of the screens, so that no path escapes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmtui

UI = Path(pmtui.__file__).parent / "ui"

# What reads markup in a text that it is given, unless told not to.
CALLS = {
    "Button", "Checkbox", "Collapsible", "DataTable", "Label", "ListItem", "Log", "Markdown", "MarkdownViewer",
    "OptionList", "Option", "Placeholder", "ProgressBar", "RadioButton", "RichLog", "Select", "SelectionList",
    "Static", "Switch", "Tab", "TabPane", "TabbedContent", "Tree", "from_markup", "notify", "add_row", "add_option",
}  # fmt: skip
FIELDS = {"border_title", "border_subtitle", "tooltip", "placeholder", "title", "sub_title"}  # of any widget
OWN = {"Option", "Tab"}  # values of our own by the same names, where they come from our modules


def is_literal(node: ast.expr) -> bool:
    """Whether it is a text that stands in the source."""
    return isinstance(node, ast.Constant)


def own_names(tree: ast.AST) -> set[str]:
    """Names that are ours in a file, whatever Textual has by them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pmtui."):
            names |= {one.asname or one.name for one in node.names}
    return names & OWN


def found_in(source: str) -> Iterator[str]:
    """Each place where a text that does not stand in the source meets a reader of markup."""
    tree = ast.parse(source)
    own = own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain = any(one.arg == "markup" and getattr(one.value, "value", None) is False for one in node.keywords)
            given = [*node.args, *(one.value for one in node.keywords)]
            if name in CALLS - own and not plain and not all(map(is_literal, given)):
                yield f"line {node.lineno}: {name}"
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in FIELDS and not is_literal(node.value):  # type: ignore[attr-defined]
                yield f"line {node.lineno}: {target.attr}"


def test_no_screen_hands_user_text_to_a_reader_of_markup() -> None:
    found = [
        f"{path.relative_to(UI)}, {place}"
        for path in sorted(UI.rglob("*.py"))
        for place in found_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Static(item.title)", 1),
        ("Label(f'{code} {name}')", 1),
        ("self.app.notify(refused.sentence)", 1),
        ("Static(item.title, markup=False)", 0),
        ("Static('Projects')", 0),
        ("widget.border_title = project.name", 1),
        ("Content.from_markup(f'[b]{name}[/b]')", 1),
        ("table.add_row(item.title)", 1),
        ("from textual.widgets.option_list import Option\nOption(row.name)", 1),
        ("from pmtui.ui.widgets.field import Option\nOption(row.id, row.name)", 0),
    ],
)
def test_what_would_read_markup_is_found(source: str, count: int) -> None:
    assert len(list(found_in(source))) == count
