"""Documentation that cannot lie: what the code declares is documented, and the other way round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

import dev
from tools import inventory, reference
from wiki.extension import SUBJECTS, declared_options
from wiki.kernel import signals
from wiki.kernel.db import Base, Derived, Truth
from wiki.kernel.permissions import May

REPO = Path(__file__).resolve().parent.parent
DOCS = REPO / "docs"
INDEX = DOCS / "README.md"
GUIDES = sorted((DOCS / "guide").glob("*.md"))
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
LISTED = [*GUIDES, *sorted((DOCS / "reference").glob("*.md")), *DECISIONS]
HAND_WRITTEN = [REPO / "README.md", REPO / "CONTRIBUTING.md", INDEX, *GUIDES]
PAGES = [*HAND_WRITTEN, REPO / "CHANGELOG.md", *(page for page in LISTED if page not in GUIDES)]
#: Guides in which bold is kept for what the screen says.
OF_THE_SCREEN = (
    "demarrer",
    "lire-et-ecrire",
    "ecrire-a-plusieurs",
    "s-y-retrouver",
    "discuter",
    "suivre",
    "entretenir",
    "moderer",
    "portails",
    "territoires",
    "lettre",
)
#: Read before the options are: it names the file that holds them.
FILE_OF_OPTIONS = "WIKI_CONFIG_FILE"
#: Paths of a machine, and of a host that has the wiki under `/docs`.
NOT_OURS = re.compile(r"/(?:docs|etc|home|opt|srv|usr|var)\b")
FENCE = re.compile(r"^(`{3,})[^\n]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
#: What stands before the name of a command: nothing, variables, a path, `./dev.py`.
WIKI_COMMAND = re.compile(
    r"(?:^|bin/|\./dev\.py |=\S* )wiki ([a-z]+)((?: [a-z]+)?)([^\n;&|#]*)", re.MULTILINE
)


def name_of(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def code_of(page: Path) -> Iterator[str]:
    """What a page shows as code: each block, each span."""
    text = page.read_text("utf-8")
    yield from (match[2] for match in FENCE.finditer(text))
    yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", FENCE.sub("", text))


@cache
def documented(name: str) -> frozenset[str]:
    """What a page of the reference has a row or a heading for."""
    start = "##" if name == "commandes" else r"\|"
    return frozenset(re.findall(rf"^{start} `([^`]+)`", reference.written(name), re.MULTILINE))


# -- What the code declares is in the reference


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_is_fresh(name: str) -> None:
    page = reference.written(name)
    assert page == reference.made(name, page), f"docs/reference/{name}.md: run ./dev.py docs"


@pytest.mark.parametrize("name", reference.PAGES)
def test_nothing_in_the_reference_lacks_a_sentence(name: str) -> None:
    missing = reference.unsaid(reference.written(name))
    assert not missing, f"docs/reference/{name}.md: write the last cell of {', '.join(missing)}"


@pytest.mark.parametrize("name", reference.PAGES)
def test_each_page_of_the_reference_has_a_head(name: str) -> None:
    head, mark, _ = reference.written(name).partition(reference.MARK)
    assert mark
    assert len(head.split()) > 30


def test_every_option_is_documented() -> None:
    assert {option.name for option in declared_options()} <= documented("options")


def test_every_setting_is_documented() -> None:
    declared = {setting.name for subject in SUBJECTS for setting in subject.settings}
    assert declared <= documented("reglages")


def test_every_command_is_documented_and_says_what_it_does() -> None:
    for path, command in inventory.command_tree():
        usages = documented("commandes")
        assert any(usage == path or usage.startswith(f"{path} ") for usage in usages), path
        assert command.help, path
        for flag in command.params:
            if isinstance(flag, click.Option):
                assert flag.help or isinstance(flag.type, click.Choice), (path, flag.name)


def test_every_signal_is_documented_and_announced() -> None:
    declared = {signal.name for signal in signals.ALL}
    assert declared == documented("signaux")
    assert declared == set(inventory.payloads())


def test_what_a_signal_provides_is_what_is_sent() -> None:
    source = Path(signals.__file__).read_text("utf-8")
    provided = re.findall(r"Provides: ((?:[^\n]+\n#: )*[^\n]+)\.\n(\w+) = Signal", source)
    said = {name: tuple(re.findall(r"(\w+) \(", words)) for words, name in provided}
    assert said == inventory.payloads()


def test_every_slot_is_documented() -> None:
    assert set(inventory.template_slots()) == documented("emplacements")


def test_every_filled_slot_is_in_a_template() -> None:
    filled = {slot for subject in SUBJECTS for slot in subject.slots}
    assert filled <= set(inventory.template_slots())


def test_every_directive_is_documented() -> None:
    declared = list(inventory.declared_directives())
    assert {one.name for one in declared} == documented("directives")
    assert all(one.sentence for one in declared)


def test_every_address_is_documented() -> None:
    page = reference.written("adresses")
    for rule in inventory.application().url_map.iter_rules():
        assert f" {rule.rule}` | `{rule.endpoint}` |" in page, rule.rule


def test_every_right_is_documented() -> None:
    assert {right.name for right in May} <= documented("droits")


def test_every_table_is_documented_and_is_truth_or_derived() -> None:
    inventory.load_models()
    assert set(Base.metadata.tables) == documented("tables")
    for mapper in Base.registry.mappers:
        assert issubclass(mapper.class_, Truth) != issubclass(mapper.class_, Derived), mapper


def test_a_new_row_waits_for_its_sentence() -> None:
    page = reference.written("signaux")
    told = page.replace("| `page_saved` |", "| `page_forgotten` |")
    assert reference.unsaid(reference.made("signaux", told)) == ["`page_saved`"]


# -- What the pages say is in the code


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    for target in re.findall(r"(?<!`)\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "", text)):
        path, _, anchor = unquote(target).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        found = (page.parent / path) if path else page
        assert found.exists(), f"{name_of(page)}: {target}"
        if anchor:
            assert anchor in anchors(found), f"{name_of(page)}: {target}"


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as forges make them."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", one.lower())) for one in titles)
    return {one.replace(" ", "-") for one in kept}


@pytest.mark.parametrize("page", [*HAND_WRITTEN, *DECISIONS], ids=name_of)
def test_options_that_pages_name_exist(page: Path) -> None:
    named = set(re.findall(r"\bWIKI_[A-Z_]+\b", page.read_text("utf-8")))
    assert named <= {option.name for option in declared_options()} | {FILE_OF_OPTIONS}


def unknown_commands(shown: str) -> list[str]:
    """The commands in a piece of code that are not there, or not with these options."""
    commands, unknown = dict(inventory.command_tree()), []
    for top, second, rest in WIKI_COMMAND.findall(shown):
        names = [name for name in (f"wiki {top}{second}", f"wiki {top}") if name in commands]
        known = {flag for name in names[:1] for one in commands[name].params for flag in one.opts}
        if not names or not set(re.findall(r" (--[a-z-]+)", rest)) <= known:
            unknown.append(f"wiki {top}{second}{rest}")
    return unknown


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=name_of)
def test_commands_that_pages_show_exist(page: Path) -> None:
    assert [found for shown in code_of(page) for found in unknown_commands(shown)] == []


@pytest.mark.parametrize(
    "shown",
    [
        "wiki danse",
        "WIKI_DATA_DIR=ici wiki danse",
        "sudo -u wiki env WIKI_DATA_DIR=ici /opt/wiki/bin/wiki danse",
        "./dev.py wiki member danse",
        "wiki run --danse",
    ],
)
def test_refuses_a_command_that_is_not_there(shown: str) -> None:
    assert unknown_commands(shown)


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=name_of)
def test_verbs_of_dev_that_pages_show_exist(page: Path) -> None:
    for shown in code_of(page):
        assert set(re.findall(r"\./dev\.py (\w+)", shown)) <= set(dev.COMMANDS)


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=name_of)
def test_addresses_that_pages_show_answer(page: Path) -> None:
    urls = inventory.application().url_map.bind("localhost")
    for shown in code_of(page):
        address = shown.partition("?")[0]
        if not re.fullmatch(r"/[^\s…<]*", address) or NOT_OURS.match(address):
            continue
        try:
            urls.match(address)
        except MethodNotAllowed:
            pass
        except NotFound:
            pytest.fail(f"{name_of(page)}: nothing answers at {address}")


@pytest.mark.parametrize("name", OF_THE_SCREEN)
def test_what_guides_show_in_bold_is_on_the_screen(name: str) -> None:
    screen = _plain(
        "\n".join(
            path.read_text("utf-8")
            for folder, ending in (("templates", "html"), ("wiki", "py"), ("frontend", "ts"))
            for path in (REPO / folder).rglob(f"*.{ending}")
        )
    )
    text = FENCE.sub("", (DOCS / f"guide/{name}.md").read_text("utf-8"))
    for label in re.findall(r"\*\*([^*]+)\*\*", text):
        wanted = _plain(label)
        assert re.search(rf"[\"'>]{re.escape(wanted)}[\"'<]", screen), f"{name}.md: {label}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'"))


# -- The house of the pages


@pytest.mark.parametrize("page", LISTED, ids=name_of)
def test_page_is_in_the_index(page: Path) -> None:
    assert f"]({page.relative_to(DOCS).as_posix()})" in INDEX.read_text("utf-8")


def test_no_page_keeps_both_sides_of_a_merge() -> None:
    sides = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
    assert [name_of(page) for page in PAGES if sides.search(page.read_text("utf-8"))] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page_has_one_title(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_decision_is_one_page_of_three_parts(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.split()) < 900
