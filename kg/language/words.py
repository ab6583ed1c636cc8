"""Words and parts of speech, by jieba's dictionary.

`rjieba` (Rust) is the default; `jieba` is the reference that it is measured against. Both learn the words of the rules
first, so that 两新工委 is one word. Neither guesses words that no dictionary holds (会同县, 薛平任): what is unknown
stays single characters, and the rules of names decide.

>>> segmenter = Segmenter("rjieba", ("下沉包保",))
>>> segmenter.tag("区直单位下沉包保社区")[1:]
[('单位', 'n'), ('下沉包保', 'n'), ('社区', 'n')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Literal

SegmenterName = Literal["rjieba", "jieba"]

# Higher than the frequency of any word in jieba's dictionary that could compete.
_FREQUENCY = 30_000


class Segmenter:
    """A segmenter that knows some words more than its dictionary.

    Args:
        name: `rjieba` or `jieba`.
        words: words to keep whole.

    Attributes:
        tag: text → list of (word, part of speech); the words joined are the text.
    """

    tag: Callable[[str], list[tuple[str, str]]]

    def __init__(self, name: SegmenterName, words: Iterable[str]) -> None:
        known = sorted(set(words))
        self.tag = _rjieba(known) if name == "rjieba" else _jieba(known)


def _rjieba(words: list[str]) -> Callable[[str], list[tuple[str, str]]]:
    engine = _extension().Jieba()
    known = {word: _tag(engine.tag(word, False)) for word in words}
    for word in words:
        engine.add_word(word, _FREQUENCY, known[word])
    return lambda text: engine.tag(text, False)


def _extension() -> ModuleType:
    """Return the compiled part of rjieba.

    To import the package itself loads the dictionary, a tenth of a second, for a segmenter that all share and that is
    not to learn anybody's words.
    """
    package = find_spec("rjieba")
    name = "rjieba.rjieba"
    spec = PathFinder.find_spec(name, package.submodule_search_locations) if package is not None else None
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("No module named 'rjieba'; is the installation complete?", name="rjieba")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _tag(cut: list[tuple[str, str]]) -> str:
    """Return the part of speech that the dictionary gives a word, or that of a noun where it does not know it."""
    return cut[0][1] if len(cut) == 1 else "n"


def _jieba(words: list[str]) -> Callable[[str], list[tuple[str, str]]]:
    import logging
    import warnings

    with warnings.catch_warnings():
        # jieba 0.42.1 imports pkg_resources and has invalid escapes; neither concerns its users.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in words:
        # A word of the dictionary keeps its part of speech, as it does in rjieba.
        tokenizer.add_word(word, _FREQUENCY, None if tokenizer.FREQ.get(word) else "n")
    posseg = jieba.posseg.POSTokenizer(tokenizer)

    def tag(text: str) -> list[tuple[str, str]]:
        # Without its model of unknown words, jieba takes figures for `eng`.
        found = posseg.cut(text, HMM=False)
        return [(pair.word, "m" if pair.word.isdecimal() else pair.flag) for pair in found]

    return tag
