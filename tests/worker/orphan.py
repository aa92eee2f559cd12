"""A program with a worker that trains; it says both process numbers and waits to be killed."""

from __future__ import annotations

import os
import sys
import time

from playground.document.experiment import Experiment
from playground.worker.messages import Frame, Shown, Start
from playground.worker.process import WorkerProcess, serve
from tests.worker.faults import serve_slowly


def main() -> None:
    worker = WorkerProcess(serve_slowly if sys.argv[1:] == ["slow"] else serve)
    worker.send(Start(1, Experiment(), playing=True))
    while True:
        for news in worker.receive():
            if isinstance(news, Frame):
                worker.send(Shown(news.serial))
                print(os.getpid(), worker.pid, flush=True)
        time.sleep(0.005)


if __name__ == "__main__":
    main()
