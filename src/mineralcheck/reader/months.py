"""Month names in the display languages of the templates, from the Unicode CLDR's usual forms."""

from collections.abc import Mapping
from functools import cache

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
}


@cache
def month_numbers() -> Mapping[str, int]:
    """Number of each month name, and of its first three letters where no other month begins so."""
    full = [(name, number) for line in _NAMES.values() for number, name in enumerate(line.split(), 1)]
    found = {"sept": 9} | dict(full)
    for name, number in full:
        short = name[:3]
        if len({n for other, n in full if other.startswith(short)}) == 1:
            found.setdefault(short, number)
    return found
