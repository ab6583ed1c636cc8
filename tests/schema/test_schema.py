"""The types and relations: as the annotation guideline has them, checked when they are read."""

import pytest

from kg.errors import RuleError
from kg.schema import load_schema, parse_schema

TYPES = {
    "Committee", "Government", "Department", "PartyOrganization", "TaskForce", "Community", "Mechanism", "Document",
    "Group", "Post", "Person", "Organization", "Place",
}  # fmt: skip
RELATIONS = {
    "leads", "covers", "dispatches", "deployedTo", "establishes", "issues", "supervises", "partOf", "memberOf",
    "holdsPost", "guides", "assists", "coordinatesWith", "implements", "reportsTo", "funds",
}  # fmt: skip


def test_all_types_and_relations_of_the_guideline_are_there() -> None:
    schema = load_schema()
    assert set(schema.concrete) == TYPES
    assert set(schema.relations) == RELATIONS


def test_organs_stand_below_organization() -> None:
    schema = load_schema()
    below = {name for name in schema.concrete if schema.is_a(name, "Organization")}
    assert below == {"Organization", "Committee", "Government", "Department", "PartyOrganization", "TaskForce"}


def test_domains_and_ranges_are_kept() -> None:
    schema = load_schema()
    assert schema.allows("issues", "Department", "Document")
    assert not schema.allows("issues", "Document", "Department")
    assert not schema.allows("holdsPost", "Person", "Community")


def test_colours_carry_white_text() -> None:
    """WCAG AA asks a contrast of 4.5 (relative luminance: WCAG 2.2, definition of contrast ratio)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    faint = {t.name for t in load_schema().types.values() if 1.05 / (luminance(t.colour) + 0.05) < 4.5}
    assert faint == set()


def test_all_faults_of_a_schema_are_reported() -> None:
    with pytest.raises(RuleError) as error:
        parse_schema('namespace = "x"\n[types.A]\nzh = "甲"\nshape = "round"\n')
    for fault in ("[types.A]: unknown key 'shape'", "[types.A]: missing key 'en'", "no 'entities'"):
        assert fault in str(error.value)
