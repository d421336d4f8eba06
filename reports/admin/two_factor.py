"""Logging in with a second factor, for whoever has set one up: a code from an app, or one of ten written down."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import qrcode
from django import forms
from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.sites import AdminSite
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

WRITTEN_DOWN = 10  # codes, each of which works once


class LoginForm(AdminAuthenticationForm):
    """Name and password, and a code where the account has a second factor."""

    code = forms.CharField(
        label="Code from your app, or one that you wrote down",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text="Only if you have set up a second factor.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        user: Any = self.get_user()
        if user is None or not any(devices_for_user(user)):
            return cleaned
        code = (cleaned.get("code") or "").replace(" ", "")
        device = device_that_takes(user, code)
        if device is None:
            # Counted like a wrong password, so that codes cannot be tried one after the other.
            user_login_failed.send(
                sender=__name__, credentials={"username": user.get_username()}, request=self.request
            )
            raise ValidationError(
                "This account has a second factor: type a code that is right and was not used before."
            )
        user.otp_device = device
        return cleaned


@transaction.atomic
def device_that_takes(user: Any, code: str) -> Any:
    """The device whose code this is, None where it is nobody's: six digits are an app's, all else was written down.

    A code is put to devices of one kind alone, since each wrong one makes a device wait longer for the next.
    """
    of_an_app = len(code) == 6 and code.isdecimal()
    for device in devices_for_user(user, for_verify=True):
        if isinstance(device, TOTPDevice) == of_an_app and code and device.verify_token(code):
            return device
    return None


class CodeForm(forms.Form):
    """The code that shows that the app was set up."""

    code = forms.CharField(
        label="Code that the app shows now",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def two_factor_view(site: AdminSite) -> Any:
    """Every account's own page: set up a second factor, or take it away again."""

    @sensitive_post_parameters()
    def two_factor(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        confirmed = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        if request.method == "POST" and "remove" in request.POST:
            return remove(request, confirmed)
        codes: list[str] = []
        form = CodeForm(request.POST if request.method == "POST" and not confirmed else None)
        device = (
            confirmed
            or TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "App"})[0]
        )
        if not confirmed and form.is_bound and form.is_valid():
            if device.verify_token(form.cleaned_data["code"]):
                device.confirmed = True
                device.save()
                confirmed, codes = device, written_down(user)
                messages.success(
                    request, "The second factor is set up. You are asked for a code from now on."
                )
            else:
                form.add_error("code", "This is not the code that the app shows now.")
        context = {
            **site.each_context(request),
            "title": "Second factor",
            "form": form,
            "confirmed": confirmed,
            "codes": codes,
            "left": StaticToken.objects.filter(device__user=user).count(),
            "picture": "" if confirmed else picture(device.config_url),
            "secret": "" if confirmed else device.config_url.partition("secret=")[2].partition("&")[0],
        }
        response = TemplateResponse(request, "admin/two_factor.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response

    return site.admin_view(two_factor)


def remove(request: HttpRequest, confirmed: TOTPDevice | None) -> HttpResponse:
    """Take the second factor away, for whoever still has it at hand."""
    user: Any = request.user
    code = request.POST.get("code", "").replace(" ", "")
    if confirmed and device_that_takes(user, code) is None:
        messages.error(request, "Type a code that is right and was not used before; nothing was changed.")
    else:
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        messages.success(request, "The second factor was taken away.")
    return redirect("admin:two-factor")


def written_down(user: Any) -> list[str]:
    """Ten new codes to write down, in place of older ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Written down")
    codes = [StaticToken.random_token() for _ in range(WRITTEN_DOWN)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def picture(url: str) -> str:
    """A square that an app's camera reads, as the URL of an image."""
    file = BytesIO()
    qrcode.make(url, image_factory=SvgPathImage).save(file)
    return "data:image/svg+xml;base64," + b64encode(file.getvalue()).decode()
