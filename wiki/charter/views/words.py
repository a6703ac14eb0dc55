"""The names of what the charters tell apart."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.charter.rules.blocks import Numbered
from wiki.markup.parse import parse
from wiki.markup.typography import french
from wiki.web.language import gettext


def states() -> dict[str, str]:
    """Of a version."""
    return {
        "draft": gettext("Brouillon"),
        "consultation": gettext("En concertation"),
        "frozen": gettext("Concertation close"),
        "candidate": gettext("Texte proposé"),
        "adopted": gettext("Adoptée"),
        "in_force": gettext("En vigueur"),
        "replaced": gettext("Remplacée"),
        "repealed": gettext("Abrogée"),
        "abandoned": gettext("Abandonnée"),
        "rejected": gettext("Rejetée"),
    }


def kind_of_badge(state: str) -> str:
    """How the badge of a state looks."""
    return {"in_force": "success", "consultation": "accent", "candidate": "accent"}.get(state, "")


def steps() -> list[tuple[str, str, str]]:
    """The way of a version: each state, its name, what happens in it."""
    return [
        ("draft", gettext("Brouillon"), gettext("Le texte s’écrit ensemble, comme une page.")),
        (
            "consultation",
            gettext("Concertation"),
            gettext("Le texte ne change plus que par des amendements."),
        ),
        ("frozen", gettext("Clôture"), gettext("Plus d’amendement nouveau.")),
        (
            "candidate",
            gettext("Texte proposé"),
            gettext("Le texte est figé, son empreinte calculée."),
        ),
        ("adopted", gettext("Adoption"), gettext("Les lieux du réseau ont décidé.")),
        ("in_force", gettext("En vigueur"), gettext("Le texte s’applique, les lieux le signent.")),
    ]


def days() -> dict[str, str]:
    """The steps of the calendar."""
    return {
        "consultation_on": gettext("Début de la concertation"),
        "amendments_until": gettext("Dernier jour des amendements"),
        "frozen_on": gettext("Clôture de la concertation"),
        "candidate_on": gettext("Texte proposé"),
        "ballot_until": gettext("Fin du scrutin d’adoption"),
        "in_force_on": gettext("Entrée en vigueur"),
    }


def rules() -> dict[str, str]:
    """The rules of decision, as they are offered."""
    return {
        "consent": gettext("Consentement, puis majorité simple ; quorum d’un quart des électeurs"),
        "consent_statutory": gettext(
            "Consentement, puis deux tiers ; quorum de la moitié des électeurs"
        ),
        "two_thirds": gettext("Deux tiers des voix exprimées ; quorum de la moitié des électeurs"),
        "simple": gettext("Majorité simple ; quorum d’un quart des électeurs"),
        "absolute": gettext("Majorité absolue des votants ; quorum d’un quart des électeurs"),
        "tacit_consent": gettext("Adopté si personne n’objecte"),
    }


def severities() -> dict[str, tuple[str, str]]:
    """What a change of version asks of those who signed: its name, and what it means."""
    return {
        "major": (gettext("Majeure"), gettext("Les lieux signent de nouveau.")),
        "minor": (
            gettext("Mineure"),
            gettext("Les signatures sont reconduites ; un lieu a trente jours pour objecter."),
        ),
        "fix": (gettext("Correction"), gettext("Une faute, un mot : rien ne change au fond.")),
    }


def severity_choices() -> list[tuple[str, str, str]]:
    """The same, to choose from."""
    return [(code, name, means) for code, (name, means) in severities().items()]


def offices() -> dict[str, str]:
    """The offices of a charter."""
    return {"guarantor": gettext("Garant"), "drafter": gettext("Rédacteur")}


def label(one: Numbered) -> str:
    """What stands before the title of a block: « Article 4 », « Titre II »."""
    if one.kind == "article":
        return gettext("Article %(number)s", number=one.number)
    if one.kind == "title":
        return gettext("Titre %(number)s", number=one.number)
    return ""


def plain(title: str) -> str:
    """A title without its marks, in French typography."""
    found = parse(f"# {title}").headings
    return french(found[0].text if found else title)


def changes() -> dict[str, str]:
    """What became of a block from one version to another."""
    return {
        "rewritten": gettext("récrit"),
        "renamed": gettext("renommé"),
        "moved": gettext("déplacé"),
        "added": gettext("nouveau"),
        "removed": gettext("supprimé"),
    }


def standings() -> dict[str, str]:
    """Where a place stands with the version in force."""
    return {
        "invited": gettext("À signer"),
        "signed": gettext("Signée"),
        "carried": gettext("Reconduite"),
        "objects": gettext("Non reconduite"),
        "to_renew": gettext("À renouveler"),
        "expired": gettext("Expirée"),
        "withdrawn": gettext("Retirée"),
        "terminated": gettext("Finie avec le lieu"),
    }


def acts() -> dict[str, str]:
    """What the journal of a charter says was done."""
    return {
        "charter_abandoned": gettext("Version abandonnée"),
        "charter_adopted": gettext("Version adoptée"),
        "charter_appointed": gettext("Charge donnée"),
        "charter_begun": gettext("Version commencée"),
        "charter_dismissed": gettext("Charge retirée"),
        "charter_entered": gettext("Entrée en vigueur"),
        "charter_erasure_asked": gettext("Effacement d’un passage demandé"),
        "charter_erasure_dropped": gettext("Effacement d’un passage abandonné"),
        "charter_erased": gettext("Passage d’un texte figé effacé"),
        "charter_frozen": gettext("Concertation close"),
        "charter_made": gettext("Charte faite"),
        "charter_opened": gettext("Concertation ouverte"),
        "charter_proposed": gettext("Texte proposé, figé"),
        "charter_rejected": gettext("Version rejetée"),
        "charter_reopened": gettext("Concertation rouverte"),
        "charter_repealed": gettext("Version abrogée"),
        "charter_replaced": gettext("Version remplacée"),
        "charter_settled": gettext("Calendrier et règles réglés"),
        **acts_on_amendments(),
        **acts_on_ballots(),
        **acts_on_papers(),
        **acts_on_signatures(),
    }


def acts_on_amendments() -> dict[str, str]:
    """The same of amendments."""
    return {
        "amendment_admitted": gettext("Amendement déclaré recevable"),
        "amendment_adopted": gettext("Amendement adopté"),
        "amendment_annulled": gettext("Amendement revenu d’un scrutin annulé"),
        "amendment_asked": gettext("Retrait d’un amendement à relire"),
        "amendment_begun": gettext("Amendement commencé"),
        "amendment_called_again": gettext("Amendement repris, pour un nouveau vote"),
        "amendment_confirmed": gettext("Amendement actualisé"),
        "amendment_dismissed": gettext("Amendement déclaré irrecevable"),
        "amendment_fallen": gettext("Amendement tombé"),
        "amendment_integrated": gettext("Amendement intégré au texte"),
        "amendment_joined": gettext("Amendement fusionné dans un autre"),
        "amendment_outdated": gettext("Amendement à actualiser"),
        "amendment_postponed": gettext("Amendement ajourné"),
        "amendment_rebased": gettext("Amendement actualisé automatiquement"),
        "amendment_recalled": gettext("Amendement revenu du vote"),
        "amendment_rejected": gettext("Amendement rejeté"),
        "amendment_satisfied": gettext("Amendement satisfait"),
        "amendment_stopped": gettext("Amendement adopté, à mettre à jour avant d’être intégré"),
        "amendment_supported": gettext("Amendement soutenu par un lieu"),
        "amendment_agreed": gettext("Rédaction de deux amendements, signée des deux auteurs"),
        "amendment_combined": gettext("Amendement réuni avec un autre"),
        "amendment_combining": gettext("Rédaction de deux amendements proposée"),
        "amendment_declined": gettext("Rédaction de deux amendements refusée"),
        "amendment_unsupported": gettext("Soutien d’un lieu à un amendement retiré"),
        "amendment_submitted": gettext("Amendement soumis au vote"),
        "amendment_tabled": gettext("Amendement déposé"),
        "amendment_taken_over": gettext("Amendement retiré, repris par quelqu’un d’autre"),
        "amendment_undecided": gettext("Amendement sans décision"),
        "amendment_withdrawn": gettext("Amendement retiré"),
        "amendment_written": gettext("Amendement récrit"),
    }


def acts_on_ballots() -> dict[str, str]:
    """The same of ballots."""
    return {
        "ballot_opened": gettext("Scrutin ouvert"),
        "ballot_closed": gettext("Scrutin clos"),
        "ballot_proclaimed": gettext("Scrutin proclamé"),
        "ballot_cancelled": gettext("Scrutin annulé"),
        "ballot_contested": gettext("Scrutin contesté"),
        "ballot_annulled": gettext("Scrutin annulé sur contestation"),
        "ballot_confirmed": gettext("Contestation rejetée, scrutin définitif"),
        "ballot_final": gettext("Scrutin définitif"),
        "ballot_reasons_erased": gettext("Raisons d’une contestation effacées"),
        "ballot_left": gettext("Lieu sorti d’un scrutin"),
    }


def acts_on_papers() -> dict[str, str]:
    """The same of what was voted on paper."""
    return {
        "ballot_paper_entered": gettext("Bulletins papier saisis"),
        "ballot_paper_confirmed": gettext("Bulletins papier confirmés"),
        "ballot_paper_refused": gettext("Bulletins papier refusés"),
        "ballot_paper_dropped": gettext("Bulletins papier abandonnés"),
        "ballot_paper_forgotten": gettext("Noms de qui tenait des bulletins papier effacés"),
    }


def acts_on_signatures() -> dict[str, str]:
    """The same of what places signed, and answered, and of what helps to read the text."""
    return {
        "charter_annex_settled": gettext("Questions aux lieux réglées"),
        "charter_annexed": gettext("Annexe d’un lieu"),
        "charter_signed": gettext("Signature d’un lieu"),
        "charter_objected": gettext("Objection à une signature reconduite"),
        "charter_lapsed": gettext("Signature expirée"),
        "charter_terminated": gettext("Signature d’un lieu fermé, finie"),
        "charter_unsigned": gettext("Signature retirée"),
        "charter_twinned": gettext("Passage traduit, ou écrit facile à lire"),
    }


def broken(code: str, about: Mapping[str, object]) -> str:
    """What is wrong with a link of the chain."""
    number, version = about.get("number", ""), about.get("version", "")
    return {
        "line_missing": gettext("il manque la ligne %(number)s du journal", number=number),
        "line_changed": gettext("la ligne %(number)s du journal a été changée", number=number),
        "version_missing": gettext("la version %(version)s n’est plus là", version=version),
        "text_missing": gettext(
            "le texte de la version %(version)s n’est plus là", version=version
        ),
        "text_changed": gettext("le texte de la version %(version)s a été changé", version=version),
        "hash_changed": gettext(
            "l’empreinte de la version %(version)s n’est pas celle du journal", version=version
        ),
        "signature_missing": gettext("une signature n’est plus là"),
        "signature_changed": gettext("une signature n’est pas celle du journal"),
        "annex_missing": gettext("une annexe n’est plus là"),
        "annex_changed": gettext("une annexe n’est pas celle du journal"),
        "form_changed": gettext("les questions aux lieux ne sont pas celles du journal"),
        "state_changed": gettext(
            "l’état de la version %(version)s n’est pas celui du journal", version=version
        ),
        "minutes_changed": gettext(
            "le procès-verbal du scrutin n° %(number)s a été changé", number=number
        ),
        "contest_changed": gettext("une contestation n’est pas celle du journal"),
        "minutes_missing": gettext("un procès-verbal n’est plus là"),
        "votes_changed": gettext(
            "le scrutin n° %(number)s n’est plus ce que dit son procès-verbal", number=number
        ),
    }[code]
