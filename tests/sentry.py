"""Stands for Sentry's package, which is not among the dependencies: what it is asked, and how it refuses."""

import importlib.machinery

__spec__ = importlib.machinery.ModuleSpec("sentry_sdk", None)


class BadDsn(ValueError):  # noqa: N818 - its own name
    pass


def init(**given: object) -> None:
    if not str(given["dsn"]).startswith("https://"):
        raise BadDsn("Unsupported scheme ''")
    print(f"told: {given}")
