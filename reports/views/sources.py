"""The stored files themselves, as they came. Their bytes are hostile: nothing in them may run."""

from django.http import FileResponse, Http404, HttpRequest

from reports.models import Source
from reports.source_files import extension_of, stored

# What a browser is told a file is, by what the archive found it to be; never what a file says of itself.
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


def source_file(request: HttpRequest, sha256: str, extension: str) -> FileResponse:
    """`/sources/<sha256>.pdf#page=7`: a PDF or a text in the browser, anything else as a download.

    Raises Http404 where the archive has no such file, or not its bytes.
    """
    found = Source.objects.filter(sha256=sha256)
    source = next((one for one in found if extension == extension_of(one.media_type)), None)
    if source is None:
        raise Http404("The archive has no such file.")
    path = stored(source)
    if path is None:
        raise Http404("The bytes of this file were not kept.")
    media_type = SERVED_AS.get(source.media_type)
    response = FileResponse(
        path.open("rb"),
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
