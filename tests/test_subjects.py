"""The subjects: what they name exists, tables are truth or derived, errors have sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.test_layers import MODULES
from tools import inventory
from wiki.admin.actions import ACTIONS
from wiki.extension import SUBJECTS, load_models
from wiki.kernel import errors, signals
from wiki.kernel.db import Base, Derived, Truth
from wiki.kernel.slugs import RESERVED_ACTIONS
from wiki.kernel.subject import MenuEntry, Subject
from wiki.web import wording

ROOT = Path(__file__).parents[1]
REFERENCES = [(one, reference) for one in SUBJECTS for reference in one.references()]
MENU = [entry for one in SUBJECTS for entry in one.menu]
#: Derived tables that `wiki rebuild` empties of meaning instead of writing them again: what was
#: rendered, what that depended on, what visitors were told, who wrote each word, and the numbers
#: that say whether it still holds.
CACHE = {
    "wiki_blame",
    "wiki_dependency",
    "wiki_kept_answer",
    "wiki_rendered_html",
    "wiki_rendering",
    "wiki_stamp",
}
load_models()


# -- What subjects name


@pytest.mark.parametrize(
    ("subject", "reference"), REFERENCES, ids=[f"{one.name}.{ref}" for one, ref in REFERENCES]
)
def test_what_a_subject_names_is_there(subject: Subject, reference: str) -> None:
    assert subject.load(reference) is not None


@pytest.mark.parametrize("entry", MENU, ids=[entry.label for entry in MENU])
def test_a_line_of_the_menu_leads_somewhere(app: Flask, entry: MenuEntry) -> None:
    if app.extensions["wiki"].database.is_sqlite:
        found = [rule for rule in app.url_map.iter_rules() if rule.endpoint == entry.endpoint]
        assert found, entry.endpoint
        assert not found[0].arguments, "a menu has nothing to fill an address with"


def test_settings_and_options_are_declared_once() -> None:
    for names in (
        [setting.name for one in SUBJECTS for setting in one.settings],
        [option.name for one in SUBJECTS for option in one.options],
        [one.name for one in SUBJECTS],
    ):
        assert len(names) == len(set(names)), sorted(names)


def test_a_default_is_a_value_that_the_setting_takes() -> None:
    for setting in (setting for one in SUBJECTS for setting in one.settings):
        if setting.kind == "choice":
            assert setting.default in dict(setting.choices), setting.name
        if setting.kind == "switch":
            assert isinstance(setting.default, bool), setting.name


def test_every_job_has_words_of_its_own() -> None:
    found = {name: work.label for one in SUBJECTS for name, work in one.jobs.items()}
    assert found["watch.tell"] == "Suivi : porter les nouvelles à ceux qui les suivent"
    assert len(set(found.values())) == len(found)
    for name, label in found.items():
        assert " : " in label, name
        assert name not in label


# -- Tables


def _tables(kind: type[Base]) -> set[str]:
    return {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, kind)
    }


def test_every_table_is_truth_or_derived() -> None:
    truth, derived = _tables(Truth), _tables(Derived)
    assert truth | derived == set(Base.metadata.tables)
    assert not truth & derived


def test_every_table_is_ours_by_its_name() -> None:
    assert all(name.startswith("wiki_") for name in Base.metadata.tables)


def test_every_derived_table_has_who_makes_it_again() -> None:
    made = [table for one in SUBJECTS for deriver in one.derivers for table in deriver.tables]
    assert len(made) == len(set(made)), "one deriver for a table"
    assert set(made) | CACHE == _tables(Derived)
    assert not set(made) & CACHE


def test_a_derived_table_has_no_number_and_no_clock_of_its_own() -> None:
    for name in _tables(Derived) - CACHE:
        for column in Base.metadata.tables[name].columns:
            numbered = column.primary_key and column.autoincrement is True
            assert not numbered, f"{name}.{column.name} counts rows: a natural key is wanted"
            assert column.default is None or not callable(getattr(column.default, "arg", None))


def test_moments_have_a_time_zone() -> None:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            plain = isinstance(column.type, sa.DateTime)
            assert not plain, f"{table.name}.{column.name}: use Moment"


# -- Errors


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def _error_names() -> set[str]:
    """The names of every class of error of the wiki."""
    found = set()
    for module in MODULES.keys() - {"wiki.__main__"}:  # which runs the program
        for value in vars(import_module(module)).values():
            if isinstance(value, type) and issubclass(value, errors.WikiError):
                found.add(value.__name__)
    return found


def _raised() -> Iterator[tuple[str, int, str, set[str] | None]]:
    """Each error made with a literal code: where, code, names of its parameters (None: unknown).

    What is wrong with a value of a sheet is worded apart (`wiki.web.sheet_problems`).
    """
    names = _error_names()
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
                given = {keyword.arg for keyword in node.keywords}
                known = None if None in given else {str(one) for one in given}
                yield module, node.lineno, first.value, known


def _sentences() -> dict[str, str]:
    found = dict(wording.SENTENCES)
    for one in SUBJECTS:
        if one.wording:
            found |= one.load(one.wording)
    return found


def test_every_code_that_is_raised_has_a_sentence() -> None:
    known = _sentences()
    missing = sorted(
        f"{code} ({module}:{line})" for module, line, code, _ in _raised() if code not in known
    )
    # These two never reach a person: the save starts again, and the status says the rest.
    missing = [one for one in missing if not one.startswith(("head_moved ", "token_wrong "))]
    assert not missing, "\n".join(missing)


def test_every_sentence_finds_its_words() -> None:
    known = _sentences()
    wrong = []
    for module, line, code, given in _raised():
        wanted = set(re.findall(r"%\((\w+)\)s", known.get(code, "")))
        if given is not None and not wanted <= given:
            wrong.append(f"{code} ({module}:{line}) lacks {sorted(wanted - given)}")
    assert not wrong, "\n".join(wrong)


def test_every_sentence_is_fit_for_filling_in() -> None:
    for code, text in _sentences().items():
        names = set(re.findall(r"%\((\w+)\)s", text))
        assert text % dict.fromkeys(names, "x"), code
        assert text.rstrip()[-1] in ".!?»", f"{code}: a sentence ends"


@pytest.mark.parametrize("role", ["reader", "member", "steward", "moderator", "administrator"])
def test_every_reason_why_not_has_a_sentence(role: str) -> None:
    assert f"{role}s_only" in _sentences()


# -- The journal


def _recorded() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                action = node.args[1] if len(node.args) > 1 else None
                if isinstance(action, ast.Constant) and isinstance(action.value, str):
                    yield module, action.value


def test_every_action_of_the_journal_is_told_in_words() -> None:
    assert {action for _, action in _recorded()} - ACTIONS.keys() == set()


# -- Signals


def test_every_signal_says_what_it_provides() -> None:
    text = (ROOT / "wiki/kernel/signals.py").read_text("utf-8")
    for signal in signals.ALL:
        about = re.search(rf"((?:#:.*\n)+){signal.name} = Signal\(\"{signal.name}\"\)", text)
        assert about, f"{signal.name} has the name of its variable, and is explained above it"
        assert "Provides:" in about[1]


def test_a_signal_is_sent_with_what_it_says() -> None:
    text = (ROOT / "wiki/kernel/signals.py").read_text("utf-8")
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            func = node.func if isinstance(node, ast.Call) else None
            if not isinstance(func, ast.Attribute) or func.attr != "send":
                continue
            name = getattr(func.value, "attr", getattr(func.value, "id", ""))
            about = re.search(rf"((?:#:.*\n)+){name} = Signal", text)
            if about and isinstance(node, ast.Call):
                promised = set(re.findall(r"(\w+) \(", about[1].partition("Provides:")[2]))
                assert {keyword.arg for keyword in node.keywords} == promised, (module, name)


def test_no_title_ends_as_the_address_of_something_about_a_page() -> None:
    rules = [rule.rule for rule in inventory.application().url_map.iter_rules()]
    words = {found[1] for rule in rules if (found := re.search(r"<path:title>/([a-z]+)", rule))}
    assert {"edit", "sheet", "talk"} <= words
    assert words - RESERVED_ACTIONS == set()
