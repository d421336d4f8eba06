"""`make run`: from a fresh clone to the archive in a browser.

    python -m inspections.serve [--port 8000] [--reports DIR]

Starts the embedded database (unless DATABASE_URL names another), brings the archive up to date, and serves it
on this machine's own address until Ctrl-C, SIGTERM or kill -9. The address is printed last.
"""

import argparse
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError, connections

from inspections import local
from inspections.beside import WorkerBeside, end, work_out_statuses
from inspections.startup_errors import StartupError
from inspections.web import PortError, Web, bind, listen
from reports.jobs.parents import end_with_parent

if TYPE_CHECKING:
    from inspections.embedded import Server

LOOK_EVERY = 1.0  # seconds between two looks at the database


def main(arguments: list[str] | None = None) -> int:
    options = parse_arguments(arguments)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a file or a pipe gets each line at once
    listen_to_signals()
    if options.follow_parent:
        end_with_parent()
    try:
        serve(options)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except ServeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


class ServeError(Exception):
    """Why the archive cannot be served, as one sentence."""


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m inspections.serve", description="Serve the archive on this machine."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument(
        "--reports", default="", metavar="DIR", help="a folder of real reports, instead of the samples"
    )
    parser.add_argument(
        "--follow-parent", action="store_true", help="stop when the process that started this one ends"
    )
    return parser.parse_args(arguments)


def serve(options: argparse.Namespace) -> None:
    """Everything in order; each thing that can be in the way is said before the long work begins."""
    reports, port = folder_of(options.reports), port_of(options.port)
    folder = local.var_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or local.secret_key(folder)
    except OSError as error:
        raise ServeError(
            f"Nothing can be written to {folder} ({(error.strerror or '').lower()}): "
            "make it yours, or name another folder in VAR_DIR."
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspections.settings")
    os.environ.setdefault("HTTPS", "0")
    os.environ.setdefault("STATIC_ROOT", str(folder / "static"))
    try:
        listener = bind(options.host, port)
        with listener, local.database() as server:
            if server and server.asked.is_symlink():
                print(
                    f"The database lies in {server.home}: PostgreSQL does not run as root, "
                    f"and no other account may enter {server.asked.parent}."
                )
            prepare_and_run(reports, listener, server)
    except (StartupError, PortError, ImproperlyConfigured) as error:
        raise ServeError(str(error)) from error


def folder_of(text: str) -> Path | None:
    """The folder of reports as it was typed, None where nothing was; raises ServeError where it cannot be read."""
    if not text.strip():
        return None
    path = Path(text)
    try:
        path = path.expanduser()
        path.stat()
    except (FileNotFoundError, NotADirectoryError, RuntimeError) as error:
        raise ServeError(
            f"There is no folder {path}: give REPORTS the folder that holds the reports."
        ) from error
    except PermissionError as error:
        raise ServeError(f"{path} cannot be reached: a folder above it may not be entered.") from error
    except OSError as error:
        raise ServeError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    effective = os.access in os.supports_effective_ids
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK, effective_ids=effective):
        raise ServeError(f"The folder {path} may not be entered: give REPORTS one that you may read.")
    return path


def port_of(text: str) -> int:
    """A port's number as it was typed; raises ServeError where it is none."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ServeError(f"“{text}” is no port: choose one from 1 to 65535.")
    return int(text)


def prepare_and_run(reports: Path | None, listener: socket.socket, server: "Server | None") -> None:
    """With the environment complete: the settings are read here, for the first time."""
    django.setup()
    from inspections.preparing import prepare

    try:
        prepare(reports)
    except CommandError as error:
        raise ServeError(str(error)) from error
    except OperationalError as error:
        raise ServeError(local.unreachable(error)) from error
    connections.close_all()  # the workers that are forked now must not share a connection
    listen(listener)
    host, port = listener.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    statuses, worker = work_out_statuses(), WorkerBeside()
    worker.start()
    ended = threading.Event()
    if server:
        threading.Thread(target=end_with_database, args=(server, ended), daemon=True).start()
    try:
        Web(listener, workers=2, threads=4, greeting=f"The archive is at http://{host}:{port}/").run()
    finally:
        ended.set()
        end(statuses)
        worker.stop()


def end_with_database(server: "Server", ended: threading.Event) -> None:
    """Stop serving once the embedded database's keeper is gone: a site that only says 503 helps nobody."""
    while not ended.wait(LOOK_EVERY):
        if not server.lives() and not ended.wait(LOOK_EVERY) and not server.lives():
            print("The database has stopped, so the archive stops too: start it again.", file=sys.stderr)
            os.kill(os.getpid(), signal.SIGTERM)
            return


def listen_to_signals() -> None:
    """Every polite request to stop unwinds the stack, so that the database is let go of.

    Set even where the signal was ignored: a shell starts background jobs deaf to Ctrl-C.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main())
