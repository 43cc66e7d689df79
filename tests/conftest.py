"""What several test files share: a browser, and a page that reaches no network."""

from collections.abc import Iterator

import hypothesis
import pytest
from browser import on_machine
from playwright.sync_api import Browser, Page, sync_playwright

# A slow machine is no failure.
hypothesis.settings.register_profile("dgpolicy", deadline=None)
hypothesis.settings.load_profile("dgpolicy")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own.

    One a file, since nothing else in the process can run asyncio while Playwright does.
    """
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=on_machine(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page without network; use ``browser.new_page()`` for what a server serves."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()
