"""Publishing what a census found: frozen, with its hashes; the addresses written to are erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wiki.census import frozen, rules
from wiki.census.models import Campaign, Dataset
from wiki.census.queries import campaigns, datasets, targets
from wiki.census.service.answers import forget_addresses
from wiki.census.service.campaigns import held
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import new_uid
from wiki.pages.queries.kinds import kind_of


@dataclass(frozen=True)
class Site:
    """Who publishes, as a face knows it; `dataset` gives the address of a uid."""

    name: str
    home: str
    licence: str
    licence_url: str
    pages: str
    territory: str
    dataset: Callable[[str], str]


def publish(actor: Actor, uid: str, site: Site) -> Dataset:
    """Freeze what a census found. Raises `Conflict`."""
    with act() as session:
        campaign = held(actor, uid)
        progress = campaigns.progress(campaign.id)
        waiting = targets.answers_waiting(campaign.id)
        rules.check_publish(campaign.state, waiting, progress.total.get(rules.ACCEPTED, 0))
        made = _dataset(campaign, progress, site)
        session.add(made)
        campaign.state = rules.PUBLISHED
        forget_addresses(campaign.id)
        record(actor, "census_published", "census", uid, title=campaign.title, dataset=made.uid)
    return made


def _dataset(campaign: Campaign, progress: campaigns.Progress, site: Site) -> Dataset:
    kind, uid, now = kind_of(campaign.kind), new_uid(), clock.now()
    found = list(datasets.found_by(campaign, kind, site.pages))
    about = frozen.About(
        site.dataset(uid),
        campaign.title,
        campaign.intro,
        campaign.method,
        site.name,
        site.home,
        site.licence,
        site.licence_url,
        site.territory,
        _day(campaign.opened_at) or campaign.opens_on,
        _day(campaign.closed_at) or campaign.closes_on,
        now.date().isoformat(),
        progress.total,
        progress.departments,
        rules.response_rate(progress.total),
    )
    files = frozen.files(about, kind, campaign.fields, found)
    hashes = {f"{name}_sha256": frozen.sha256(text) for name, text in vars(files).items()}
    return Dataset(
        uid=uid,
        census=campaign.uid,
        title=campaign.title,
        published_at=now,
        is_public=campaign.is_public,
        described=len(found),
        asked=progress.targets,
        **vars(files),
        **hashes,
    )


def _day(moment: object) -> str:
    return str(moment)[:10] if moment else ""
