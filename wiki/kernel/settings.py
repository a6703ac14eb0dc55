"""Settings, declared once: options of a deployment (`WIKI_*`), settings of the site (screens)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Option:
    """A setting of the deployment, read from the configuration, the environment or a file."""

    name: str
    default: Any
    sentence: str
    parse: Callable[[str], Any] = str
    #: Makes the value out of what the configuration or the file holds; raises `ValueError`.
    take: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Setting:
    """A setting of the site: kept in the database, changed on a screen, each change journaled."""

    name: str
    default: Any
    label: str
    help: str = ""
    kind: str = "text"  # text | switch | choice | colour | page | lines
    choices: tuple[tuple[str, str], ...] = ()
    group: str = "Site"
    #: Raises `Invalid` for a text that may not be kept.
    check: Callable[[str], None] | None = None


def switch(raw: str) -> bool:
    """Read yes or no as people write it in a configuration."""
    word = raw.strip().casefold()
    if word in {"1", "true", "yes", "on", "oui"}:
        return True
    if word in {"", "0", "false", "no", "off", "non"}:
        return False
    raise ValueError(f"neither yes nor no: {raw!r}")


def words(raw: str) -> tuple[str, ...]:
    """Read a list separated by commas or spaces."""
    return tuple(raw.replace(",", " ").split())


#: Options of the house itself; subjects add theirs.
OPTIONS = (
    Option("WIKI_DATA_DIR", "var", "Dossier des données : base SQLite, fichiers, clé secrète."),
    Option(
        "WIKI_DATABASE_URL",
        "",
        "Base de données, par exemple `postgresql+psycopg://wiki@/wiki` ; SQLite dans le dossier "
        "des données si rien n’est dit.",
    ),
    Option(
        "WIKI_SECRET_KEY",
        "",
        "Clé qui signe les sessions ; faite une fois dans le dossier des données si rien n’est "
        "dit.",
    ),
    Option(
        "WIKI_PUBLIC_URL",
        "",
        "Adresse publique du wiki, par exemple `https://wiki.exemple.fr` : sert aux courriels et "
        "aux flux ; son nom d’hôte est accepté, en plus de celui de la machine elle-même.",
    ),
    Option(
        "WIKI_TRUSTED_HOSTS",
        (),
        "Autres noms d’hôte acceptés, séparés par des virgules.",
        words,
    ),
    Option(
        "WIKI_PROXIES",
        0,
        "Nombre de serveurs mandataires devant le wiki dont les en-têtes `X-Forwarded-*` sont "
        "crus.",
        int,
    ),
    Option(
        "WIKI_HSTS",
        0,
        "Durée, en secondes, pendant laquelle un navigateur venu en https n’ira plus que par "
        "https (`Strict-Transport-Security`), par exemple `31536000` pour un an ; 0 : rien n’est "
        "promis. N’engage que les réponses données en https.",
        int,
    ),
    Option("WIKI_THREADS", 8, "Nombre de requêtes traitées à la fois par processus.", int),
)


def read_options(
    declared: Iterable[Option],
    config: Mapping[str, Any],
    environment: Mapping[str, str],
) -> dict[str, Any]:
    """The value of every option: configuration first, then environment, then file, then default.

    The file is the TOML that `WIKI_CONFIG_FILE` names. Raises `ValueError` naming the option.
    """
    path = environment.get("WIKI_CONFIG_FILE")
    stored = tomllib.loads(Path(path).read_text("utf-8")) if path else {}
    return {option.name: _value(option, config, environment, stored) for option in declared}


def _value(
    option: Option,
    config: Mapping[str, Any],
    environment: Mapping[str, str],
    stored: Mapping[str, Any],
) -> Any:
    try:
        if option.name not in config and option.name in environment:
            return option.parse(environment[option.name])
        held = config.get(option.name, stored.get(option.name, option.default))
        return option.take(held) if option.take else held
    except ValueError as error:
        raise ValueError(f"{option.name}: {error}") from error
