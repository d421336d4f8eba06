"""Authorities in the admin: the reference list, to look things up. It is changed by changing its file."""

from django.contrib import admin

from reports.admin.reading import ReadOnlyAdmin
from reports.models import Authority


@admin.register(Authority)
class AuthorityAdmin(ReadOnlyAdmin):
    list_display = ("name", "gss_code", "region", "type", "abolished", "fictional")
    list_filter = ("region", "type", "fictional")
    search_fields = ("name", "gss_code", "former_names")
