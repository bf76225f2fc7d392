"""What is proven against a text by how the provider's check answered to probes.

Probes are evidence about some texts only, so that what isn't proven to be refused passes: a text
that equals a refused probe, that isn't of a known format, or that is a word which only its
length or one character sets apart from accepted ones.
"""

from __future__ import annotations

import re
from datetime import datetime
from ipaddress import ip_address, ip_network
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.facts.probed import TextClass

_WORD: Final = re.compile(r"[0-9A-Za-z_-]*")
_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d{1,2}):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_DURATION: Final = re.compile(
    r"P(?=.)(\d+([.,]\d+)?[YMWD])*(T(\d+([.,]\d*)?[HMS])*)?", re.ASCII | re.IGNORECASE
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_QUARTET: Final = re.compile(r"0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})\.0*(\d{1,3})", re.ASCII)
_BYTE: Final = 255


def against(check: TextClass, value: str) -> str:
    """Return what a text must be or do that it isn't or doesn't, empty if nothing is proven."""
    if value in check.accepted and not check.form:
        return ""
    words, fits = _FORMS.get(check.form, ("", _anything))
    if not fits(value):
        return words
    if value in check.refused:
        return _instead(check, value)
    return _length(check, value) or _characters(check, value)


def _anything(_value: str) -> bool:
    return True


def _instead(check: TextClass, value: str) -> str:
    if not value:
        return "not be empty"
    example = min(check.accepted, key=lambda text: (not text, len(text), text), default="")
    return f"be of another form, such as {example!r}"


def _length(check: TextClass, value: str) -> str:
    """Return what is wrong with the length of a word; of any text, where only that is checked."""
    bounds = check.digits if value.isdecimal() and check.digits else check.length
    word = _WORD.fullmatch(value) and {*value} <= {*(check.middle or value)}
    if bounds is None or not (word or check.counts_only):
        return ""
    least, most = bounds
    if len(value.encode()) >= least and (most is None or len(value) <= most):
        return ""
    return f"have {least} to {most} characters" if most else f"have at least {least} characters"


def _characters(check: TextClass, value: str) -> str:
    if not check.coherent or not value.isascii():
        return ""
    odd = [index for index, one in enumerate(value) if one not in check.middle]
    if len(odd) > 1:
        return ""
    places = {0: ("start with", check.start), len(value) - 1: ("end with", check.end)}
    for index in odd or places:
        words, allowed = places.get(index, ("have", check.middle))
        one = value[index : index + 1]
        if one and one not in allowed and not _seen(check, one, words):
            return f"not {words} {one!r}"
    return _doubled(check, value)


def _seen(check: TextClass, one: str, words: str) -> bool:
    """Return whether an accepted probe has the character in that place."""
    if words == "start with":
        return any(probe.startswith(one) for probe in check.accepted)
    if words == "end with":
        return any(probe.endswith(one) for probe in check.accepted)
    return any(one in probe[1:-1] for probe in check.accepted)


def _doubled(check: TextClass, value: str) -> str:
    for one, other in pairwise(value):
        if one == other and one not in check.doubled:
            pair = one + other
            if not any(pair in probe for probe in check.accepted):
                return f"not have {pair!r}"
    return ""


def _is_time(value: str) -> bool:
    found = _TIME.fullmatch(value)
    if not found:
        return False
    day, hour, minute, second = found.group(1, 2, 3, 4)
    try:
        return bool(datetime.fromisoformat(f"{day}T{int(hour):02}:{minute}:{second}"))
    except ValueError:
        return False


def _is_ipv4(value: str) -> bool:
    found = _QUARTET.fullmatch(value)
    if found:
        return all(int(part) <= _BYTE for part in found.groups())
    return _is_ip(value) and getattr(ip_address(value), "ipv4_mapped", None) is not None


def _is_ip(value: str) -> bool:
    try:
        return bool(ip_address(value))
    except ValueError:
        return bool(_QUARTET.fullmatch(value)) and _is_ipv4(value)


def _is_range(value: str) -> bool:
    try:
        return "/" in value and bool(ip_network(value, strict=False))
    except ValueError:
        return False


_FORMS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "not_empty": ("not be empty", bool),
    "not_blank": ("not be blank", lambda value: bool(value.strip(" \t\n\r\v\f"))),
    "uuid": ("be a UUID", lambda value: _UUID.fullmatch(value) is not None),
    "rfc3339": ("be a time in RFC 3339, such as 2026-01-01T00:00:00Z", _is_time),
    "ipv4": ("be an IPv4 address, such as 10.0.0.1", _is_ipv4),
    "ip": ("be an IP address, such as 10.0.0.1", _is_ip),
    "cidr": ("be an address range, such as 10.0.0.0/16", _is_range),
    "ip_or_cidr": (
        "be an IP address or an address range, such as 10.0.0.0/16",
        lambda value: _is_ip(value) or _is_range(value),
    ),
    "iso8601_duration": (
        "be a duration in ISO 8601, such as PT5M",
        lambda value: _DURATION.fullmatch(value) is not None,
    ),
    "time_hh_mm": ("be a time of day, such as 10:00", lambda v: _CLOCK.fullmatch(v) is not None),
}
"""Format to what a text must be, and whether it may be one; what the probes leave open passes."""
