"""Stories of the audit: who did what, as a table, as a file, and checked."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site

pytestmark = pytest.mark.browser


def test_ops_sees_who_did_what_and_takes_the_record_along(
    builder: Builder, site: Site, page: Page, tmp_path: Path
) -> None:
    site.open()
    page.get_by_role("button", name="Auditoria").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("importou um fluxo", timeout=PATIENCE_MS)
    page.get_by_role("textbox", name="Sobre").fill("segunda-via")
    page.keyboard.press("Enter")
    expect(table).to_contain_text("Segunda via de boleto", timeout=PATIENCE_MS)
    expect(table).not_to_contain_text("Pesquisa")
    with page.expect_download() as download:
        page.get_by_role("button", name="Baixar").click()
    file = tmp_path / "auditoria.jsonl"
    download.value.save_as(file)
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert entries
    assert all("segunda-via" in entry["subject"] for entry in entries)
    page.get_by_role("button", name="Conferir").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("A auditoria está inteira")


def test_a_link_in_english_is_english(site: Site, page: Page) -> None:
    site.open("/audit?language=en", language="en")
    expect(page.get_by_role("table")).to_contain_text("imported a flow", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Check")).to_be_visible()
