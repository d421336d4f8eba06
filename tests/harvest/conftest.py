"""The stand-in, with the settings that lead the harvest to it, and a client that does not wait."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from django.conf import LazySettings

from reports.harvest.asked import Asked, Harvested
from reports.harvest.client import PoliteClient
from reports.harvest.run import harvest
from tests.harvest.stand_in import StandIn, StandInFile, StandInProvider
from tests.parsing.typesetting import graded, ilacs

NAMES = ("Ashmere", "Calderwick", "Tarnbridge")


@cache
def report(authority: str, dates: str) -> bytes:
    """A report about a made-up council, as a PDF."""
    setter = graded(ilacs(authority=authority, dates=f"Inspection dates: {dates}"))
    setter.heading("What needs to improve")
    setter.bullet("The quality of plans.")
    return setter.bytes()


def councils() -> list[StandInProvider]:
    """Three made-up councils with two reports each."""
    found = []
    for number, name in enumerate(NAMES):
        files = {
            f"5000000{number}": StandInFile(report(name, "4 to 15 March 2024"), event=date(2024, 3, 4)),
            f"4000000{number}": StandInFile(
                report(name, "5 to 16 June 2018"), event=date(2018, 6, 5), published=date(2018, 7, 20)
            ),
        }
        found.append(StandInProvider(f"8041{number}", f"{name} Council", files))
    return found


@pytest.fixture
def site(settings: LazySettings) -> Iterator[StandIn]:
    """The stand-in with one council and its two reports; `councils` has three."""
    with StandIn() as stand_in:
        stand_in.providers = councils()[:1]
        settings.HARVEST_SITE_URL = stand_in.url
        settings.HARVEST_FILE_URLS = [stand_in.url, stand_in.other_url]
        settings.HARVEST_CONTACT = "operator@archive.example"
        settings.HARVEST_SECONDS_BETWEEN = 0
        settings.HARVEST_TIMEOUT = 0.5
        yield stand_in


@pytest.fixture
def run(site: StandIn) -> Callable[..., Harvested]:
    """Harvest the stand-in; `waits` collects the seconds that were waited for."""

    def once(*, waits: list[float] | None = None, **asked: object) -> Harvested:
        kept = [] if waits is None else waits
        return harvest(Asked(**asked), tell=lambda *said: None, client=PoliteClient(sleep=kept.append))  # type: ignore[arg-type]

    return once
