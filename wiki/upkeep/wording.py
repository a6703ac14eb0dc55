"""The sentences for the codes of the upkeep's errors."""

SENTENCES = {
    "old_title_missing": "« %(title)s » n’est pas l’ancien titre d’une page.",
    "nothing_to_relink": "Plus aucune page ne mène à « %(title)s » : il n’y a rien à réécrire.",
    "relinking_missing": "Cette réécriture de liens n’existe pas.",
    "relinking_undone": "La réécriture a été annulée avant d’y arriver.",
    "no_link_to_rewrite": "Le titre n’y est pas dans un lien : une inclusion, par exemple, se "
    "corrige à la main.",
    "links_unchecked": "Ce wiki ne vérifie pas ses liens externes : l’option `WIKI_CHECK_LINKS` ou "
    "l’adresse publique du wiki n’est pas réglée.",
    "address_missing": "Plus aucune page ne mène à cette adresse.",
    "address_ignored": "Ce lien est laissé de côté : reprenez-le d’abord.",
}
