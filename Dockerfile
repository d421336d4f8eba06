# syntax=docker/dockerfile:1
# The archive in production: brings no database (DATABASE_URL names one), no secret, and runs without rights.
#   docker build -t inspections .
#   docker run -p 8000:8000 -e SECRET_KEY=… -e DATABASE_URL=postgres://… -e ALLOWED_HOSTS=archive.example \
#     -e BEHIND_PROXY=1 -v sources:/archive/var inspections
# For a build that is the same in a year, pin the tag by its digest: docker buildx imagetools inspect <tag>
ARG PYTHON=python:3.11.14-slim-bookworm

FROM ${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /archive
RUN python -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/python -m pip install --require-hashes --no-deps --requirement requirements.txt
COPY manage.py ./
COPY inspections ./inspections
COPY reports ./reports
COPY templates ./templates
COPY static ./static
RUN /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q inspections reports

FROM ${PYTHON}
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 STATIC_ROOT=/archive/staticfiles
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin archive \
    && install --directory --owner archive --group archive --mode 750 /archive /archive/var
WORKDIR /archive
COPY --from=build /venv /venv
COPY --from=build /archive /archive
USER 10001:10001
VOLUME ["/archive/var"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-m", "inspections.healthcheck"]
# WEB_CONCURRENCY and GUNICORN_CMD_ARGS change what the settings say.
CMD ["python", "-m", "inspections.start_gunicorn", "--config", "python:inspections.gunicorn_settings", "inspections.wsgi"]
