"""Correcting in a real browser: each kind of correction, by mouse and by keyboard, until the graph has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.serve.browsing import Reader
from tests.serve.conftest import Reading, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def said(workbench: Workbench, document: str) -> list[dict[str, Any]]:
    """What is kept of an article, in order; a line that was taken back is not there."""
    [file] = workbench.exports.parent.rglob("corrections.jsonl")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    gone = {line.get("retracts") for line in lines}
    return [
        line for line in lines if line["document"] == document and "retracts" not in line and line["id"] not in gone
    ]


def test_text_and_statements_point_at_each_other(reading: Reading, workbench: Workbench) -> None:
    page = reading().open(f"/article/{workbench.ids['flood']}", ready=True)
    item = page.locator(".statements > li", has_text="党员干部").first
    number = item.get_attribute("data-number")
    item.locator("[data-to-text]").click()
    lit = "".join(page.locator("#text .quoted").all_inner_texts())
    assert "抽调286名党员干部" in lit
    page.locator(f"#text .note[data-number='{number}']").first.click()
    assert page.locator(".statements > li.here").get_attribute("data-number") == number
    named = page.locator("#text .mention", has_text="沙湾乡").first.get_attribute("data-over")
    page.goto(page.url.split("#")[0] + f"#{named}")
    assert set(page.locator("#text .mention.selected").all_inner_texts()) == {"沙湾乡"}


def test_statements_are_judged_added_and_taken_back(reading: Reading, workbench: Workbench) -> None:
    reader = reading()
    page = reader.open(f"/article/{workbench.ids['sands']}", ready=True)
    first = page.locator(".statements > li").first
    first.locator("[data-judge=right]").click()
    page.fill("dialog [name=by]", "测试员")
    page.keyboard.press("Enter")
    first.locator("[data-judge=right][aria-pressed=true]").wait_for()
    first.locator("[data-judge=wrong]").click()
    first.locator("[data-judge=wrong][aria-pressed=true]").wait_for()
    first.locator("[data-judge=undo]").click()
    first.locator("[data-judge=right][aria-pressed=true]").wait_for()  # what was said before holds again
    # A selection that begins on a link and ends in plain text.
    box = reader.ask(
        """() => {
          const pieces = [...document.querySelectorAll("#text [data-start]")];
          const from = pieces.find((piece) => piece.textContent === "县应急管理局").getBoundingClientRect();
          const to = pieces.filter((piece) => piece.textContent === "沙湾乡").at(-1).getBoundingClientRect();
          return [from.left + 1, from.top + from.height / 2, to.right - 1, to.top + to.height / 2];
        }"""
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=6)
    page.mouse.up()
    page.locator("#add-here").click()
    form = page.locator("dialog form")
    assert form.locator("[name=quote]").input_value() == "县应急管理局督导沙湾乡"
    form.locator("[name=head]").select_option(label="县应急管理局（部门）")
    form.locator("[name=tail]").select_option(workbench.ids["沙湾乡"])
    form.locator("[name=type]").select_option("guides")
    form.locator("[name=note]").fill("<b>试</b>")
    form.locator("[type=submit]").click()
    page.locator("dialog").wait_for(state="detached")
    [kept] = workbench.exports.parent.rglob("corrections.jsonl")
    said = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [one["action"] for one in said][:2] == ["right", "wrong"]
    [added] = [one for one in said if one["action"] == "add"]
    assert (added["by"], added["statement"]["quote"]) == ("测试员", "县应急管理局督导沙湾乡")
    assert added["statement"]["head"]["name"] == "县应急管理局"
    # An entity of another type; a refusal says why in the form.
    page.locator("#entities-in-it li", has_text="防汛专班").locator(".judge").click()
    form = page.locator("dialog form")
    form.locator("[name=name]").fill("")
    form.locator("[type=submit]").click()
    form.locator(".fault", has_text="未能保存").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    reader.faults[:] = [fault for fault in reader.faults if "422" not in fault]  # the refusal
    page = reader.open("/corrections")
    assert "县应急管理局 —指导→ 沙湾乡" in page.locator("table").inner_text()
    assert "<b>试</b>" in page.locator("table").inner_text()


def test_a_statement_is_edited_in_all_its_parts(reading: Reading, workbench: Workbench) -> None:
    known = workbench.ids
    reader = reading(locale="en-US")
    page = reader.open(f"/article/{known['willows']}", ready=True)
    item = page.locator(".statements > li", has_text="县级领导")
    item.locator("[data-judge=edit]").click()
    form = page.locator("dialog form")
    form.locator("[name=quote]").fill("由12名县级领导包保9个乡镇")
    form.locator("[name=head]").select_option(known["县水利局"])
    form.locator("[name=tail]").select_option(known["柳林乡"])
    # Only what the schema allows between a department and a community can be chosen.
    allowed = form.locator("[name=type] option:not([disabled])").evaluate_all("all => all.map(one => one.value)")
    assert "guides" in allowed
    assert "dispatches" not in allowed
    form.locator("[name=type]").select_option("guides")
    form.locator("[name=head_count]").fill("")
    form.locator("[name=tail_count]").fill("3")
    form.locator("[name=modality]").select_option("required")
    form.locator("[name=by]").fill("Ada")
    form.locator("[type=submit]").click()
    page.locator("dialog").wait_for(state="detached")
    assert item.get_attribute("data-verdict") == "edit"
    [edit] = said(workbench, known["willows"])
    assert (edit["action"], edit["by"], edit["statement"]["type"]) == ("edit", "Ada", "covers")
    told = edit["instead"]
    assert (told["type"], told["head"]["name"], told["tail"]["name"]) == ("guides", "县水利局", "柳林乡")
    assert (told["quote"], told["modality"], told["tail_count"]) == ("由12名县级领导包保9个乡镇", "required", 3)
    assert "head_count" not in told
    # Words that the text does not have are refused where they were typed.
    item.locator("[data-judge=edit]").click()
    page.locator("dialog [name=quote]").fill("由13名县级领导包保9个乡镇")
    page.locator("dialog [type=submit]").click()
    page.locator("dialog .fault", has_text="the text does not hold these words").wait_for()
    page.locator("dialog button", has_text="Cancel").click()
    item.locator("[data-judge=undo]").click()
    item.locator("[data-judge=undo]").wait_for(state="detached")
    assert said(workbench, known["willows"]) == []


def test_entities_are_renamed_merged_split_and_dropped(reading: Reading, workbench: Workbench) -> None:
    known = workbench.ids
    reader = reading()
    page = reader.open(f"/entity/{known['县卫生健康局']}")
    page.locator("a", has_text="更正").last.click()  # leads to its article, with the form open
    form = page.locator("dialog form")
    assert form.locator("h2").inner_text() == "县卫生健康局"
    form.locator("[name=action]").select_option("split")
    form.locator(".mention-choice", has=page.locator("mark", has_text="县卫健局")).locator("input").check()
    form.locator("[name=split_name]").fill("县卫健局")
    form.locator("[name=by]").fill("测试员")
    form.locator("[type=submit]").click()
    page.locator("dialog").wait_for(state="detached")

    def change(named: str, action: str, **values: str) -> None:
        page.locator("#entities-in-it li", has_text=named).locator(".judge").click()
        form.locator("[name=action]").select_option(action)
        for field, value in values.items():
            control = form.locator(f"[name={field}]")
            if control.evaluate("one => one.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        form.locator("[type=submit]").click()
        page.locator("dialog").wait_for(state="detached")

    change("防汛专班", "entity-edit", name="县防汛专班", type="Committee")
    change("县水利局", "merge", other=known["县气象局"])
    change("乡镇", "entity-wrong")
    split, edit, merge, drop = said(workbench, known["willows"])
    assert (split["entity"]["name"], split["name"], len(split["mentions"])) == ("县卫生健康局", "县卫健局", 1)
    assert (edit["entity"]["name"], edit["name"], edit["type"]) == ("防汛专班", "县防汛专班", "Committee")
    assert [one["name"] for one in merge["entities"]] == ["县气象局", "县水利局"]
    assert (drop["action"], drop["entity"]["name"]) == ("entity-wrong", "乡镇")
    made = page.locator("#corrections-made li")
    assert made.count() == 4
    assert "县防汛专班（委员会" in made.nth(1).inner_text()
    page.locator(".statements > li", has_text="泗源县委组织部").locator("[data-judge=right]").click()
    page.locator(".statements > li[data-verdict=right]").wait_for()
    # Built anew, the graph has it; the page comes again by itself.
    made.nth(3).locator("button").click()
    made.nth(3).wait_for(state="detached")
    with page.expect_navigation(timeout=60_000):
        page.locator("#apply").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    names = page.locator("#entities-in-it .entity").all_inner_texts()
    assert {"县防汛专班", "县卫健局", "县卫生健康局", "县气象局", "乡镇"} <= set(names)
    assert "县水利局" not in names
    checked = page.locator(".statements > li", has_text="泗源县委组织部")
    assert "测试员 已确认" in checked.locator(".reviewed-mark").inner_text()
    assert checked.get_attribute("data-verdict") == "right"
    page.locator("#entities-in-it a", has_text="县防汛专班").click()
    page.wait_for_url("**/entity/*")
    assert "委员会" in page.locator(".kind").inner_text()
    explored(reader, page, workbench)


def explored(reader: Reader, page: Page, workbench: Workbench) -> None:
    """The explorer shows who has checked a node, and a statement; the page of the entity, too."""
    assert "测试员 已修改" in page.locator("header.thing .reviewed-mark").inner_text()
    page.locator(".near a", has_text="县卫健局").click()
    page.locator("h1", has_text="县卫健局").wait_for()
    here = page.url.rpartition("/")[2]
    reader.open(f"/explore#selected={here}", ready=True)
    assert "测试员 已修改" in page.locator("#panel .reviewed").first.inner_text()
    page.goto("about:blank")  # for a new page, not another place on this one
    reader.open(f"/explore#selected={workbench.ids['柳林乡党委']}", ready=True)
    page.locator("#panel h2", has_text="柳林乡党委").wait_for()
    page.locator("#panel .relation li", has_text="泗源县委组织部").locator(".edge-link").first.click()
    page.locator("#panel .reviewed", has_text="测试员 已确认").wait_for()


def test_a_keyboard_corrects_and_keeps_its_place(reading: Reading, workbench: Workbench) -> None:
    reader = reading()
    page = reader.open(f"/article/{workbench.ids['flood']}", ready=True)
    at = "document.activeElement.dataset.judge || document.activeElement.name || document.activeElement.id"
    first = page.locator(".statements > li").first
    first.locator("[data-judge=right]").focus()
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for()
    assert reader.ask(at) == "by"
    page.keyboard.type("键盘")
    page.keyboard.press("Enter")
    first.locator("[data-judge=right][aria-pressed=true]").wait_for()
    assert reader.ask(at) == "right"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # The form: its fields in the order in which they are read, and nothing behind it.
    order = []
    for _ in range(14):
        order.append(reader.ask(at))
        page.keyboard.press("Tab")
    wanted = ["quote", "head", "type", "tail", "head_count", "tail_count", "modality", "note", "by"]
    assert [name for name in order if name in wanted][:9] == wanted
    assert reader.ask("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert reader.ask(at) == "edit"
    first.locator("[data-judge=undo]").focus()
    page.keyboard.press("Enter")
    first.locator("[data-judge=undo]").wait_for(state="detached")
    assert reader.ask(at) == "right"
    # Without a mouse, words are added by typing them.
    page.locator("#add-statement").focus()
    page.keyboard.press("Enter")
    assert reader.ask(at) == "quote"
    page.keyboard.type("县委组织部印发《关于做好防汛工作的通知》")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert reader.ask(at) == "add-statement"
    assert said(workbench, workbench.ids["flood"]) == []


def test_by_keyboard_the_focus_goes_into_a_form_stays_there_and_comes_back(
    reading: Reading, workbench: Workbench
) -> None:
    reader = reading()
    page = reader.open(f"/article/{workbench.ids['flood']}", ready=True)
    for opener in ("#add-statement", ".statements > li [data-judge=edit]", "#entities-in-it .judge"):
        page.locator(opener).first.focus()
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for()
        assert reader.ask("document.activeElement.closest('dialog') !== null"), opener
        for step in ["Tab"] * 14 + ["Shift+Tab"] * 16:
            page.keyboard.press(step)
            # Beyond the last field is the browser itself (then no element of the page has the focus), never the page.
            assert reader.ask("!document.activeElement.closest('main, header')"), (opener, step)
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
        assert reader.ask(f"document.activeElement === document.querySelector({opener!r})"), opener
