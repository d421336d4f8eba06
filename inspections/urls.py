"""The project's addresses: the archive's own, and the curator's admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
]

handler404 = "reports.views.faults.not_found"
handler500 = "inspections.middleware.server_error"
