"""Graphs of a few articles about real places, to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kg

if TYPE_CHECKING:
    import networkx as nx

YINGDONG = """颍东区防汛抗旱指挥部印发防汛工作方案

来源：颍东区人民政府 2022-06-20

区委书记任区防汛抗旱指挥部指挥长。由44家区直单位包保21个社区。区防汛抗旱指挥部建立“三色预警”机制。
"""
YINGQUAN = """颍泉区防汛抗旱指挥部部署防汛工作

来源：颍泉区人民政府 2023-06-18

区长任区防汛抗旱指挥部指挥长。区防汛抗旱指挥部要建立“三色预警”机制。区水利局派出12名技术员。
"""
FUYANG = """阜阳市关于颍州区招商工作的通报

来源：阜阳市人民政府 2023-08-01

颍州区委组织部选派30名干部。
"""


def build(**texts: str) -> nx.MultiDiGraph[str]:
    """Return the graph of some articles, given by name."""
    return kg.build([kg.read_text(text, name) for name, text in texts.items()])


def counties() -> nx.MultiDiGraph[str]:
    """Two districts with a headquarters each, and a third of which only its city speaks."""
    return build(yingdong=YINGDONG, yingquan=YINGQUAN, fuyang=FUYANG)
