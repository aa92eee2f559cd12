"""Sets up Playground beside this file and starts it; `python3 run.py test` runs the tests instead.

Needs nothing but Python. This file itself starts under older versions too, to say which one is needed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)
VENV = ROOT / ".venv"
STAMP = VENV / "playground-setup.json"
LOCK = "requirements.lock"
TEST_LOCK = "requirements-dev.lock"
WINDOWS = os.name == "nt"

# What Qt loads from the system on Linux, and the Debian and Ubuntu package that has it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libEGL.so.1": "libegl1",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# What a contributor relies on: name, and the arguments of the environment's Python.
CHECKS = (
    ("lint", ("-m", "ruff", "check", "--output-format=concise", ".")),
    ("types", ("-m", "mypy")),
    ("contracts", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo")),
)
# All tests at once go side by side; whoever asks for some gets them in one process.
WHOLE_SUITE = ("--numprocesses=2", "--dist=loadfile")


class SetupError(Exception):
    """Something that the person has to do first; its text says what."""


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then hand the arguments over."""
    complaint = version_complaint(sys.version_info[:2])
    if complaint:
        return fail(complaint)
    testing = list(arguments[:1]) == ["test"]
    try:
        set_up(testing)
        if testing:
            return run_checks(arguments[1:])
        return hand_over(["-P", "-m", "playground", *arguments])
    except SetupError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"cannot set up {VENV}: {error}")
    except KeyboardInterrupt:
        return 130


def fail(message: str) -> int:
    """Say in plain words what is wrong, and give the exit status for it."""
    sys.stderr.write(f"playground: {message}\n")
    return 2


def say(message: str) -> None:
    """Tell somebody who waits what is going on."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def version_complaint(version: tuple[int, ...]) -> str:
    """Say what is wrong with this Python, or nothing."""
    if OLDEST <= tuple(version) <= NEWEST:
        return ""
    oldest, newest, this = (".".join(map(str, v)) for v in (OLDEST, NEWEST, version))
    if tuple(version) < OLDEST:
        return f"needs Python {oldest} or newer (up to {newest}); this is {this}"
    return f"needs Python {oldest} to {newest}; this is {this}"


def set_up(testing: bool) -> None:
    """Make the environment and the system libraries what they should be; nothing to do takes no time."""
    locks = [TEST_LOCK] if testing else [LOCK]
    if is_ready(read_stamp(), locks, needs(testing)):
        return
    with one_at_a_time():
        stamp = read_stamp()
        if is_ready(stamp, locks, needs(testing)):
            return
        install_system_packages(missing_packages(needs(testing)))
        if not has_packages(stamp, locks):
            say("Setting up Playground. This is done once and takes about half a minute.")
            install(stamp, locks[0])
        write_stamp(locks[0], needs(testing))


# The stamp: what was set up, so that the next start has nothing to do


def read_stamp() -> dict[str, object]:
    """Give what the last set-up wrote; empty if there was none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(lock: str, met: Sequence[str]) -> None:
    """Remember what was set up."""
    locks = [LOCK, TEST_LOCK] if lock == TEST_LOCK else [LOCK]
    save_stamp(
        {
            "finished": True,
            "python": python_name(),
            "locks": {name: digest(name) for name in locks},
            "needs": list(met),
            "installed": sorted(os.listdir(str(site_packages()))),
        }
    )


def save_stamp(stamp: dict[str, object]) -> None:
    """Write it in one go: a half-written stamp would look like no set-up at all."""
    draft = STAMP.with_suffix(".tmp")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(str(draft), str(STAMP))


def is_ready(stamp: dict[str, object], locks: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether nothing has to be done."""
    met = stamp.get("needs")
    return has_packages(stamp, locks) and isinstance(met, list) and set(wanted) <= set(met)


def has_packages(stamp: dict[str, object], locks: Sequence[str]) -> bool:
    """Tell whether the environment holds what the locks ask for."""
    known = stamp.get("locks")
    return (
        stamp.get("finished") is True
        and stamp.get("python") == python_name()
        and isinstance(known, dict)
        and all(known.get(name) == digest(name) for name in locks)
        and not is_damaged(stamp)
    )


def is_damaged(stamp: dict[str, object]) -> bool:
    """Tell whether something that was installed is gone, or a set-up was broken off."""
    installed = stamp.get("installed")
    if not venv_python().exists() or not isinstance(installed, list) or not site_packages().is_dir():
        return True
    return not set(installed) <= set(os.listdir(str(site_packages())))


def digest(name: str) -> str:
    """Give the fingerprint of a lock file."""
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def python_name() -> str:
    """Name the kind of Python that wheels are chosen by."""
    return "{}-{}.{}-{}".format(sys.implementation.name, *sys.version_info[:2], sys.platform)


def venv_python() -> Path:
    """Give the environment's Python."""
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def site_packages() -> Path:
    """Give the folder that the environment's packages are in."""
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait while the first sets up."""
    lock = ROOT / ".setup.lock"
    with lock.open("a+") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# The environment


def install(stamp: dict[str, object], lock: str) -> None:
    """Install the locked packages into the environment, which is made anew if it is of no use."""
    broken = bool(stamp) and is_damaged(stamp)
    if broken or not is_usable():
        make_environment()
    save_stamp({"finished": False})
    pip = pip_command()
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"]
    locked = ["--require-hashes", "-r", str(ROOT / lock)]
    problem = "the packages could not be installed (the first start needs a network)"
    run([*pip, "install", *options, *locked], problem)
    link = os.path.relpath(str(ROOT), str(site_packages()))
    (site_packages() / "playground-source.pth").write_text(link + "\n", encoding="utf-8")


def is_usable() -> bool:
    """Tell whether the environment's Python starts and is the version that runs this file."""
    program = "import sys; print(*sys.version_info[:2], sys.prefix != sys.base_prefix)"
    try:
        done = subprocess.run([str(venv_python()), "-I", "-c", program], capture_output=True, check=False)
    except OSError:
        return False
    return done.stdout.decode().split() == [*map(str, sys.version_info[:2]), "True"]


def make_environment() -> None:
    """Make an empty environment; where Python came without pip's wheel, one without pip."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV))
    pip = [] if can_make_pip() else ["--without-pip"]
    run([sys.executable, "-m", "venv", *pip, str(VENV)], "the environment could not be made")


def pip_command() -> list[str]:
    """Give the command that installs into the environment: its own pip, or this Python's."""
    own = [str(venv_python()), "-I", "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    if can_make_pip():
        run([str(venv_python()), "-I", "-m", "ensurepip", "--default-pip"], "pip could not be installed")
        return own
    return [sys.executable, "-m", "pip", "--python", str(venv_python())]


def can_make_pip() -> bool:
    """Tell whether this Python has pip's wheel with it; Debian keeps that in a package of its own."""
    return importlib.util.find_spec("ensurepip") is not None


def run(command: Sequence[str], problem: str) -> None:
    """Run a command that says nothing unless it fails."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"}}
    done = subprocess.run(
        list(command), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        text = done.stdout.decode("utf-8", "replace").strip()
        raise SetupError(f"{problem}:\n{text}")


# The system's packages


def needs(testing: bool) -> list[str]:
    """Name what the system must have, for what is about to be done."""
    wanted = ["pip"]
    if not sys.platform.startswith("linux"):
        return wanted
    wanted.append("qt")
    if testing:
        return [*wanted, "x", "xvfb"]
    if os.environ.get("WAYLAND_DISPLAY"):
        return [*wanted, "wayland"]
    return [*wanted, "x"] if os.environ.get("DISPLAY") else wanted


def missing_packages(wanted: Sequence[str]) -> dict[str, str]:
    """Give the Debian packages to install, each with the thing that was missed."""
    missing = {}
    if "pip" in wanted and not can_make_pip() and importlib.util.find_spec("pip") is None:
        missing["python{}.{}-venv".format(*sys.version_info[:2])] = "Python's venv and pip"
    for name, libraries in (("qt", QT_LIBRARIES), ("x", X_LIBRARIES), ("wayland", WAYLAND_LIBRARIES)):
        if name in wanted:
            missing.update({package: soname for soname, package in libraries.items() if not loads(soname)})
    if "xvfb" in wanted and shutil.which("Xvfb") is None:
        missing["xvfb"] = "Xvfb"
    return missing


def loads(soname: str) -> bool:
    """Tell whether the system has this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install_system_packages(missing: dict[str, str]) -> None:
    """Install them as root on Debian and Ubuntu; anywhere else say what is missing, and stop."""
    if not missing:
        return
    if shutil.which("apt-get") is None:
        things = ", ".join(sorted(missing.values()))
        raise SetupError(f"this system lacks {things}; install it with your package manager")
    line = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(missing)]
    if os.geteuid() != 0:
        command = "sudo apt-get update && sudo {}".format(" ".join(line))
        raise SetupError(f"system packages are missing; install them, then start again:\n  {command}")
    say("Installing system packages: {}".format(" ".join(sorted(missing))))
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    # A source that can't be reached need not matter: whether the packages come is what counts.
    subprocess.run(["apt-get", "-qq", "update"], capture_output=True, check=False)
    run(line, "the system packages could not be installed ({})".format(" ".join(line)))
    importlib.invalidate_caches()


# Handing over


def run_checks(arguments: Sequence[str]) -> int:
    """Run lint, types, contracts and tests, all of them even if one fails."""
    os.chdir(str(ROOT))
    failed = []
    for name, command in CHECKS:
        say(f"{name}:")
        if subprocess.call([str(venv_python()), *command]):
            failed.append(name)
    say("tests:")
    status = subprocess.call([str(venv_python()), "-m", "pytest", *(arguments or WHOLE_SUITE)])
    if failed:
        say("failed: {}".format(", ".join(failed)))
    return status or bool(failed)


def hand_over(arguments: Sequence[str]) -> int:
    """Become the environment's Python, or on Windows wait for it."""
    command = [str(venv_python()), *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
