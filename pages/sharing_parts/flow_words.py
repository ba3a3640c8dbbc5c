"""What the stand-alone page itself says, in both languages: it goes where no catalogue is."""

from typing import Final

from flow_runtime.problems import Words
from flow_runtime.sharing.words import WORDS as PAPER_WORDS

_SHARED: Final = ("continues", "drawing", "legend", "nothing_follows", "script", "unnamed")

WORDS: Final[dict[str, Words]] = {
    **{key: PAPER_WORDS[key] for key in _SHARED},
    "all": {"pt-BR": "Ver tudo", "en": "See all"},
    "closer": {"pt-BR": "Aproximar", "en": "Zoom in"},
    "found_many": {"pt-BR": "{count} blocos encontrados", "en": "{count} blocks found"},
    "found_one": {"pt-BR": "1 bloco encontrado", "en": "1 block found"},
    "further": {"pt-BR": "Afastar", "en": "Zoom out"},
    "search": {"pt-BR": "Procurar no fluxo", "en": "Search the flow"},
    "zoom": {"pt-BR": "Tamanho do desenho", "en": "Size of the drawing"},
}
