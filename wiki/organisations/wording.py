"""The sentences for the codes of the organisations' errors."""

SENTENCES = {
    "mandate_missing": "Ce mandat n’existe pas.",
    "mandate_member": "Aucun membre ne s’appelle « %(name)s » : écrivez son nom comme sur son "
    "profil.",
    "mandate_kind": "« %(title)s » n’a pas de fiche de lieu ni d’organisation : personne ne peut "
    "parler pour elle.",
    "mandate_twice": "%(name)s a déjà un mandat pour ces jours : finissez-le d’abord.",
    "mandate_held": "Vous avez déjà un mandat pour cette page.",
    "mandate_asked": "Vous avez déjà demandé ce mandat : il attend une réponse.",
    "mandate_request_not_yours": "Seul qui a demandé ce mandat peut ne plus le demander.",
    "mandate_asker_left": "Qui a demandé ce mandat n’est plus membre : refusez la demande.",
    "mandate_request_missing": "Cette demande n’existe pas.",
    "mandate_answered": "Cette demande a déjà une réponse.",
    "organisation_missing": "Cette page n’a pas de fiche de lieu, d’organisation ni de réseau.",
    "mandate_over": "Ce mandat est déjà fini.",
    "mandate_day": "Une date s’écrit comme 2026-11-26.",
    "mandate_to_come": "Un mandat commence aujourd’hui ou avant.",
    "mandate_backwards": "Un mandat ne finit pas avant d’avoir commencé.",
    "mandate_too_long": "C’est trop long : %(limit)s caractères au plus.",
}
