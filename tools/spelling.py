"""Spelling of the French texts: templates, documentation, demonstration pages, README.

Words come from Hunspell's French dictionary (npm dictionary-fr) and from tools/wordlist.txt.
``python -m tools.spelling [--words] [FILE…]``; ``--words`` prints the unknown words alone.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

from spylls.hunspell import Dictionary

REPO = Path(__file__).resolve().parent.parent
WORDLIST = REPO / "tools/wordlist.txt"
DICTIONARY = REPO / "node_modules/dictionary-fr/index"
CACHE = REPO / ".cache/spelling.json"
PATTERNS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/guide/**/*.md",
    "docs/reference/**/*.md",
    "templates/**/*.html",
    "templates/**/*.txt",
    "wiki/demo/pages/*.md",
)
WORD = re.compile(r"[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
#: Addresses, paths, names of code, and letters glued to digits are not words.
NOT_TEXT = re.compile(
    r"\S+://\S+|\S+@\S+\.\w+|&\w+;|(?<![\w«])[\w.-]*[/\\][\w./\\#?=&%<>{}-]+|\b\w*[_\d]\w*\b"
    r"|\b[\w-]+\.(?:py|md|html|js|svg|css|ts|txt|toml|json|fr|org|com|net|coop|eu)\b|%\(\w+\)s|\$\w+"
)
MARKDOWN = re.compile(
    r"\A---\n.*?\n---\n|^(```|~~~).*?^\1|``.+?``|`[^`\n]+`|\]\([^)\n]*\)|<[^>\n]+>|\[\^[^\]\s]+\]"
    r"|^\[[^\]^]+\]:.*$"
    r"|^:::.*$|\[\[[^\]|\n]*(?:\||(?=\]\]))",
    re.MULTILINE | re.DOTALL,
)
TEMPLATE = re.compile(
    r"<(style|script)\b.*?</\1>|<(?:code|kbd|samp)\b[^>]*>.*?</\w+>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
#: Tags, and the attributes that a macro gives for one.
MARKS = re.compile(r"""<[^>]*>|\b[\w-]+="[^"\n]*"|\b[\w-]+='[^'\n]*'""")
#: In a template, what people read besides the text itself.
SPOKEN = re.compile(r'\b(?:alt|aria-label|placeholder|title)="([^"{}<>]*)"')
GETTEXT = re.compile(r"""\b_\(\s*(["'])(.*?)(?<!\\)\1""", re.DOTALL)
ENGLISH = re.compile(r"^#+ (?:In )?English\b.*\Z", re.MULTILINE | re.DOTALL)
ELISION = re.compile(
    r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=.)", re.IGNORECASE
)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _of_template(text: str) -> str:
    """Text, spoken attributes and translated strings, at their lines."""
    spoken = [(m.start(1), m[1]) for m in SPOKEN.finditer(text)]
    spoken += [(m.start(2), m[2]) for m in GETTEXT.finditer(text)]
    kept = list(MARKS.sub(_blank, TEMPLATE.sub(_blank, text)))
    for start, words in spoken:
        kept[start : start + len(words)] = words
    return "".join(kept)


def french(path: Path) -> str:
    """What a person reads in French in this file, the rest blanked."""
    text = unicodedata.normalize("NFC", path.read_text())
    if path.suffix == ".html" or "templates" in path.parts:
        text = _of_template(text)
    else:
        text = MARKDOWN.sub(_blank, ENGLISH.sub(_blank, text))
    return NOT_TEXT.sub(_blank, text)


def _load() -> Dictionary:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves its files to the collector
        dictionary = Dictionary.from_files(str(DICTIONARY))
        gc.collect()
    return dictionary


class Speller:
    """Knows the dictionary, the project's words, and what it answered before."""

    def __init__(self) -> None:
        lines = WORDLIST.read_text().splitlines()
        self.own = {line.casefold() for line in lines if line and not line.startswith("#")}
        self.dictionary: Dictionary | None = None
        version = hashlib.sha256(DICTIONARY.with_suffix(".dic").read_bytes()).hexdigest()
        stored = json.loads(CACHE.read_text()) if CACHE.is_file() else {}
        same = stored.get("version") == version
        self.answers: dict[str, bool] = stored["answers"] if same else {}
        self.version = version

    def save(self) -> None:
        """Keeps the answers: loading the dictionary takes seconds."""
        stored = {"version": self.version, "answers": self.answers}
        written = CACHE.with_suffix(f".{os.getpid()}")  # two checks may end together
        written.write_text(json.dumps(stored, ensure_ascii=False))
        written.replace(CACHE)

    def _look_up(self, word: str) -> bool:
        if word not in self.answers:
            if self.dictionary is None:
                self.dictionary = _load()
            self.answers[word] = bool(self.dictionary.lookup(word))
        return self.answers[word]

    def knows(self, word: str) -> bool:
        """Whether the word, or each part of a compound, is spelt right."""
        word = word.replace("’", "'").replace("‑", "-")
        if len(word) < 2 or word.casefold() in self.own or word.isupper() or self._look_up(word):
            return True
        bare = ELISION.sub("", word)
        if bare != word:
            return self.knows(bare)
        parts = re.split(r"[-']", word)
        return len(parts) > 1 and all(self.knows(part) for part in parts)


def _proper(word: str, before: str) -> bool:
    """Whether it is a name of a person, a place, a product: a capital inside a sentence or word."""
    inside = bool(re.search(r"[\w,;)»]['’ \u00a0\u202f(«*]+$", before))
    return word[1:] != word[1:].lower() or (inside and word[0].isupper())


def unknown(path: Path, speller: Speller) -> Iterator[tuple[int, str]]:
    """The line and the word of each mistake."""
    for number, line in enumerate(french(path).splitlines(), 1):
        for match in WORD.finditer(line):
            word = match[0]
            if not speller.knows(word) and not _proper(word, line[: match.start()]):
                yield number, word


def main(arguments: list[str]) -> int:
    """Prints the unknown words; returns 1 when there are some."""
    named = [Path(word).resolve() for word in arguments if not word.startswith("-")]
    paths = named or sorted({path for pattern in PATTERNS for path in REPO.glob(pattern)})
    speller = Speller()
    found = [(path, *mistake) for path in paths for mistake in unknown(path, speller)]
    speller.save()
    if "--words" in arguments:
        print("\n".join(sorted({word for _, _, word in found}, key=str.casefold)))
    else:
        for path, number, word in found:
            print(f"{path.relative_to(REPO)}:{number}: {word}")
        if found:
            print("Corrigez, ou ajoutez le mot à tools/wordlist.txt.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
