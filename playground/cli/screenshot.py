"""`playground screenshot`: a picture of the window after some training, made without a display."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.display import missing_display
from playground.cli.parser import UsageError
from playground.cli.subject import subject_named, with_options
from playground.document import edits
from playground.document.choices import CanvasMode, Page
from playground.document.errors import FileError
from playground.storage.preferences import Preferences

if TYPE_CHECKING:
    from argparse import Namespace


def run(request: Namespace) -> int:
    """Save the picture and return 0."""
    subject = with_options(subject_named(request.subject), request)
    experiment = edits.set_mode(subject.trained.experiment, CanvasMode(request.mode))
    target = Path(request.out)
    if target.suffix.lower() != ".png":
        raise FileError(f"“{target}”", "only PNG pictures are made.", "Give a name that ends in .png.")
    if not target.parent.is_dir():
        raise FileError(f"“{target.parent}”", "there is no such folder.", "Make it first.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if reason := missing_display():
        raise UsageError(reason)
    from playground.app import save_screenshot

    note = save_screenshot(
        replace(subject.trained, experiment=experiment),
        target,
        epochs=request.epochs,
        size=request.size,
        page=Page(request.page.replace("-", "_")),
        look=Preferences(theme=request.theme, text=request.text, reduced_motion=True),
    )
    if note:
        print(f"playground: {note}", file=sys.stderr)
    print(f"{target}", file=sys.stderr)
    return 0
