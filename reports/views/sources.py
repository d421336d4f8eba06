"""The stored files themselves, as they came. Their bytes are hostile: nothing in them may run."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reports.archive.source_files import AlteredFileError, extension_of, missing, open_checked, stored
from reports.models import Source

logger = logging.getLogger(__name__)

# The media type that a browser gets for a file, by what the archive found it to be; never what a file says of itself.
SERVED_AS = {
    "application/pdf": "application/pdf",
    "text/plain": "text/plain; charset=utf-8",
    "text/markdown": "text/plain; charset=utf-8",
}
# A browser shows a PDF in a viewer of its own, which a sandbox would not let start; nothing may be loaded by it.
POLICIES = {
    "application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
}
SANDBOX = "default-src 'none'; sandbox"
ALTERED = "The stored bytes of this file are no longer those that the archive read, so they are not shown."


def source_file(request: HttpRequest, sha256: str, extension: str) -> FileResponse | HttpResponse:
    """`/sources/<sha256>.pdf#page=7`: a PDF or a text in the browser, anything else as a download.

    Where the archive knows the file and cannot show it, a page says why: its bytes were not kept, or they were
    changed in the store, and are not served under the hash of what was read. Raises Http404 where the archive has
    no such file.
    """
    found = Source.objects.filter(sha256=sha256)
    source = next((one for one in found if extension == extension_of(one.media_type)), None)
    if source is None or source.state == Source.State.WITHDRAWN:
        raise Http404("The archive has no such file, or it was withdrawn.")
    path = stored(source)
    if path is None:
        return not_served(request, source, missing(source))
    try:
        file = open_checked(path, sha256=sha256)
    except AlteredFileError:
        logger.error("The stored file %s does not have the hash that names it.", path.name)
        return not_served(request, source, ALTERED)
    media_type = SERVED_AS.get(source.media_type)
    response = FileResponse(
        file,
        as_attachment=media_type is None,
        filename=f"{source.sha256[:12]}.{extension}",
        content_type=media_type or "application/octet-stream",
    )
    response["Content-Security-Policy"] = POLICIES.get(source.media_type, SANDBOX)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # A file is named by its own hash, so it never changes.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def not_served(request: HttpRequest, source: Source, reason: str) -> HttpResponse:
    """A page that names the file that should be here, says why it is not, and leads to what was read in it."""
    return render(request, "sources/not_served.html", {"source": source, "reason": reason}, status=404)
