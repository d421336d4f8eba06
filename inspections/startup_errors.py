"""The error that ends a command before it has begun, for whatever a machine lacks."""


class StartupError(Exception):
    """The message is one sentence that says what is missing and what to do; `manage.py` prints it and stops."""
