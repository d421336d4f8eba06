"""`/compare/<a>/<b>/recommendations/<n>/wrong/`: a reader says that a status is wrong. No account is needed."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from inspections.request_bodies import takes_post
from reports.archive.status_challenges import client_digest, forget_clients, may_challenge
from reports.comparing import citing
from reports.models import Inspection, StatusChallenge
from reports.models.recommendation_statuses import Status
from reports.views.compare_pairs import of_a_pair

UNCLEAR = "unclear"


class ChallengeForm(forms.ModelForm[StatusChallenge]):
    """What the reader thinks is right, and why. People leave `website` empty; programs that fill in forms do not."""

    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": -1})
    )

    class Meta:
        model = StatusChallenge
        fields = ("proposed", "message")
        labels = {"proposed": "What should it say?", "message": "What did we get wrong?"}
        help_texts = {
            "message": "For example, the paragraph that says otherwise. Do not give names or personal details."
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 5, "maxlength": 1000})}


@takes_post
@never_cache
@csrf_protect
@of_a_pair("compare-challenge")
def challenge(request: HttpRequest, a: Inspection, b: Inspection, *, position: int) -> HttpResponse:
    """The form, and thanks for what was sent; 429 beyond the limit of a day. Raises Http404 for no such place."""
    recommendation = a.recommendations.filter(order=position).first()
    if recommendation is None:
        raise Http404("The earlier report has no recommendation at this place.")
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    digest = client_digest(str(request.META.get("REMOTE_ADDR", "")))
    sent, status = False, 200
    if request.method == "POST" and form.is_valid():
        forget_clients()
        if not may_challenge(digest):
            form.add_error(None, "We have had many of these today. Please try again tomorrow.")
            status = 429
        else:
            sent = True
            if not form.cleaned_data["website"]:
                keep(form.instance, a, b, position=position, shown=shown_status(request), digest=digest)
    context = {
        "a": a,
        "b": b,
        "names": citing.short_names(a, b),
        "recommendation": recommendation,
        "position": position,
        "shown": shown_status(request),
        "form": form,
        "sent": sent,
    }
    return render(request, "compare/challenge.html", context, status=status)


def keep(
    challenge: StatusChallenge, a: Inspection, b: Inspection, *, position: int, shown: str, digest: str
) -> None:
    challenge.earlier, challenge.later, challenge.position = a, b, position
    challenge.shown, challenge.client = shown, digest
    challenge.save()


def shown_status(request: HttpRequest) -> str:
    """The status that the page showed, as its link says; empty where that is none that there is."""
    said = request.GET.get("status", "")
    return said if said in {UNCLEAR, *Status} else ""
