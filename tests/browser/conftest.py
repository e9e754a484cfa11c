"""The sample as a page of the explorer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser import sample
from browser.reader import quiet, window, written


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample.store(), tmp_path_factory.mktemp("explorer"))


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with window(browser, 1280, 800) as each:
        yield each


@pytest.fixture
def page(context: BrowserContext, file: Path) -> Iterator[Page]:
    with quiet(context, file) as each:
        yield each
