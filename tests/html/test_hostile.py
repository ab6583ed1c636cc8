"""Articles that mean harm."""

from __future__ import annotations

import pytest

from kg.graph import build_graph
from tests.html.conftest import Look
from tests.html.graphs import ORGANS, VILLAGE, article

pytestmark = pytest.mark.browser


def test_hostile_articles_are_only_text(look: Look) -> None:
    names = [
        "<script>document.title='x'</script>局",
        "</script><img src=x onerror=alert(1)>局",
        "javascript:alert(1)局",
        "\u202e部织组\u2066局",
        "🚩👨‍👩‍👧红旗志愿者",
        "𠮷野家委员会",
        "长" * 300 + "局",
    ]
    facts = [((name, "Department"), "guides", ORGANS["village"]) for name in names]
    hostile = article("</title><script>alert(1)</script>", facts, before="无" * 10_000 + "🀄\n")
    sight = look(build_graph([hostile], program="<b>", rules="<i>"), address="#language=en")
    sight.page.on("dialog", lambda dialog: sight.faults.append(dialog.message))
    for name in names:
        assert sight.search(name[:40]), name
        sight.page.keyboard.press("Enter")
        assert sight.page.locator("#panel h2 bdi").text_content() == name
        sight.page.locator("#panel .quote").first.click()
        assert "".join(sight.page.locator("#article .sentence").all_text_contents()) == f"{name}【guides】{VILLAGE}。"
        marked = sight.ask(
            "id => [...document.querySelectorAll('.sentence.mention')]"
            ".filter(mark => mark.dataset.nodes === id).map(mark => mark.textContent).join('')",
            sight.id(name),
        )
        assert marked == name
    for view in ("nodes", "edges", "graph"):
        sight.page.locator(f"[data-view={view}]").click()
    assert sight.page.locator("script").count() == 3
    assert sight.page.locator("img").count() == 0
    assert sight.page.title().startswith("</title>")


def test_the_policy_stops_what_would_slip_in(look: Look) -> None:
    sight = look()
    ran = sight.ask(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "globalThis.slipped = true";
          document.body.append(script);
          const link = document.createElement("div");
          link.setAttribute("onclick", "globalThis.slipped = true");
          document.body.append(link);
          link.click();
          const image = new Image();
          const refused = new Promise((done) => {
            image.onerror = () => done(true);
            image.onload = () => done(false);
          });
          image.src = "https://example.org/x.png";
          return [globalThis.slipped === true, await refused];
        }"""
    )
    assert ran == [False, True]
    assert any("Content Security Policy" in fault for fault in sight.faults)
    sight.faults.clear()
    sight.asked.clear()
