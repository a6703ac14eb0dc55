"""The sentences of what cannot be done with resources and paths."""

SENTENCES = {
    "step_missing": "Ce parcours n’a pas d’étape %(number)s.",
    "path_missing": "Cette page n’est pas un parcours.",
}
