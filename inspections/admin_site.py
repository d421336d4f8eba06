"""The curators' desk: Django's admin, with a second factor at log-in for whoever has set one up."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.urls import path


class CuratorSite(AdminSite):
    """Asks for a code where an account has a second factor; each account sets up its own."""

    login_template = "admin/login.html"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask for the code too; the form can be had once the models are there."""
        from reports.admin.two_factor import LoginForm

        self.login_form = LoginForm
        return super().login(request, extra_context)

    def get_urls(self) -> list[Any]:
        from reports.admin.jobs import ask_view, job_view
        from reports.admin.two_factor import two_factor_view

        return [
            path("two-factor/", two_factor_view(self), name="two-factor"),
            path("jobs/<int:pk>/", self.admin_view(partial(job_view, self)), name="job"),
            path("jobs/ask/<slug:kind>/", self.admin_view(partial(ask_view, self)), name="ask-job"),
            *super().get_urls(),
        ]


class CuratorAdminConfig(AdminConfig):
    """Django's own configuration, with our site."""

    default_site = "inspections.admin_site.CuratorSite"
