"""The sentences for what the administration may be refused."""

SENTENCES = {
    "colours_too_close": "On ne lirait pas un texte %(front)s sur un fond %(behind)s : choisissez "
    "des couleurs plus éloignées.",
}
