"""The compiled wheel (docs/performance.md) says of every article what the source says."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "kg")
UNOPTIMISED = '\n[tool.hatch.build.targets.wheel.hooks.mypyc.options]\nopt_level = "0"\n'
SAY = """
import sys
from pathlib import Path
import kg, kg.extract, kg.link
from kg.rules import load_rules
print(Path(kg.extract.__file__).suffix, Path(kg.link.__file__).suffix)
for document in kg.read_inputs([Path(folder) for folder in sys.argv[1:]]):
    print(kg.extract.extract(document, load_rules()), kg.analyse(document))
"""


def said(package: Path) -> tuple[str, list[str]]:
    """Return how a package is made, and what it finds in the articles of the repository."""
    texts = [str(ROOT / folder) for folder in ("seeds", "tests/gold")]
    run = subprocess.run(
        [sys.executable, "-c", SAY, *texts],
        env={**os.environ, "PYTHONPATH": str(package)},
        cwd=package,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    made, *found = run.stdout.splitlines()
    return made, found


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
@pytest.mark.skipif(find_spec("hatch_mypyc") is None, reason="hatch-mypyc is not installed")
def test_what_is_compiled_says_the_same(tmp_path: Path) -> None:
    source, built = tmp_path / "source", tmp_path / "built"
    source.mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    with (source / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(UNOPTIMISED)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, source],
        env={**os.environ, "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1", "PYTHONPATH": ""},
        check=True,
    )
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(built)
    made, compiled = said(built)
    assert made == ".so .so"
    assert len(compiled) > 5
    assert (".py .py", compiled) == said(ROOT)
