"""Pages in a real Chromium, at a desk's and a phone's width; whatever the browser complains about fails the test."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TALLEST = 4000  # pixels of a picture: what follows in a long report looks like what is there
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The browser to drive: $CHROMIUM, or the first that is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips the test where none is installed."""
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed (`apt-get install chromium`)")
    # Django refuses queries in a thread with a running event loop; Playwright's is not ours to be careful about.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        # Under PYTHONDEVMODE the loop records a traceback at every step, at several times the price of the step.
        playwright._loop.set_debug(False)
        # --no-sandbox: root cannot have Chromium's sandbox, and the pages are our own.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:  # type: ignore[no-untyped-def]
    """Makes pages: `open_page(width=390, javascript=False, dark=True, address="/search/?q=plan")`.

    Any keyword of Playwright's new_context may follow. The test fails at its end if a page logged an error
    (a broken rule of the content security policy is one), or asked any host but ours. `page.complaints` is the
    list: a test that expects one clears it.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def answered(response: Response) -> None:
        if not response.url.startswith((live_server.url, "data:", "blob:")):
            complaints.append(f"asked a stranger: {response.url}")

    def open_(
        address: str | None = None,
        *,
        width: int = DESK["width"],
        javascript: bool = True,
        dark: bool = False,
        **options: object,
    ) -> Page:
        height = PHONE["height"] if width == PHONE["width"] else DESK["height"]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("response", answered)
        page.complaints = complaints  # type: ignore[attr-defined]
        if address is not None:
            page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    wait_for_the_server()
    assert complaints == []


def wait_for_the_server() -> None:
    """Wait until the live server asks the database for nothing more.

    What it still commits (counts that a page paid) would come after the tables were emptied, and be found by other
    tests.
    """
    busy = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    quiet = 0
    until = time.monotonic() + 5
    while quiet < 3 and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(busy)
            quiet = quiet + 1 if cursor.fetchone() == (0,) else 0
        time.sleep(0.02)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page at a desk's width (1280)."""
    return open_page(width=DESK["width"])


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page at a phone's width (390), with touch."""
    return open_page(width=PHONE["width"], has_touch=True, is_mobile=True)


@pytest.fixture
def screenshots() -> Callable[[Page, str], Path | None]:
    """Keeps pictures of pages: `screenshots(page, "home-desk")` writes home-desk.png to SCREENSHOTS_DIR.

    Without SCREENSHOTS_DIR nothing is written: pictures are for eyes (`make screenshots`), and take their time.
    """
    named = os.environ.get("SCREENSHOTS_DIR")

    def keep(page: Page, name: str) -> Path | None:
        if not named:
            return None
        folder = Path(named)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        width = page.evaluate("innerWidth")
        page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        return path

    return keep
