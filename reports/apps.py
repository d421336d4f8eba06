"""The app's configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Inspection reports"

    def ready(self) -> None:
        from reports.archive.roles import create_roles

        post_migrate.connect(create_roles, sender=self, dispatch_uid="create_roles")
