"""The project's settings, as the tests want them: nothing has to be set in the environment.

The database comes from the fixtures in conftest.py: DATABASE_URL where it is set, the embedded server otherwise.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "no secret: the tests' own key, which signs nothing that anybody keeps")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("VAR_DIR", str(Path(tempfile.gettempdir(), "inspections-tests-var-unused")))

from inspections.settings import *  # noqa: F403
from inspections.settings import MIDDLEWARE, STORAGES

ALLOWED_HOSTS = ["*"]
# Hashed file names need a collectstatic first; the tests of `make run` do that.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# What a page asks for is done before it answers.
JOBS_AT_ONCE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise looks for files as they are asked for, instead of in a folder that is filled before a start.
WHITENOISE_AUTOREFRESH = True
# Tests look at pages as they are made, and count the queries of that; `kept_pages` in conftest.py keeps them.
MIDDLEWARE = [path for path in MIDDLEWARE if path != "inspections.kept_pages.KeptPagesMiddleware"]
