#!/usr/bin/env python
"""Django's command line for this project. Without DATABASE_URL, commands use the server under `var/`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspections.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    from inspections import local

    try:
        with local.environment_for(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except (local.StartupError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("\nStopped. What was saved stays; run the same command again to go on.", file=sys.stderr)
        sys.exit(130)
    except OperationalError as error:
        sys.exit(local.unreachable(error))
    except ProgrammingError as error:
        if not local.lacks_tables(error):
            raise
        sys.exit("The database lacks tables that the archive needs: run `manage.py migrate` first.")


if __name__ == "__main__":
    main()
