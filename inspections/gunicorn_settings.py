"""What gunicorn is told wherever it serves the archive: by `make run`, and in the image as its `--config`."""

from gunicorn.http import message

# A pasted paragraph is a question too. 10,000 letters are three bytes each in most scripts, and an address writes
# each byte with three signs. gunicorn raises no limit above a ceiling of its own, so that is raised first.
limit_request_line = 10_000 * 3 * 3 + 1_000
message.MAX_REQUEST_LINE = limit_request_line
