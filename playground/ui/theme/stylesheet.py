"""The part of the look that Qt draws itself: its palette, and one style sheet made from the tokens."""

from __future__ import annotations

import tempfile
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.ui.theme.tokens import Palette

# Sizes are written as {n} design pixels and scaled; colours as $token; pictures as $name_image.
_SHEET = """
QMainWindow, QDialog { background: $win; }
QToolTip { background: $card; color: $ink; border: 1px solid $line2; padding: {5}px {8}px; }

QMenuBar { background: $win; color: $ink; padding: {1}px {8}px; }
QMenuBar::item { background: transparent; padding: {5}px {10}px; border-radius: {6}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $ctl; }
QMenuBar::item:disabled { color: $faint; }

QMenu { background: $panel; color: $ink; border: 1px solid $line2; padding: {5}px; }
QMenu::item { padding: {6}px {28}px {6}px {12}px; border-radius: {6}px; }
QMenu::item:selected { background: $ctlh; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: {5}px {8}px; }
QMenu::icon { left: {8}px; }
QMenu::indicator { width: {14}px; height: {14}px; left: {9}px; }
QMenu::indicator:checked { image: url($check_image); }
QMenu::right-arrow { image: url($right_image); width: {12}px; height: {12}px; right: {8}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
    background: $card; color: $ink; border: 1px solid $line2; border-radius: {6}px; padding: {4}px {8}px;
    selection-background-color: $ink; selection-color: $inv;
}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover { background: $ctl; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {
    border: 2px solid $ink; padding: {3}px {7}px;
}
QLineEdit:disabled { color: $faint; }
QLineEdit[problem="true"] { border: 2px solid $danger; padding: {3}px {7}px; }
QLineEdit[look="box"] { margin: {2}px 0; padding: 0 {6}px; }
QLineEdit[look="box"]:focus, QLineEdit[look="box"][problem="true"] { padding: 0 {5}px; }
QLineEdit[look="flat"] {
    margin: {2}px 0; padding: 0 0 0 {4}px; background: transparent; border: 1px solid transparent;
}
QLineEdit[look="flat"]:hover { background: $card; border: 1px solid $line2; }
QLineEdit[look="flat"]:focus { background: $card; border: 2px solid $ink; padding: 0 0 0 {3}px; }
QLineEdit[look="flat"]:disabled { background: transparent; border: 1px solid transparent; }
QLineEdit[look="flat"][problem="true"] { border: 2px solid $danger; padding: 0 0 0 {3}px; }

QComboBox {
    combobox-popup: 0; background: $ctl; color: $ink; border: 2px solid transparent; border-radius: {6}px;
    padding: {3}px {24}px {3}px {8}px;
}
QComboBox:hover { background: $ctlh; }
QComboBox:focus { border: 2px solid $ink; }
QComboBox:disabled { color: $faint; background: $ctl; }
QComboBox::drop-down { border: none; width: {24}px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($down_image); width: {14}px; height: {14}px; }

QPushButton {
    background: $ctl; color: $ink; border: 2px solid transparent; border-radius: {7}px; padding: {5}px {14}px;
}
QPushButton:hover { background: $ctlh; }
QPushButton:focus { border: 2px solid $ink; }
QPushButton:pressed { background: $line2; }
QPushButton:disabled { color: $faint; background: $ctl; }
QPushButton[kind="primary"] { background: $ink; color: $inv; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $ink2; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink3; }
QPushButton[kind="primary"]:disabled { background: $ctl; color: $faint; }
QPushButton[kind="quiet"] { background: transparent; }
QPushButton[kind="quiet"]:hover { background: $ctl; }

QCheckBox, QRadioButton { color: $ink; spacing: {8}px; padding: {4}px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $ink; border-radius: {6}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator {
    width: {14}px; height: {14}px; background: $card; border: 1px solid $ink3; border-radius: {4}px;
}
QRadioButton::indicator { border-radius: {8}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $ctlh; }
QCheckBox::indicator:checked { background: $ink; border: 1px solid $ink; image: url($checked_image); }
QRadioButton::indicator:checked { width: {6}px; height: {6}px; background: $inv; border: {5}px solid $ink; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: {10}px; margin: {2}px; }
QScrollBar:horizontal { background: transparent; height: {10}px; margin: {2}px; }
QScrollBar::handle { background: $line2; border-radius: {3}px; }
QScrollBar::handle:vertical { min-height: {28}px; }
QScrollBar::handle:horizontal { min-width: {28}px; }
QScrollBar::handle:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView, QListView, QTreeView {
    background: $panel; alternate-background-color: $card; color: $ink; border: 1px solid $line;
    border-radius: {8}px; gridline-color: $line; outline: none;
    selection-background-color: $ctlh; selection-color: $ink;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $ink; }
QListView, QTreeView { padding: {4}px; }
QListView::item, QTreeView::item { min-height: {28}px; padding: 0 {6}px; border: none; }
QListView::item:disabled, QTreeView::item:disabled { color: $faint; }
QListView::item:selected, QTreeView::item:selected { background: $ctlh; color: $ink; }
QComboBox QListView, QComboBox QListView:focus {
    border: 1px solid $line2; border-radius: 0; padding: {4}px; background: $panel;
}
QComboBox QListView::item { border-radius: {6}px; }
QHeaderView { background: $card; border: none; }
QHeaderView::section {
    background: $card; color: $ink2; border: none; border-bottom: 1px solid $line2; padding: {5}px {6}px;
}
QTableCornerButton::section { background: $card; border: none; }

QSplitter { background: transparent; }
QSplitter::handle { background: transparent; }
QProgressBar {
    background: $ctl; border: none; border-radius: {2}px; color: transparent;
    min-height: {4}px; max-height: {4}px;
}
QProgressBar::chunk { background: $ink; border-radius: {2}px; }
QStatusBar { background: $win; color: $ink2; }
QStatusBar::item { border: none; }
"""

# Image name: icon, size in design pixels, colour token.
_IMAGES = {
    "check_image": ("check", 14, "ink"),
    "checked_image": ("check", 12, "inv"),
    "down_image": ("chevron-down", 14, "ink2"),
    "right_image": ("chevron-right", 12, "ink2"),
}


def style_sheet(theme: Theme, cache_dir: Path | None = None) -> str:
    """Give the style sheet of the whole program for the theme as it is now."""
    folder = _writable(cache_dir)
    names = dict(vars(theme.palette))
    names |= {name: _write_image(theme, folder, *spec) for name, spec in _IMAGES.items()}
    return Template(_scaled(_SHEET, theme)).substitute(names)


def qt_palette(colors: Palette) -> QPalette:
    """Qt's own palette, for what no style sheet reaches."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, color in {
        roles.Window: colors.win,
        roles.WindowText: colors.ink,
        roles.Base: colors.panel,
        roles.AlternateBase: colors.card,
        roles.Text: colors.ink,
        roles.PlaceholderText: colors.ink3,
        roles.Button: colors.ctl,
        roles.ButtonText: colors.ink,
        roles.BrightText: colors.danger,
        roles.ToolTipBase: colors.card,
        roles.ToolTipText: colors.ink,
        roles.Highlight: colors.ink,
        roles.HighlightedText: colors.inv,
        roles.Link: colors.ink,
        roles.LinkVisited: colors.ink2,
        roles.Accent: colors.ink,
        roles.Light: colors.ctlh,
        roles.Midlight: colors.ctl,
        roles.Mid: colors.line2,
        roles.Dark: colors.line,
        roles.Shadow: colors.win,
    }.items():
        palette.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.faint))
    return palette


def _scaled(sheet: str, theme: Theme) -> str:
    pieces = sheet.split("{")
    scaled = [pieces[0]]
    for piece in pieces[1:]:
        number, closed, rest = piece.partition("}")
        scaled.append(f"{theme.px(int(number))}{rest}" if closed and number.isdigit() else "{" + piece)
    return "".join(scaled)


def _write_image(theme: Theme, folder: Path, icon: str, size: int, token: str) -> str:
    """Write the icon once per look, plain and for dense screens, and give the path of the plain one."""
    stem = f"{icon}-{theme.px(size)}-{getattr(theme.palette, token)[1:]}"
    for ratio, suffix in ((1.0, ""), (2.0, "@2x")):
        path = folder / f"{stem}{suffix}.png"
        if not path.exists():
            theme.icon(icon, size, token, ratio=ratio).toImage().save(str(path))
    return (folder / f"{stem}.png").as_posix()


def _writable(wanted: Path | None) -> Path:
    standard = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    folder = wanted or Path(standard) / "theme"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="playground-theme-"))
    return folder
