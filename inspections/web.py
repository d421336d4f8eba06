"""The archive on one machine's own address: gunicorn in this process, on a socket that was bound beforehand."""

import os
import signal
import socket
from typing import Any

from gunicorn.app.base import BaseApplication

from inspections.gunicorn_settings import limit_request_line, worker_class, worker_exit


class PortError(Exception):
    """The address cannot be listened on; the message is one sentence."""


def bind(host: str, port: int) -> socket.socket:
    """Take the port now, so that a busy one is known before the work begins; callers are still turned away."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortError(_busy(port, error)) from error
    return listener


def listen(listener: socket.socket) -> None:
    """Let callers queue up. Of two starts at once on one port, both could bind; one is refused here."""
    try:
        listener.listen(128)
    except OSError as error:
        raise PortError(_busy(listener.getsockname()[1], error)) from error


def _busy(port: int, error: OSError) -> str:
    another = port + 1 if port < 65535 else 8000
    return (
        f"Port {port} cannot be used ({(error.strerror or str(error)).lower()}): "
        f"stop what uses it, or choose another, as in `make run PORT={another}`."
    )


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with this project's settings; `run` returns by SystemExit when it is asked to stop."""

    def __init__(self, listener: socket.socket, *, workers: int, threads: int, greeting: str) -> None:
        self.greeting = greeting
        self.options: dict[str, Any] = {
            "bind": f"fd://{listener.detach()}",  # gunicorn closes it
            "workers": workers,
            "worker_class": worker_class,
            "threads": threads,
            "timeout": 60,
            "graceful_timeout": 5,
            "preload_app": True,
            "limit_request_line": limit_request_line,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self.greet,
            "worker_exit": worker_exit,
        }
        super().__init__()

    def greet(self, arbiter: Any) -> None:
        """Once the workers are there; a closed terminal means the end here, not gunicorn's reload."""
        signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))
        print(self.greeting, flush=True)

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from inspections.wsgi import application

        return application
