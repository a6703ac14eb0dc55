"""The set-up keeps its promises: two commands, exact locks, one reason per dependency."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from tools.spelling import Speller, unknown

REPO = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text())
FOLDERS = ("tests/browser", "tests/provider", "tools/geography")
PACKAGES = [REPO / name / "package.json" for name in ("", *FOLDERS)]
LOCKS = [*sorted((REPO / "requirements").glob("*.txt")), *REPO.glob("package-lock.json")]
LOCKS += [path.with_name("package-lock.json") for path in PACKAGES[1:]]
LOCKS += [REPO / "tools/geography/requirements.txt"]


def words_of_dev(text: str) -> set[str]:
    return set(re.findall(r"^\s*\./dev\.py (\w+)", text, re.MULTILINE))


def python_dependencies() -> set[str]:
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    lists += PROJECT["dependency-groups"].values()
    return {re.split(r"[~\[;<>=]", line)[0] for one in lists for line in one if type(line) is str}


def npm_dependencies() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in PACKAGES:
        declared = json.loads(path.read_text())
        found |= declared["dependencies"] | declared.get("devDependencies", {})
    return found


def geography_dependencies() -> set[str]:
    lock = (REPO / "tools/geography/requirements.txt").read_text()
    return set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))


# -- Lock files


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.relative_to(REPO).as_posix())
def test_lock_file_names_no_registry(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in re.sub(r'"(?:url|homepage)": "https://[^"]+"', "", text)
    assert '"resolved"' not in text
    assert "--index-url" not in text


def test_the_lock_files() -> None:
    assert [path.relative_to(REPO).as_posix() for path in LOCKS] == [
        "requirements/run.txt",
        "requirements/test.txt",
        "requirements/uv.txt",
        "package-lock.json",
        "tests/browser/package-lock.json",
        "tests/provider/package-lock.json",
        "tools/geography/package-lock.json",
        "tools/geography/requirements.txt",
    ]


@pytest.mark.parametrize("lock", [path for path in LOCKS if path.suffix == ".txt"])
def test_each_requirement_is_exact_and_hashed(lock: Path) -> None:
    text = lock.read_text().replace("\\\n", " ")
    lines = text.splitlines()
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ ", line), line
        assert "--hash=sha256:" in line


def test_lock_of_tests_contains_lock_of_run() -> None:
    def pins(name: str) -> set[str]:
        text = (REPO / f"requirements/{name}.txt").read_text()
        return set(re.findall(r"^([\w.-]+==\S+)", text, re.MULTILINE))

    assert pins("run") < pins("test")


def test_locks_hold_every_direct_dependency() -> None:
    locked = (REPO / "requirements/test.txt").read_text()
    for name in python_dependencies():
        assert re.search(rf"^{re.escape(name)}(\[[\w,]+\])?==", locked, re.MULTILINE), name


def test_npm_versions_are_exact_and_locked() -> None:
    locked: dict[str, str] = {}
    for path in PACKAGES:
        packages = json.loads(path.with_name("package-lock.json").read_text())["packages"]
        locked |= {
            name.removeprefix("node_modules/"): one["version"]
            for name, one in packages.items()
            if name
        }
    for name, version in npm_dependencies().items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[name] == version, name


# -- Dependencies


def test_each_direct_dependency_has_a_reason() -> None:
    page = (REPO / "docs/reference/dependencies.md").read_text()
    explained = re.findall(r"^\| `([^`]+)` \| (.+) \|$", page, re.MULTILINE)
    names = [name for name, _ in explained]
    assert sorted(names) == sorted(
        python_dependencies() | set(npm_dependencies()) | geography_dependencies()
    )
    assert all(len(reason) > 5 for _, reason in explained)


# -- Commands


def test_dev_is_read_by_an_old_python() -> None:
    source = (REPO / "dev.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)


def test_dev_says_its_commands() -> None:
    assert words_of_dev(dev.__doc__ or "") == set(dev.COMMANDS)


def test_dev_refuses_an_unknown_command() -> None:
    command = [sys.executable, str(REPO / "dev.py"), "danse"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Commande inconnue : danse")


@pytest.mark.parametrize("name", sorted(dev.COMMANDS))
def test_help_comes_before_anything_is_prepared(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(*_given: object) -> None:
        pytest.fail("something is prepared")

    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "environment", prepare)
    monkeypatch.setattr(dev, "sh", prepare)
    monkeypatch.setattr(sys, "argv", ["dev.py", name, "--help"])
    monkeypatch.chdir(REPO)
    dev.main()
    assert capsys.readouterr().out.startswith(f"./dev.py {name}")


def test_integration_runs_what_the_readme_says() -> None:
    script = (REPO / ".ci/run").read_text()
    assert re.findall(r"^\./dev\.py.*", script, re.MULTILINE) == [
        "./dev.py test",
        "./dev.py check",
        "./dev.py wheel",
    ]
    readme = (REPO / "README.md").read_text()
    assert {"run", "test"} <= words_of_dev(readme)


def test_readme_names_commands_that_exist() -> None:
    for page in (REPO / "README.md", REPO / "CONTRIBUTING.md"):
        assert words_of_dev(page.read_text()) <= set(dev.COMMANDS)


def test_what_is_built_is_not_committed() -> None:
    ignored = (REPO / ".gitignore").read_text().split()
    assert {"static/dist/", "node_modules/", ".venv/", "var/", ".cache/"} <= set(ignored)


def test_licence_is_the_one_declared() -> None:
    assert PROJECT["project"]["license"] == "AGPL-3.0-or-later"
    head = " ".join((REPO / "LICENSE").read_text().split()[:10])
    assert head == "GNU AFFERO GENERAL PUBLIC LICENSE Version 3, 19 November 2007"


def test_script_of_integration_is_well_formed() -> None:
    for line in (REPO / ".ci/run").read_text().splitlines():
        shlex.split(line, comments=True)
    assert (REPO / ".ci/run").stat().st_mode & 0o111
    assert (REPO / "dev.py").stat().st_mode & 0o111


# -- Assets


def test_manifest_names_files_that_exist(assets: None) -> None:
    static = REPO / "static"
    manifest = json.loads((static / "dist/manifest.json").read_text())
    assert {"wiki.css", "wiki.js", "font.woff2", "icons.svg"} <= set(manifest)
    for name, path in manifest.items():
        assert (static / path).stat().st_size > 0, name
        assert re.search(r"-[0-9A-Za-z]{8}\.\w+$", path), name


def test_licences_of_bundled_code_are_beside_it(assets: None) -> None:
    text = (REPO / "static/dist/licences.txt").read_text()
    for name in ("@fontsource-variable/source-sans-3", "lucide-static"):
        assert name in text


def test_sheets_keep_their_layers(assets: None) -> None:
    (sheet,) = (REPO / "static/dist").glob("wiki-*.css")
    assert "@layer" in sheet.read_text()


def test_wheel_takes_the_three_folders() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {
        name: f"wiki/_data/{name}" for name in ("templates", "static", "migrations")
    }


# -- Spelling


@pytest.fixture(scope="module")
def speller(assets: None) -> Speller:
    return Speller()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("page.md", "Une réservassion `koode` [lien](/adrèsse).\n", ["réservassion"]),
        ("page.md", "# Texte\n\ntérritoire\n\n# English\n\nWhatever\n", ["térritoire"]),
        ("page.html", '<p class="klasse" title="tîtr">{{ xyzt }} mott</p>', ["tîtr", "mott"]),
        ("page.html", '<p>{{ _("Un gabarri") }}</p><script>abcde()</script>', ["gabarri"]),
        ("page.md", "Chez Xbrzt et « Ybrzt », le réZonance. Zbrzt\n", ["Zbrzt"]),
        ("page.md", "L’éditeur, aujourd'hui, quelqu’un, lui-même, cœur, 3 km/h.\n", []),
    ],
)
def test_speller_finds_mistakes(
    name: str, text: str, words: list[str], tmp_path: Path, speller: Speller
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert [word for _, word in unknown(path, speller)] == words


def test_word_list_is_sorted_and_useful() -> None:
    lines = (REPO / "tools/wordlist.txt").read_text().splitlines()
    own = [line for line in lines if line and not line.startswith("#")]
    assert own == sorted(set(own), key=str.casefold)
