"""An article in traditional characters: found in full, shown as it is written, one thing with its simplified twin."""

from __future__ import annotations

import kg
from kg.language.script import simplified
from kg.pipeline import read_off

TEXT = (
    "潁東區委組織部會同區農業農村局選派12支駐村工作隊，由區委組織部幹部科科長陳遠任隊長。\n"
    "各鎮黨委要配合駐村工作隊開展工作。區委、區政府主要領導督導各鄉鎮。\n"
)


def test_names_and_quotes_are_those_of_the_article() -> None:
    article = kg.analyse(kg.read_text(TEXT, "trad"))
    names = {entity.name for entity in article.entities}
    assert {"駐村工作隊", "陳遠", "鎮黨委"} <= names
    assert "區政府主要領導" in {alias for entity in article.entities for alias in entity.aliases}
    # The official name holds a city that the article does not: it is the same as in any other article.
    official = next(entity for entity in article.entities if entity.name == "阜阳市颍东区委组织部")
    assert official.aliases == ("潁東區委組織部",)
    for relation in article.relations:
        for piece in relation.evidence:
            assert piece.quote in TEXT


def test_read_by_itself_it_has_no_other_characters() -> None:
    article = read_off(kg.read_text(TEXT, "trad"))
    names = {form for entity in article.entities for form in (entity.name, *entity.aliases)}
    assert {"潁東區委組織部", "區政府主要領導", "駐村工作隊"} <= names
    assert simplified("".join(sorted(names))) != "".join(sorted(names))
    assert not set("组织导区县驻队") & set("".join(names))


def test_both_scripts_find_the_same_and_the_same_ids() -> None:
    traditional = kg.analyse(kg.read_text(TEXT, "trad"))
    plain = kg.analyse(kg.read_text(simplified(TEXT), "simp"))
    assert [entity.type for entity in traditional.entities] == [entity.type for entity in plain.entities]
    assert len(traditional.relations) == len(plain.relations)
    organ = {entity.id for entity in plain.entities if entity.name.endswith("颍东区委组织部")}
    assert organ
    assert organ <= {entity.id for entity in traditional.entities}
