"""The picture of the workbench in the documentation: `python -m tests.serve.pictures` from the root of a clone.

It shows the article of `exports/`, served as `kg serve exports` does.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM, FLAGS, ROOT
from tests.serve.browsing import Reader, served


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        exports = Path(folder) / "exports"
        shutil.copytree(ROOT / "exports", exports)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with served(exports) as address:
            reader = Reader(browser, address, size=(1400, 900))
            page = reader.open("/articles")
            page.locator(".articles a").first.click()
            page.wait_for_selector("html[data-ready]", state="attached")
            page.locator(".statements [data-to-text]").nth(3).click()
            page.mouse.move(1390, 890)
            page.wait_for_timeout(500)
            reader.close(ROOT / "docs" / "images" / "workbench.png")
        browser.close()


if __name__ == "__main__":
    main()
