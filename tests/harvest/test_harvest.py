"""A harvest brings the archive up to the site, asks for nothing twice, and bears what the site was seen to do."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from reports.harvest import site as site_module
from reports.harvest.asked import HarvestAlarmError, Harvested, HarvestRefusedError
from reports.jobs import tasks
from reports.models import HarvestedFile, HarvestedProvider, HarvestedVersion, HarvestRun, Inspection, Source
from tests.harvest.conftest import councils, report
from tests.harvest.stand_in import StandIn, StandInFile, StandInProvider

pytestmark = pytest.mark.django_db
Run = Callable[..., Harvested]


def look_again() -> None:
    """As after some months: every page and file is due."""
    long_ago = timezone.now() - timedelta(days=400)
    HarvestedProvider.objects.update(read_at=long_ago)
    HarvestedFile.objects.update(next_at=long_ago)


def test_a_first_run_takes_every_report_in_and_a_second_fetches_no_file(site: StandIn, run: Run):
    site.providers = councils()
    done = run()
    assert (done.ends, done.files, done.providers) == ({"added": 6}, 6, 3)
    assert set(Inspection.objects.values_list("authority__slug", flat=True)) == {
        "ashmere",
        "calderwick",
        "tarnbridge",
    }
    file = HarvestedFile.objects.get(url=f"{site.url}/v1/file/50000000")
    source = Source.objects.get(sha256=file.sha256)
    assert (source.url, source.published) == (file.url, date(2024, 7, 15))
    assert (file.label, file.kind, file.event) == (
        "children's services inspection",
        "inspection",
        date(2024, 3, 4),
    )
    assert source.folder == "harvest"
    assert source.inspection is not None
    assert source.inspection.published == date(2024, 7, 15)
    assert site.most_at_once == 1
    [agent] = site.agents
    assert "InspectionArchive" in agent
    assert "contact: operator@archive.example" in agent

    site.forget()
    again = run()
    assert site.fetched() == {}
    assert not [path for path in site.asked if path.startswith("/provider/")]
    assert again.files == again.providers == 0
    # The listing's page and its empty end, and the rules.
    assert site.asked == {"/robots.txt": 1, "/search": 2}


def test_the_listing_is_read_to_an_empty_page_whatever_its_cap(site: StandIn, run: Run):
    site.most_rows = 10
    site.providers = [
        *site.providers[:1],
        *(StandInProvider(f"{99000 + n}", f"Council {n}") for n in range(14)),
    ]
    done = run()
    assert done.listed == 15
    assert site.asked["/search"] == 3
    assert HarvestedProvider.objects.filter(authority__slug="ashmere").count() == 1


def test_passing_faults_of_a_file_are_tried_again_and_patience_is_kept(site: StandIn, run: Run):
    site.retry_after = "7"
    site.file("50000000").faults = [429, "reset", 500, "stall"]
    site.file("40000000").faults = ["redirect"]
    waits: list[float] = []
    done = run(waits=waits)
    assert done.ends == {"added": 2}
    assert site.fetched()["50000000"] == 5
    assert site.fetched()["40000000"] == 2
    patience = [wait for wait in waits if wait > 0]
    assert patience[0] == 7
    assert patience[1] == pytest.approx(10, rel=0.51)
    assert site.asked["/robots.txt"] == 2  # one for each host


def test_a_site_that_asks_for_too_much_patience_is_left_alone(site: StandIn, run: Run):
    site.retry_after = "86400"
    site.file("50000000").always = 503
    assert "asks to be left alone for 86400 seconds" in run().faults[0]
    assert site.fetched()["50000000"] == 1


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (404, "status 404"),
        ("html", "not a PDF"),
        ("elsewhere", "not an address of the site"),
        ("reset", "the connection failed"),
    ],
)
def test_what_is_no_report_is_said_and_asked_for_again_another_day(
    site: StandIn, run: Run, fault: object, says: str
):
    site.providers = site.providers[:1]
    site.file("50000000").always = fault
    done = run()
    assert done.ends == {"added": 1}
    assert [says in one for one in done.faults] == [True]
    file = HarvestedFile.objects.get(url__endswith="50000000")
    assert says in file.error
    assert (file.sha256, file.tries) == ("", 1)
    site.forget()
    run()
    assert site.fetched() == {}
    site.file("50000000").always = None
    HarvestedFile.objects.update(next_at=timezone.now())
    assert run().ends == {"added": 1, "unchanged": 1}
    file.refresh_from_db()
    assert (file.error, file.tries) == ("", 0)


def test_changed_bytes_under_one_address_are_a_new_version_and_the_old_one_is_kept(site: StandIn, run: Run):
    run()
    before = HarvestedFile.objects.get(url__endswith="50000000").sha256
    slug = Source.objects.get(sha256=before).inspection.slug  # type: ignore[union-attr]
    site.file("50000000").body = report("Ashmere", "4 to 15 March 2024") + b"% once more\n"
    look_again()
    done = run()
    assert done.ends == {"replaced": 1, "unchanged": 1}
    file = HarvestedFile.objects.get(url__endswith="50000000")
    assert [one.sha256 for one in HarvestedVersion.objects.filter(file=file).order_by("pk")] == [
        before,
        file.sha256,
    ]
    assert Inspection.objects.get(slug=slug).source.sha256 == file.sha256
    assert Source.objects.filter(sha256=before).exists()


def test_a_file_with_an_etag_is_not_sent_again(site: StandIn, run: Run):
    for one in site.providers:
        for file in one.files.values():
            file.etag = '"one"'
    run()
    look_again()
    done = run()
    assert (done.files, done.ends) == (0, {})
    assert HarvestedFile.objects.filter(next_at__gt=timezone.now()).count() == 2


def test_the_same_bytes_under_two_addresses_are_one_report(site: StandIn, run: Run):
    site.providers[0].files["60000000"] = StandInFile(site.file("50000000").body)
    assert run().ends == {"added": 2, "unchanged": 1}
    assert HarvestedFile.objects.count() == 3
    # One of the two goes: the report is still listed.
    site.file("60000000").listed = False
    look_again()
    assert run().delisted == 1
    assert not Source.objects.exclude(delisted_at=None).exists()


def test_a_delisted_report_is_marked_and_stays_until_it_is_listed_again(
    site: StandIn, run: Run, client: Client
):
    run()
    site.file("50000000").listed = False
    look_again()
    done = run()
    assert done.delisted == 1
    assert "1 reports are no longer listed" in done.sentence
    source = Source.objects.get(sha256=HarvestedFile.objects.get(url__endswith="50000000").sha256)
    assert source.delisted_at is not None
    assert source.inspection is not None
    page = client.get(source.inspection.get_absolute_url())
    assert page.status_code == 200
    assert "no longer listed by Ofsted since" in page.text
    site.file("50000000").listed = True
    look_again()
    assert run().delisted == 0
    source.refresh_from_db()
    assert source.delisted_at is None


def test_an_unknown_label_is_kept_and_counted_and_a_changed_one_is_followed(site: StandIn, run: Run):
    site.file("50000000").label = "unknown"
    done = run()
    assert done.ends == {"added": 2}
    assert done.unknown_labels == [("fostering thematic letter", 1)]
    assert "“fostering thematic letter” (1)" in done.sentence
    site.file("50000000").label = "inspection-old"
    look_again()
    assert run().unknown_labels == []
    assert HarvestedFile.objects.get(url__endswith="50000000").kind == "inspection"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Children's services inspection,  pdf - 15 July 2024", "inspection"),
        ("single inspection of la children's services as pdf - 10 february 2015", "inspection"),
        ("Children’s  Services Focused Visit", "visit"),
        ("Joint area child protection inspection", "jtai"),
        ("area SEND full inspection, pdf - 1 May 2024", "send"),
        ("Joint area review", "other"),
        ("Monitoring letter", "unknown"),
    ],
)
def test_labels_are_known_whatever_their_spacing_and_case(text: str, kind: str):
    assert site_module.KINDS.get(site_module.plain_label(text), "unknown") == kind


def test_the_robots_file_is_read_on_every_run_and_obeyed(site: StandIn, run: Run):
    run()
    site.robots = "User-agent: *\nDisallow: /search\n"
    site.forget()
    with pytest.raises(HarvestAlarmError, match=r"robots.txt of .* does not allow /search"):
        run()
    assert site.asked == {"/robots.txt": 1}


def test_rules_that_cannot_be_had_allow_nothing(site: StandIn, run: Run):
    site.robots_status = 500
    with pytest.raises(HarvestAlarmError, match="status 500, 5 times"):
        run()
    assert set(site.asked) == {"/robots.txt"}


def test_rules_that_are_at_another_url_are_obeyed(site: StandIn, run: Run):
    site.robots_at, site.robots = "/rules.txt", "User-agent: *\nDisallow: /search\n"
    with pytest.raises(HarvestAlarmError, match=r"does not allow /search"):
        run()
    assert set(site.asked) == {"/robots.txt", "/rules.txt"}


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("https://elsewhere.example/robots.txt", "leads away from the site"),
        ("/robots.txt", "again and again"),
    ],
)
def test_rules_that_lead_away_or_nowhere_allow_nothing(site: StandIn, run: Run, at: str, said: str):
    site.robots_at = at
    with pytest.raises(HarvestAlarmError, match=said):
        run()
    assert set(site.asked) == {"/robots.txt"}


def test_rules_that_ask_for_hours_between_requests_end_the_harvest(site: StandIn, run: Run):
    site.robots = "User-agent: *\nCrawl-delay: 86400\n"
    with pytest.raises(HarvestAlarmError, match="asks for 86400 s between requests"):
        run()


def test_a_longer_pause_that_the_rules_ask_for_is_kept(site: StandIn, run: Run):
    site.providers = site.providers[:1]
    site.robots = "User-agent: *\nCrawl-delay: 9\n"
    waits: list[float] = []
    run(waits=waits)
    assert max(waits) == pytest.approx(9, abs=0.5)


def test_error_pages_with_status_200_are_asked_for_again(site: StandIn, run: Run):
    site.listing_faults = [200, 500]
    site.providers[0].faults = [200, 200]
    assert run().ends == {"added": 2}


def test_a_listing_that_shrinks_is_an_alarm_and_changes_nothing(site: StandIn, run: Run):
    site.providers += [StandInProvider(f"{99000 + n}", f"Council {n}") for n in range(19)]
    run()
    for one in site.providers[:3]:
        one.listed = False
    with pytest.raises(HarvestAlarmError, match="shows 17 providers where it showed 20"):
        run()
    # What was alarming is still so at the next run: the last one that was believed is what counts.
    with pytest.raises(HarvestAlarmError, match="shows 17 providers where it showed 20"):
        run()
    assert not HarvestedFile.objects.exclude(delisted_at=None).exists()
    assert run(accept_fewer=True).listed == 17
    assert run().listed == 17


def test_a_listing_that_shrinks_to_nothing_is_an_alarm(site: StandIn, run: Run):
    for one in site.providers:
        one.listed = False
    with pytest.raises(HarvestAlarmError, match="The listing shows no provider"):
        run()


def test_a_page_that_lists_nothing_any_more_is_an_alarm_and_the_others_are_read(
    site: StandIn, run: Run, settings: LazySettings, mailoutbox: list[object]
):
    site.providers = councils()[:2]
    run()
    site.providers[0].files = {}
    site.providers[1].files["70000000"] = StandInFile(report("Calderwick", "6 to 17 May 2025"))
    site.providers[1].faults = [200, 200, 200, 200, 200]
    look_again()
    with pytest.raises(HarvestAlarmError) as raised:
        run()
    assert "The page of Ashmere Council lists no report, and listed 2 before." in str(raised.value)
    assert "The provider’s page has no title." in str(raised.value)
    assert not HarvestedFile.objects.exclude(delisted_at=None).exists()
    site.providers[0].files = {"50000000": StandInFile(report("Ashmere", "4 to 15 March 2024"))}
    assert run().ends == {"added": 1}


def test_an_alarm_is_a_failed_job_with_its_sentence_and_mail_to_the_operator(
    site: StandIn, settings: LazySettings, mailoutbox: list[object], monkeypatch: pytest.MonkeyPatch
):
    settings.ADMINS = [("Operator", "operator@archive.example")]
    site.robots = "User-agent: *\nDisallow: /\n"
    with pytest.raises(tasks.ValidationError, match="does not allow"):
        tasks.harvest_site(lambda step: None)
    [mail] = mailoutbox
    assert "does not allow /search" in mail.body  # type: ignore[attr-defined]


def test_a_harvest_without_a_contact_does_not_begin(site: StandIn, run: Run, settings: LazySettings):
    settings.HARVEST_CONTACT = ""
    with pytest.raises(HarvestRefusedError, match="HARVEST_CONTACT is not set"):
        run()
    assert not site.asked


def test_only_what_is_asked_for_is_fetched(site: StandIn, run: Run):
    site.providers = councils()[:2]
    run(authority="ashmere", since=date(2024, 1, 1))
    assert site.fetched() == {"50000000": 1}
    site.file("50000001").label = "visit"
    run(kinds=("visit",))
    assert site.fetched() == {"50000000": 1, "50000001": 1}
    run()
    assert site.fetched().total() == 4


def test_a_dry_run_says_what_is_new_and_saves_nothing(
    site: StandIn, run: Run, capsys: pytest.CaptureFixture[str]
):
    done = run(dry_run=True)
    assert len(done.new) == 2
    assert site.fetched() == {}
    assert not HarvestRun.objects.exists()
    assert not HarvestedProvider.objects.exists()
    call_command("harvest", dry_run=True, authority="ashmere")
    assert "2 files would be fetched. Nothing was saved" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no authority “nowhere”"):
        call_command("harvest", authority="nowhere")


class KilledError(BaseException):
    """Stands for SIGKILL: nothing of ours catches it, and what is not committed is lost."""


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_at_any_statement_goes_on_and_fetches_nothing_twice(site: StandIn, run: Run):
    """At every fortieth statement in turn; between two kills the run goes as far as the next one."""
    site.providers = councils()[:2]
    killed = 0
    for most in (30, 60, 90, 120, 60, 150, 200, 90, 250, 300):
        counted = 0

        def kill(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            nonlocal counted
            counted += 1
            if counted > most:  # noqa: B023 - used within this turn
                raise KilledError
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(kill):
                run()
            break
        except KilledError:
            killed += 1
            connection.close()  # its locks end with it
    assert killed >= 5
    run()
    assert Inspection.objects.count() == 4
    assert HarvestedFile.objects.exclude(sha256="").count() == 4
    assert HarvestedVersion.objects.count() == 4
    assert HarvestRun.objects.filter(ended_at=None).count() == 0
    # A file is asked for again only where the kill fell between its last byte and its row.
    assert max(site.fetched().values()) <= 2
    site.forget()
    run()
    assert site.fetched() == {}
