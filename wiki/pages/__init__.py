"""The pages: text with a title, every revision kept."""

from wiki.kernel.settings import Option, words
from wiki.kernel.subject import Subject

subject = Subject(
    "pages",
    blueprint="views:blueprint",
    options=(
        Option(
            "WIKI_VIDEO_HOSTS",
            ("tube.aquilenet.fr", "player.vimeo.com", "www.youtube-nocookie.com"),
            "Hôtes dont une vidéo peut être montrée dans une page, après un clic.",
            words,
        ),
    ),
    has_models=False,
)
