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
    "mark_kind": "Cette marque n’existe pas.",
    "mark_day": "Une date s’écrit comme 2026-11-27.",
    "mark_day_past": "La date avant laquelle relire est à venir : demain au plus tôt.",
    "mark_day_to_come": "Une page est périmée depuis un jour passé, ou aujourd’hui ; pour plus "
    "tard, demandez une relecture.",
    "mark_reason_long": "La raison tient en %(limit)s signes au plus.",
    "mark_reason_missing": "Dites ce qui est périmé : qui lira saura à quoi se fier.",
    "mark_reader": "Aucun membre, ou plusieurs, ne s’appelle « %(name)s ».",
}
