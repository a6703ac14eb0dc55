"""The sentence for each code of an error: what happened, what was kept, what to do."""

from __future__ import annotations

from wiki.kernel.errors import WikiError
from wiki.web.language import gettext

_TITLES = {
    202: "C’est gardé",
    400: "La demande n’a pas été comprise",
    401: "Connexion nécessaire",
    403: "Ce n’est pas permis",
    404: "Introuvable",
    405: "La demande n’a pas été comprise",
    409: "Quelqu’un d’autre a modifié la même chose",
    410: "Cette page a été retirée",
    413: "C’est trop grand",
    415: "Ce genre de contenu n’est pas accepté",
    422: "Il y a quelque chose à corriger",
    429: "Trop d’essais en peu de temps",
    500: "Le wiki a rencontré un problème",
    503: "Le wiki n’est pas disponible",
}

#: Code -> French sentence; `%(name)s` are the parameters of the error.
SENTENCES = {
    "private_wiki": "Ce wiki est réservé à ses membres : connectez-vous pour le lire.",
    "accounts_of_host": "Les comptes sont ceux du site qui accueille ce wiki : c’est là que l’on "
    "invite.",
    "read_only": "Le wiki est en lecture seule pour un moment. Rien n’a été changé ; gardez votre "
    "texte et réessayez plus tard.",
    "paper_long": "Ce document est trop long pour un PDF : prenez-le sous une autre forme.",
    "sign_in_first": "Il faut être connecté pour faire cela.",
    "token_scope": "Ce jeton ne donne pas ce droit.",
    "token_wrong": "Ce jeton n’est pas connu, ou il n’est plus valable.",
    "readers_only": "Ceci est réservé aux lecteurs inscrits.",
    "members_only": "Ceci est réservé aux membres.",
    "stewards_only": "Ceci est réservé aux référents.",
    "moderators_only": "Ceci est réservé à la modération.",
    "administrators_only": "Ceci est réservé à l’administration.",
    "csrf": "Ce formulaire était ouvert depuis trop longtemps, ou venait d’ailleurs. Ce que vous "
    "avez écrit est ci-dessous : rechargez la page et envoyez-le de nouveau.",
    "title_empty": "Il manque un titre.",
    "title_too_long": "Ce titre fait %(length)s caractères ; il en faut %(limit)s au plus.",
    "title_character": "Le caractère « %(character)s » ne peut pas être dans un titre.",
    "title_segment": "Un titre ne peut pas commencer ni finir par une barre oblique, ni en "
    "contenir deux de suite, ni s’appeler « . » ou « .. ».",
    "title_reserved": "Un titre ne peut pas contenir « /%(word)s » : cette adresse sert au wiki.",
    "title_suffix": "Un titre ne peut pas finir par « %(suffix)s » : cette adresse sert au wiki.",
    "setting_unknown": "Le réglage « %(name)s » n’existe pas.",
    "setting_too_long": "« %(label)s » est trop long (%(limit)s caractères au plus).",
    "setting_choice": "« %(label)s » : choisissez une des valeurs proposées.",
    "setting_colour": "« %(label)s » : une couleur s’écrit comme #1a2b3c.",
    "setting_url": "« %(label)s » : une adresse commence par https://.",
    "upgrade_breaks": "La base reste comme elle était : la mise à jour aurait laissé %(number)s "
    "lignes de %(table)s viser dans %(parent)s ce qui n’y serait plus. Signalez-le avant "
    "de réessayer.",
    "too_large": "Ce que vous envoyez est trop grand. Rien n’a été enregistré.",
    "sent_too_large": "Ce que vous envoyez est trop grand : %(megabytes)s Mo au plus. Rien n’a été "
    "enregistré.",
    "host_unknown": "Ce wiki ne répond pas sous ce nom d’hôte (réglage WIKI_TRUSTED_HOSTS).",
    "http_400": "La demande n’est pas complète ou pas lisible.",
    "http_404": "Il n’y a rien à cette adresse.",
    "http_405": "Cette adresse ne répond pas à ce genre de demande.",
    "http_415": "Ce genre de contenu n’est pas accepté ici.",
    "http_500": "L’erreur est notée dans le journal du serveur. Rien n’a été enregistré à moitié.",
}


def register(sentences: dict[str, str]) -> None:
    """Add the sentences of a subject's own codes; called from its faces."""
    SENTENCES.update(sentences)


def sentence(error: WikiError) -> str:
    """What to tell about the error, in the language of the answer."""
    known = SENTENCES.get(error.code)
    if known is None:
        return gettext(_TITLES.get(error.status, _TITLES[400])) + "."
    return gettext(known) % error.params


def title(status: int) -> str:
    """The heading of the page for a status."""
    return gettext(_TITLES.get(status, _TITLES[400]))
