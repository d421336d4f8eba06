"""`/compare/`: pick two inspections, of one authority or of two."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from reports.comparing.pairs import canonical
from reports.models import Authority, Inspection

# The newest pairs that are offered where nothing was picked yet.
OFFERED = 12


def start(request: HttpRequest) -> HttpResponse:
    """The form; two picked inspections lead on to their comparison."""
    picked = asked_for(request, "inspection", "a", "b")
    found = list(Inspection.objects.for_reading().at(picked[:3])) if picked else []
    if len(picked) == len(found) == 2:
        one, other = canonical(*found)
        return HttpResponseRedirect(reverse("compare", args=[one.slug, other.slug]))
    chosen = authorities_chosen(request, picked)
    problem = what_is_wrong(request, picked, found, chosen)
    histories = [
        list(Inspection.objects.listed().of(authority).for_reading().with_overall().oldest_first())
        for authority in chosen
    ]
    context = {
        "authorities": Authority.objects.filter(
            Exists(Inspection.objects.listed().filter(authority=OuterRef("pk")))
        ),
        "chosen": chosen,
        "histories": [history for history in histories if history],
        "picked": picked,
        # Of two there is nothing to pick.
        "only_two": not picked and [len(history) for history in histories] == [2],
        "problem": problem,
        "newest": [] if chosen else newest_pairs(),
    }
    return render(request, "compare/start.html", context, status=400 if problem else 200)


def asked_for(request: HttpRequest, *names: str) -> list[str]:
    """The values of some parameters, each once; without null bytes, which PostgreSQL does not take."""
    values = (value.replace("\x00", "") for name in names for value in request.GET.getlist(name))
    return list(dict.fromkeys(filter(None, values)))


def what_is_wrong(
    request: HttpRequest, picked: list[str], found: list[Inspection], chosen: list[Authority]
) -> str:
    """What kept the URL from leading to a comparison, as a sentence; nothing where it only begins to pick."""
    if missing := [slug for slug in picked[:3] if slug not in {inspection.slug for inspection in found}]:
        return f"No inspection is at the URL “{missing[0]}”; pick two of those below."
    if "inspection" in request.GET and picked:
        return "Pick two inspections; no more and no fewer."
    if asked_for(request, "authority") and not chosen:
        return f"The archive knows no authority “{asked_for(request, 'authority')[0]}”; choose one below."
    return ""


def authorities_chosen(request: HttpRequest, picked: list[str]) -> list[Authority]:
    """At most two authorities: those asked for by slug or name, else those of the inspections picked."""
    slugs = [slugify(asked) for asked in asked_for(request, "authority")[:2]]
    by_slug = {authority.slug: authority for authority in Authority.objects.filter(slug__in=slugs)}
    chosen = [by_slug[slug] for slug in slugs if slug in by_slug]
    if not chosen and picked:
        chosen = list(Authority.objects.filter(inspections__slug__in=picked).distinct()[:2])
    return chosen


def newest_pairs() -> list[tuple[Inspection, Inspection]]:
    """The newest inspections, each with the one before it of the same authority."""
    earlier = Inspection.objects.placed().filter(authority=OuterRef("authority"), start__lt=OuterRef("start"))
    newest = list(Inspection.objects.placed().filter(Exists(earlier)).for_reading().newest_first()[:OFFERED])
    before: dict[int, list[Inspection]] = {}
    for inspection in (
        Inspection.objects.placed()
        .filter(authority__in={inspection.authority_id for inspection in newest})
        .newest_first()
    ):
        before.setdefault(inspection.authority_id or 0, []).append(inspection)
    pairs = []
    for inspection in newest:
        history = before[inspection.authority_id or 0]
        place = next(n for n, each in enumerate(history) if each.pk == inspection.pk)
        if place + 1 < len(history):
            pairs.append((history[place + 1], inspection))
    return pairs
