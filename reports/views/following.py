"""`/follow/`: new reports by mail, without an account. Off, and saying so, where no mail server is set."""

import logging
from collections.abc import Callable
from functools import wraps
from smtplib import SMTPException

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from inspections.request_bodies import takes_post
from reports.archive.status_challenges import client_digest
from reports.following.followed import NOT_THERE, canonical, name_of, url_of
from reports.following.signing_up import (
    TOO_MANY,
    TooManyError,
    ask,
    confirm,
    follow_of,
    follower_of,
    send_confirmation,
    token_of,
)
from reports.models import Follow, Follower
from reports.views.site_urls import root_of

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
PARAMETERS = tuple(Follow.Kind.values)
NOT_SENT = "The mail could not be sent just now. Please try again in a few minutes."


class SignUpForm(forms.Form):
    """Where to, and how often. People leave `website` empty; programs that fill in forms do not."""

    address = forms.EmailField(
        label="Your e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    rhythm = forms.ChoiceField(
        label="How often",
        choices=Follower.Rhythm.choices,
        widget=forms.RadioSelect,
        initial=Follower.Rhythm.WEEKLY,
    )
    website = forms.CharField(
        required=False, label="Leave this empty", widget=forms.TextInput(attrs={"tabindex": -1})
    )


def where_mail_is_on(view: View) -> View:
    """Of an archive without a mail server these pages say so, with status 404."""

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.EMAIL_SERVER:
            return render(request, "following/off.html", status=404)
        return view(request, *args, **kwargs)

    return answer


@takes_post
@never_cache
@csrf_protect
@where_mail_is_on
def sign_up(request: HttpRequest) -> HttpResponse:
    """`/follow/?authority=ashmere`, `?list=<query>` or `?search=<query>`: the form, and what to do next."""
    followed = followed_by(request.GET)
    if followed is None:
        return render(request, "following/nothing.html", {"problem": NOT_THERE}, status=400)
    kind, value = followed
    form = SignUpForm(request.POST if request.method == "POST" else None, label_suffix="")
    context = {"form": form, "name": name_of(kind, value), "back": url_of(kind, value), "sent": False}
    status = 200
    if request.method == "POST" and form.is_valid():
        problem = asked_problem(request, form, kind, value)
        context["sent"] = problem is None
        if problem:
            form.add_error(None, problem)
            status = 429 if problem == TOO_MANY else 503
    return render(request, "following/sign_up.html", context, status=status)


def followed_by(data: QueryDict) -> tuple[str, str] | None:
    """What a URL asks to follow, None where that is nothing."""
    for kind in Follow.Kind.values:
        if kind in data:
            value = canonical(kind, data.get(kind, ""))
            return None if value is None else (kind, value)
    return None


def asked_problem(request: HttpRequest, form: SignUpForm, kind: str, value: str) -> str | None:
    """Keep what is asked for and mail its confirmation; what went wrong as a sentence."""
    given = form.cleaned_data
    if given["website"]:
        return None
    client = client_digest(str(request.META.get("REMOTE_ADDR", "")))
    try:
        follow = ask(given["address"], kind=kind, value=value, rhythm=given["rhythm"], client=client)
        if follow is not None:
            send_confirmation(follow, root=root_of(request))
    except TooManyError:
        return TOO_MANY
    except (OSError, SMTPException):
        logger.exception("A confirmation could not be sent")
        return NOT_SENT
    return None


@takes_post
@never_cache
@csrf_protect
@where_mail_is_on
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a confirmation: one button, so that a mail program that opens links confirms nothing."""
    follow = follow_of(token)
    if follow is None:
        return render(request, "following/nothing.html", {"problem": GONE}, status=404)
    if request.method == "POST":
        confirm(follow)
        return redirect("follow-manage", token=token_of(follow.follower))
    return render(request, "following/confirm.html", {"name": name_of(follow.kind, follow.value)})


GONE = "This link is no longer good: it was used up, is too old, or the address was deleted."


@takes_post
@never_cache
@csrf_protect
@where_mail_is_on
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What an address follows: take something off, change how often, or delete the address."""
    follower = follower_of(token)
    if follower is None:
        return render(request, "following/nothing.html", {"problem": GONE}, status=404)
    if request.method == "POST":
        change(follower, request.POST)
        return redirect("follow-manage", token=token)
    follows = follower.follows.exclude(confirmed_at=None).order_by("pk")
    context = {
        "follower": follower,
        "rhythms": Follower.Rhythm.choices,
        "follows": [(one.pk, name_of(one.kind, one.value), url_of(one.kind, one.value)) for one in follows],
    }
    return render(request, "following/manage.html", context)


LONGEST_KEY = 19  # digits that a database's key may have


def change(follower: Follower, given: QueryDict) -> None:
    """Do what a button of the page says; an address that follows nothing any more is deleted."""
    if "delete" in given:
        follower.delete()
        return
    if (rhythm := given.get("rhythm", "")) in Follower.Rhythm.values:
        Follower.objects.filter(pk=follower.pk).update(rhythm=rhythm)
    if (key := given.get("remove", "")).isascii() and key.isdecimal() and len(key) < LONGEST_KEY:
        follower.follows.filter(pk=int(key)).delete()
        if not follower.follows.exists():
            follower.delete()


@takes_post
@never_cache
@csrf_exempt  # a mail program sends this by itself (RFC 8058); the signed URL says who is meant
@where_mail_is_on
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A POST deletes the address and all that it follows; a GET shows the button that sends it."""
    follower = follower_of(token)
    if request.method == "POST":
        if follower is not None:
            follower.delete()
        return render(request, "following/stopped.html")
    if follower is None:
        return render(request, "following/nothing.html", {"problem": GONE}, status=404)
    return render(request, "following/stop.html", {"follower": follower})
