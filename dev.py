#!/usr/bin/env python3
"""Une seule commande pour tout : elle prépare ce qui manque, puis agit.

./dev.py run   [--host H] [--port N] [--no-open] [--postgres]   le wiki et sa démonstration
./dev.py wiki  COMMANDE…                     la commande « wiki », sur les mêmes données
./dev.py test  [options de pytest]           toute la suite : SQLite, PostgreSQL, vrai navigateur
./dev.py check                               mise en forme, types, couches, gabarits, orthographe
./dev.py docs                                refait, d'après le code, les pages de docs/reference
./dev.py migration "MESSAGE"                 écrit la migration qui mène aux modèles
./dev.py shot  CHEMIN IMAGE.png [LARGEUR] [--dark] [--screen]   une page, en image
./dev.py bench [options]                     les mesures de vitesse
./dev.py wheel                               le paquet, installé ailleurs et essayé
./dev.py lock  [--upgrade]                   refait les fichiers de verrouillage

Données : var/, ou WIKI_DATA_DIR ; base : SQLite, ou WIKI_DATABASE_URL.
"""

# Read by Python 3.8 too: it is the one that says which Python is needed.
from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

REPO = Path(__file__).resolve().parent
VENV = REPO / ".venv"
WINDOWS = os.name == "nt"
MINIMUM = (3, 11)


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def sh(*argv: object, **options: Any) -> None:
    """Runs a program that must succeed; it never reads the terminal."""
    options = dict({"cwd": str(REPO), "stdin": subprocess.DEVNULL}, **options)
    subprocess.run([str(word) for word in argv], check=True, **options)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def require_python() -> None:
    """Starts again under a recent Python when this one is too old and the machine has another."""
    if sys.version_info >= MINIMUM:
        return
    script = [str(REPO / "dev.py"), *sys.argv[1:]]
    test = "import sys; sys.exit(sys.version_info < %r)" % (MINIMUM,)
    for minor in range(20, MINIMUM[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.run([found, "-c", test], check=False).returncode == 0:
            os.execv(found, [found, *script])
    uv = shutil.which("uv")
    if uv:
        os.execv(uv, [uv, "run", "--no-project", "--python", "3.12", *script])
    sys.exit("Python 3.11 ou plus récent est nécessaire (celui-ci : %s)." % sys.version.split()[0])


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Two commands started together do not prepare the same thing twice."""
    (REPO / ".cache").mkdir(exist_ok=True)
    with (REPO / ".cache" / (name + ".lock")).open("w") as handle:
        with contextlib.suppress(ImportError):  # Windows: no such lock
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install_venv_module() -> None:
    """Debian and Ubuntu ship Python without what makes a virtual environment."""
    package = "python%d.%d-venv" % sys.version_info[:2]
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=600"]
    if not shutil.which("apt-get"):
        sys.exit("Il manque les modules venv et ensurepip de ce Python (%s)." % sys.executable)
    if os.geteuid() != 0:
        command = "sudo apt install " + package
        if not (shutil.which("sudo") and sys.stdin.isatty()):
            sys.exit("Il manque un module de Python. Tapez : " + command)
        if input("Il manque un module de Python. Lancer « %s » ? [O/n] " % command)[:1] in "nN":
            sys.exit(1)
        apt = ["sudo", *apt]
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    sh(*apt, "update", "-qq", stdin=None, env=quiet)
    sh(*apt, "install", "-y", "-qq", "--no-install-recommends", package, stdin=None, env=quiet)


def make_venv(folder: Path) -> None:
    """An empty virtual environment, with pip."""
    if not importlib.util.find_spec("ensurepip"):
        install_venv_module()
    sh(sys.executable, "-m", "venv", "--clear", folder)


def usable(folder: Path) -> bool:
    """False when absent, or when the Python it was made with was replaced."""
    python = python_of(folder)
    if WINDOWS or not python.exists():
        return python.exists()
    made_for = [path.name for path in (folder / "lib").glob("python3.*")]
    version = [part for part in made_for if (folder / "lib" / part / "site-packages/pip").is_dir()]
    name = python.resolve().name
    return bool(version) and (name in version or not name.startswith("python3."))


def fill(folder: Path, lock: str, tool: Path) -> None:
    """Makes an environment hold exactly what a lock file names; ``tool`` is the uv to use."""
    requirements = REPO / "requirements" / (lock + ".txt")
    python = python_of(folder)
    try:
        sh(tool, "pip", "sync", "-q", "--python", python, "--require-hashes", requirements)
    except (OSError, subprocess.CalledProcessError):
        say("uv n'y arrive pas ; nouvel essai avec pip, plus lent…")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-q"]
        sh(*pip, "--require-hashes", "-r", requirements)


def uv() -> Path:
    """The pinned uv, in .venv; nothing when it cannot be had."""
    path = python_of(VENV).with_name("uv.exe" if WINDOWS else "uv")
    if not path.exists():
        pip = [python_of(VENV), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
        with contextlib.suppress(subprocess.CalledProcessError):
            sh(*pip, "--require-hashes", "-r", REPO / "requirements/uv.txt")
    return path


def fresh(lock: str) -> tuple[bool, str]:
    """Whether .venv holds what this lock file names, and the hash to remember it by."""
    wanted = hashlib.sha256((REPO / "requirements" / (lock + ".txt")).read_bytes()).hexdigest()
    stamp = VENV / (".stamp-" + lock)
    return stamp.is_file() and stamp.read_text() == wanted and usable(VENV), wanted


def environment(lock: str) -> None:
    """Makes .venv hold what a lock file names; "test" contains "run"."""
    if fresh("test")[0] or (lock == "run" and fresh("run")[0]):
        return
    with alone("environment"):
        if (VENV / ".stamp-test").is_file():
            lock = "test"  # a developer's environment stays one
        current, wanted = fresh(lock)
        if current:
            return
        say("Préparation de .venv (%s)…" % lock)
        if not usable(VENV):
            make_venv(VENV)
        for stamp in VENV.glob(".stamp-*"):
            stamp.unlink()
        fill(VENV, lock, uv())
        (VENV / (".stamp-" + lock)).write_text(wanted)


def assets() -> None:
    """static/dist, made again when a source changed."""
    sh(python_of(VENV), "-m", "tools.assets", stdout=sys.stderr)


def become(*words: str) -> None:
    """Signals and the exit status are then the program's own."""
    argv = [str(python_of(VENV)), *words]
    if WINDOWS:
        sys.exit(subprocess.call(argv))
    sys.stdout.flush()
    os.execv(argv[0], argv)


def asks_for_help(name: str, arguments: list[str]) -> bool:
    """Prints what a command is for when that is asked; whether there is nothing more to say.

    Preparing takes minutes: the program's own words follow only when it can say them at once.
    """
    if not {"-h", "--help"}.intersection(arguments):
        return False
    (usage,) = [
        line for line in (__doc__ or "").splitlines() if line.startswith("./dev.py " + name)
    ]
    print(usage, flush=True)
    lock = SPEAKING.get(name)
    return not (lock and (fresh("test")[0] or fresh(lock)[0]))


def run(arguments: list[str]) -> None:
    postgres = "--postgres" in arguments
    rest = [word for word in arguments if word != "--postgres"]
    environment("test" if postgres else "run")
    assets()
    become("-m", "tools.run_postgres" if postgres else "wiki", "run", "--demo", *rest)


def wiki(arguments: list[str]) -> None:
    environment("run")
    assets()
    become("-m", "wiki", *arguments)


def developer_tool(module: str) -> Callable[[list[str]], None]:
    """A command that needs the test environment and the assets."""

    def command(arguments: list[str]) -> None:
        environment("test")
        assets()
        become("-m", module, *arguments)

    return command


def lock(arguments: list[str]) -> None:
    if not usable(VENV):
        make_venv(VENV)
    become("-m", "tools.lock", str(uv()), *arguments)


COMMANDS = {
    "run": run,
    "wiki": wiki,
    "lock": lock,
    "test": developer_tool("tools.test"),
    "check": developer_tool("tools.check"),
    "docs": developer_tool("tools.reference"),
    "migration": developer_tool("tools.migration"),
    "shot": developer_tool("tools.shot"),
    "wheel": developer_tool("tools.wheel"),
    "bench": developer_tool("bench"),
}


#: Commands that have words of their own for --help, and the environment that says them.
SPEAKING = {"run": "run", "wiki": "run", "test": "test", "shot": "test", "bench": "test"}


def main() -> None:
    require_python()
    os.chdir(str(REPO))
    os.environ.setdefault("WIKI_DATA_DIR", str(REPO / "var"))
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # each process would compile it all
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(REPO / ".cache/python"))
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in ("help", "-h", "--help"):
        print(__doc__)
    elif name in COMMANDS:
        if asks_for_help(name, sys.argv[2:]):
            return
        try:
            COMMANDS[name](sys.argv[2:])
        except subprocess.CalledProcessError as error:
            sys.exit("La commande a échoué : " + " ".join(str(word) for word in error.cmd))
    else:
        sys.exit("Commande inconnue : %s\n%s" % (name, __doc__))


if __name__ == "__main__":
    main()
