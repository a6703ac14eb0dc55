"""The interface words a rendering needs, by code, in French (the msgids of their translations)."""

from __future__ import annotations

FRENCH = {
    "toc": "Sommaire",
    "note": "Note",
    "astuce": "Astuce",
    "attention": "Attention",
    "danger": "Danger",
    "anchor": "Lien vers cette section",
    "footnotes": "Notes",
    "footnote_back": "Retour au texte",
    "task_done": "fait",
    "task_open": "à faire",
    "credit": "Crédit",
    "licence": "Licence",
    "video": "Voir la vidéo",
    "video_notice": "La vidéo ne se charge qu’au clic, depuis",
    "video_refused": "Cette adresse n’est pas celle d’un hébergeur de vidéos admis ici",
    "directive_unknown": "Bloc inconnu, montré tel quel",
    "directive_refused": "Ce bloc ne peut pas être affiché ici, le voici tel quel",
    "include_missing": "La page à inclure n’existe pas encore",
    "include_refused": "La page à inclure ne peut pas être montrée ici",
    "include_section": "La section à inclure n’existe pas",
    "include_loop": "Cette page s’inclut elle-même",
    "include_depth": "Trop d’inclusions emboîtées",
    "include_many": "Trop d’inclusions dans cette page",
    "red_link": "page à écrire",
    "excess": "Ce texte dépasse ce que le wiki sait mettre en forme ; le voici tel quel",
}
