"""The state of a list as its URL: short, in one order, without blanks."""

from collections.abc import Iterable

from django.http import QueryDict

# What other sites and mail programs add to a link when it is shared or clicked. No page looks at these.
TRACKER_PREFIXES = ("utm_", "hsa_", "pk_", "mtm_")
TRACKER_NAMES = frozenset(
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "gbraid",
        "wbraid",
        "dclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "igsh",
        "twclid",
        "ttclid",
        "yclid",
        "li_fat_id",
        "mkt_tok",
        "srsltid",
        "epik",
        "sccid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "rb_clid",
        "s_kwcid",
        "ef_id",
    ]
)


def is_tracker(name: str) -> bool:
    """Whether a parameter only says where a reader came from."""
    name = name.lower()
    return name in TRACKER_NAMES or name.startswith(TRACKER_PREFIXES)


def canonical(data: QueryDict, *, names: Iterable[str]) -> QueryDict:
    """The parameters that a page knows, in the page's order, without blanks and repetitions."""
    kept = QueryDict(mutable=True)
    for name in names:
        values = dict.fromkeys(value.strip() for value in data.getlist(name))
        kept.setlist(name, [value for value in values if value])
        if not kept.getlist(name):
            del kept[name]
    return kept


def without(data: QueryDict, name: str, value: str | None = None) -> QueryDict:
    """A copy without one value of a parameter, or without the parameter; the page number goes too."""
    left = data.copy()
    left.pop("page", None)
    values = [kept for kept in left.pop(name, []) if value is not None and kept != value]
    if values:
        left.setlist(name, values)
    return left


def url_with(path: str, data: QueryDict) -> str:
    """The path with the parameters behind it, if there are any."""
    query = data.urlencode()
    return f"{path}?{query}" if query else path


# A sentence that lists more values than this says less than the page's own panel.
MOST_LISTED = 20


def no_such_value(name: str, value: str, choices: Iterable[str]) -> str:
    """The sentence for a value that a parameter does not have; it lists the values where they are few."""
    typed, listed = value.replace("\x00", "")[:40], list(choices)
    said = f"“{typed}” is not a value of “{name}”."
    return f"{said} Use one of: {', '.join(listed)}." if 0 < len(listed) <= MOST_LISTED else said


def not_a_year(value: str) -> str:
    """The sentence for something else where a year belongs."""
    return f"“{value.replace(chr(0), '')[:40]}” is not a year. Use four digits, such as 2014."
