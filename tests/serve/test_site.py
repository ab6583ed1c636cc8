"""A folder that is served: prepared once, followed when it is built again, and left as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import build_graph
from kg.pipeline import export
from kg.serve.options import Options
from kg.serve.site import CACHE, Site, make_edition
from tests.conftest import article, two_documents
from tests.serve.conftest import serving

COUNT = "/sparql?query=SELECT(COUNT(*)AS%20?n)%7B?d%20a%20kg:Article%7D&format=csv"


def told(_: str) -> None:
    """Tell nobody."""


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def editions(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / CACHE).iterdir() if path.is_dir())


def test_what_is_served_is_made_once(exports: Path) -> None:
    [edition] = editions(exports)
    before = (exports / CACHE / edition / "index.sqlite").stat().st_mtime_ns
    assert make_edition(exports, exports / CACHE, pytest.fail).name == edition
    assert (exports / CACHE / edition / "index.sqlite").stat().st_mtime_ns == before


def test_a_build_beside_the_server_is_taken_over_while_it_answers(exports: Path) -> None:
    with serving(exports, Options(workers=1)) as server:
        assert server.ask(COUNT).text == "n\r\n3\r\n"
        third = article("third", "县纪委包保沙湾乡。", {"县纪委": "Department", "沙湾乡": "Community"}, [])
        export(build_graph([third], program="0", rules="hand"), exports)

        def taken_over() -> bool:
            page, count = server.ask("/entities"), server.ask(COUNT)
            assert (page.status, count.status) == (200, 200)
            return "县纪委" in page.text and count.text == "n\r\n1\r\n"

        until(taken_over)
        assert len(editions(exports)) == 2, "what was served before stays until the next build: requests may hold it"


def test_exports_that_are_broken_do_not_stop_what_is_served(exports: Path) -> None:
    said = list[str]()
    options = Options(workers=1)
    with serving(exports, options, site=Site(exports, options, said.append)) as server:
        (exports / "graph.json").write_text("{", encoding="utf-8")
        until(lambda: bool(said) and "not served" in said[-1])
        assert "not a saved graph" in said[-1]
        assert "县委组织部" in server.ask("/entities").text
        (exports / "graph.json").unlink()
        time.sleep(1.2)
        assert server.ask(COUNT).status == 200
        assert len(editions(exports)) == 1


def test_two_servers_share_what_was_made(exports: Path) -> None:
    with serving(exports, Options(workers=1)) as one, serving(exports, Options(workers=1)) as two:
        assert one.ask(COUNT).text == two.ask(COUNT).text == "n\r\n3\r\n"
    assert len(editions(exports)) == 1


def test_two_servers_that_start_together_prepare_it_once(exports: Path) -> None:
    shutil.rmtree(exports / CACHE)
    code = (
        "import sys; from pathlib import Path; from kg.serve.site import make_edition\n"
        "folder = Path(sys.argv[1]); print(make_edition(folder, folder / '.kg-serve', lambda what: print(what)))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(exports)], stdout=subprocess.PIPE, text=True) for _ in "12"
    ]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert sum("preparing" in output for output in outputs) == 1
    assert len({output.splitlines()[-1] for output in outputs}) == len(editions(exports)) == 1


def test_what_a_killed_server_left_half_made_is_cleared_away(exports: Path) -> None:
    shutil.rmtree(exports / CACHE)
    (exports / CACHE / ".new-half").mkdir(parents=True)
    for age, name in enumerate(["fedcba9876543210", "0123456789abcdef"]):
        (exports / CACHE / name).mkdir()
        os.utime(exports / CACHE / name, (age, age))
    make_edition(exports, exports / CACHE, told)
    assert [path.name for path in (exports / CACHE).iterdir() if path.name.startswith(".new-")] == []
    assert "fedcba9876543210" not in editions(exports)
    assert len(editions(exports)) == 2, "the newest of what was there may still be served"


def test_a_folder_that_cannot_be_written_is_served_from_a_temporary_one(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "exports", ignore=shutil.ignore_patterns(CACHE)))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    if os.geteuid() == 0:  # whom no rights hold back: a file stands in the way instead
        (folder / CACHE).write_text("", encoding="utf-8")
    else:
        folder.chmod(0o555)
    with serving(folder, Options(workers=1)) as server:
        assert server.ask(COUNT).text == "n\r\n3\r\n"
        assert len(list(temporary.iterdir())) == 1
    assert list(temporary.iterdir()) == []
    folder.chmod(0o755)


def test_a_graph_without_the_other_export_is_told(exports: Path, tmp_path: Path) -> None:
    (exports / "graph.ttl").unlink()
    with pytest.raises(InputError, match=r"graph\.ttl: cannot read: .*; `kg build` makes it"):
        make_edition(exports, exports / CACHE, told)
    with pytest.raises(InputError, match="no such folder"):
        Site(tmp_path / "nothing", Options())


def test_a_graph_that_breaks_its_promises_is_refused_and_leaves_nothing(exports: Path) -> None:
    shutil.rmtree(exports / CACHE)
    data = json.loads((exports / "graph.json").read_bytes())
    data["edges"][0]["evidence"][0]["quote"] = "别的话"
    (exports / "graph.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="is not the text at its offsets"):
        make_edition(exports, exports / CACHE, told)
    assert editions(exports) == []
    assert [path.name for path in (exports / CACHE).iterdir()] == [".kg.lock"]


def test_the_index_holds_what_the_graph_says_and_no_more(exports: Path) -> None:
    graph = two_documents()
    with serving(exports, Options(workers=1)) as server:
        library = server.site.library
        for ident, node in graph.nodes(data=True):
            brief = library.brief(ident)
            assert brief is not None
            assert (brief.name, brief.type, brief.count, brief.degree) == (
                node["name"], node["type"], node["count"], graph.degree(ident),
            )  # fmt: skip
        stated = {statement.id for ident in graph for statement in library.statements_of(ident).items}
        assert stated == {key for *_, key in graph.edges(keys=True)}
