"""Which two inspections a URL names, and the ways on where it names none that can be compared."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reports.comparing.pairs import UnknownInspectionError, at, canonical
from reports.models import Inspection
from reports.views.faults import withdrawn_report

PairView = Callable[..., HttpResponseBase]


def of_a_pair(route: str) -> Callable[[PairView], Callable[..., HttpResponseBase]]:
    """For views of two inspections: hands them over in their one order, at their one URL.

    Another order, or an older URL, is redirected; an unknown inspection, or the same one twice, gets a
    page that says so.
    """

    def decorate(view: PairView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, a: str, b: str, **rest: str) -> HttpResponseBase:
            given = [inspection for inspection in (known(a), known(b)) if inspection]
            if len(given) < 2:
                return no_comparison(request, not_here(a, b), status=404, inspection=next(iter(given), None))
            if given[0] == given[1]:
                said = "Both URLs are of the same inspection, which has nothing to be compared with."
                return no_comparison(request, said, status=400, inspection=given[0])
            one, other = canonical(*given)
            if (one.slug, other.slug) != (a, b):
                return HttpResponseRedirect(reverse(route, kwargs={"a": one.slug, "b": other.slug, **rest}))
            return view(request, one, other, **rest)

        return answer

    return decorate


def of_one(request: HttpRequest, a: str) -> HttpResponse:
    """`/compare/<a>/`: what one inspection can be compared with."""
    inspection = known(a)
    if inspection is None:
        return no_comparison(request, not_here(a), status=404)
    return no_comparison(request, "", status=200, inspection=inspection)


def known(slug: str) -> Inspection | None:
    """The inspection at a URL, where there is one."""
    try:
        return at(slug)
    except UnknownInspectionError:
        return None


def not_here(*slugs: str) -> str:
    """Which of some URLs no inspection is at."""
    unknown = [slug for slug in dict.fromkeys(slugs) if known(slug) is None]
    return f"No inspection is at the URL “{'” or “'.join(unknown)}”."


def no_comparison(
    request: HttpRequest, said: str, *, status: int, inspection: Inspection | None = None
) -> HttpResponse:
    """What is wrong with a pair, if anything is, and the ways on: the pairs of the inspection that is known.

    Raises Http404 where one of the two was withdrawn, which is then said.
    """
    if status == HTTPStatus.NOT_FOUND and withdrawn_report(request.path_info):
        raise Http404("A report of this comparison was withdrawn.")
    others = list(Inspection.objects.history_of(inspection).with_overall()) if inspection else []
    context = {
        "said": said,
        "inspection": inspection,
        "others": [
            (other, canonical(inspection, other)) for other in others if inspection and other != inspection
        ],
    }
    return render(request, "compare/none.html", context, status=status)
