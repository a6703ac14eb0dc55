"""The steps of an amendment, as the journal calls them, in words."""

from __future__ import annotations

from wiki.web.language import gettext


def steps() -> dict[str, str]:
    """Action of the journal -> what became of the amendment."""
    return {
        "amendment_admitted": gettext("déclaré recevable"),
        "amendment_adopted": gettext("adopté"),
        "amendment_agreed": gettext("signé par l’auteur de l’autre amendement"),
        "amendment_annulled": gettext("revenu d’un scrutin annulé"),
        "amendment_asked": gettext("à relire par le garant"),
        "amendment_begun": gettext("commencé"),
        "amendment_called_again": gettext("repris, pour un nouveau vote"),
        "amendment_combined": gettext("réuni avec un autre"),
        "amendment_combining": gettext("proposé pour en réunir d’autres"),
        "amendment_confirmed": gettext("actualisé"),
        "amendment_declined": gettext("refusé par l’auteur de l’autre amendement"),
        "amendment_dismissed": gettext("déclaré irrecevable"),
        "amendment_fallen": gettext("tombé"),
        "amendment_integrated": gettext("intégré au texte"),
        "amendment_joined": gettext("fusionné dans un autre amendement"),
        "amendment_outdated": gettext("à actualiser : le texte a changé au même endroit"),
        "amendment_postponed": gettext("ajourné"),
        "amendment_rebased": gettext("actualisé automatiquement"),
        "amendment_recalled": gettext("revenu du vote"),
        "amendment_rejected": gettext("rejeté"),
        "amendment_satisfied": gettext("satisfait : le texte le dit déjà"),
        "amendment_stopped": gettext("adopté, mais pas intégré : le texte a changé"),
        "amendment_submitted": gettext("soumis au vote"),
        "amendment_supported": gettext("soutenu"),
        "amendment_tabled": gettext("déposé"),
        "amendment_taken_over": gettext("repris par quelqu’un d’autre"),
        "amendment_undecided": gettext("resté sans décision"),
        "amendment_unsupported": gettext("privé d’un soutien"),
        "amendment_withdrawn": gettext("retiré"),
        "amendment_written": gettext("récrit"),
    }
