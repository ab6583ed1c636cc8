"""Posts that a text counts: whom they lead, whose members they are, and who holds them."""

from __future__ import annotations

import pytest

from tests.extract.reading import read, stated

SEATS = {
    "what an organ is given": (
        "县教育局行政编制12名。设局长1名，副局长3名。",
        {"局长 leads 县教育局", "副局长 memberOf 县教育局"},
    ),
    "seats and who takes them": (
        "县河长制办公室设主任1名，由县水利局局长兼任；副主任2名，由县环保局副局长兼任。",
        {
            "主任 leads 县河长制办公室",
            "县水利局局长 leads 县河长制办公室",
            "副主任 memberOf 县河长制办公室",
            "县环保局副局长 memberOf 县河长制办公室",
        },
    ),
    "of the body that a post before names": (
        "县委教育工委书记由县委常委兼任；副书记2名，由县教育局副局长兼任。",
        {
            "县委常委 leads 县委教育工委",
            "副书记 memberOf 县委教育工委",
            "县教育局副局长 memberOf 县委教育工委",
        },
    ),
    "a kind of people": (
        "联席会议设召集人1人，由副县长担任；设联络员，由县民政局办公室主任担任。",
        {
            "召集人 leads 联席会议",
            "副县长 leads 联席会议",
            "联络员 memberOf 联席会议",
            "县民政局办公室主任 holdsPost 联络员",
        },
    ),
}


@pytest.mark.parametrize(("text", "edges"), SEATS.values(), ids=SEATS)
def test_seats_state(text: str, edges: set[str]) -> None:
    assert stated(text) == edges


def test_the_number_of_seats_is_that_of_their_holders() -> None:
    counts = {s.head.name: s.head_count for s in read("县教育局设局长1名，副局长3名。").statements}
    assert counts == {"局长": 1, "副局长": 3}


@pytest.mark.parametrize(
    "text",
    [
        "县教育局设在新区。全县共设站长2名，由村干部担任。",
        "村党支部开展走访。县农业农村局派出技术员1名，队员2名。",
    ],
)
def test_posts_of_no_body_belong_to_none(text: str) -> None:
    assert stated(text, "leads", "memberOf") == set()
