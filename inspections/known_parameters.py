"""A query parameter that a URL does not understand is never ignored in silence.

Data (a URL that ends like a file) is refused with status 400, since a program would take every row for the rows it
asked for. A page names the parameter and goes on. What trackers add to shared links is dropped, as if it were not
there. Views only ever see parameters that `reports.views.known_parameters` names.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, HttpResponseRedirectBase

from reports.browse.query_strings import is_tracker
from reports.views.known_parameters import known_parameters

Answer = Callable[[HttpRequest], HttpResponseBase]
LONGEST_NAME = 60  # characters of a name that are shown back


class KnownParametersMiddleware:
    """Gives views the parameters that they know, and says which others there were."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirectBase):
            keep_unknown(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], options: dict[str, Any]
    ) -> HttpResponse | None:
        """Leave the known parameters in `request.GET` and the others' names in `request.unknown_parameters`."""
        match = request.resolver_match
        known = known_parameters(match.route) if match else None
        if known is None:
            return None
        unknown = [name for name in request.GET if name not in known and not is_tracker(name)]
        if unknown and is_data(request.path_info):
            return refusal(request.path, unknown, known)
        request.__dict__["unknown_parameters"] = [shown(name) for name in unknown]
        request.__dict__["unknown_pairs"] = [
            (name, value) for name in unknown for value in request.GET.getlist(name)
        ]
        request.GET = only(request.GET, known)  # type: ignore[assignment] # the stubs want an immutable one
        return None


def is_data(path: str) -> bool:
    """Whether a URL ends like a file: `.csv`, `.json`, `.atom`, `.bib`, `.pdf`."""
    return "." in path.rsplit("/", 1)[-1]


def only(given: QueryDict, known: Sequence[str]) -> QueryDict:
    """The parameters of these names, in the order in which they came."""
    left = given.copy()
    for name in given:
        if name not in known:
            del left[name]
    left._mutable = False  # as every request's own
    return left


def shown(name: str) -> str:
    """A name as it can be shown in a sentence."""
    return name.replace("\x00", "")[:LONGEST_NAME]


def refusal(path: str, unknown: Sequence[str], known: Sequence[str]) -> HttpResponse:
    """The sentence for a program's author: which parameter, at which URL, and which there are."""
    names = ", ".join(f"“{shown(name)}”" for name in unknown)
    there_are = f"It has: {', '.join(known)}." if known else "It has none."
    sentence = f"{path} does not have the parameter{'s' if len(unknown) > 1 else ''} {names}. {there_are}\n"
    return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")


def keep_unknown(request: HttpRequest, response: HttpResponseRedirectBase) -> None:
    """Where a page sends a reader on to its own shorter URL, what it does not know goes along, to be named there."""
    pairs = getattr(request, "unknown_pairs", [])
    if pairs and urlsplit(response.url).path == request.path:
        response.headers["Location"] = (
            f"{response.url}{'&' if '?' in response.url else '?'}{urlencode(pairs)}"
        )
