"""`python -m inspections.start_gunicorn`: gunicorn, with a bad WEB_CONCURRENCY said in one sentence.

gunicorn takes that number while it is imported, before any file of settings, and would end with a traceback.
"""

import os
import sys


def main() -> None:
    workers = os.environ.get("WEB_CONCURRENCY", "")
    if not workers:
        os.environ.pop("WEB_CONCURRENCY", None)
    elif not (workers.isascii() and workers.isdecimal() and int(workers)):
        sys.exit(f"WEB_CONCURRENCY is “{workers}”: it has to be a number of workers, such as 2.")
    from gunicorn.app.wsgiapp import run

    run(prog="gunicorn")


if __name__ == "__main__":
    main()
