"""IPv4 addresses and ranges of a landing-zone file, by what they are asked for.

Every type refuses special-use space, which nothing on a customer's network can have (IANA IPv4
Special-Purpose Address Registry; Azure Virtual Network FAQ, "What address ranges can I use"). The
types differ in what they take besides: see each one's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator

from landsmith.blueprint.base import refuse, shown, text_only


def _named(ranges: Mapping[str, str]) -> dict[IPv4Network, str]:
    return {IPv4Network(text): meaning for text, meaning in ranges.items()}


SPECIAL_USE: Final = _named(
    {
        "0.0.0.0/8": "is this network itself",
        "127.0.0.0/8": "is loopback",
        "168.63.129.16/32": "is Azure's own resolver and health probe",
        "169.254.0.0/16": "is link-local, the metadata service included",
        "224.0.0.0/4": "is multicast",
        "240.0.0.0/4": "is reserved, broadcast included",
    }
)
"""Ranges that no host and no network has, and what each is."""

AKS_RESERVED: Final = _named(
    {
        "172.30.0.0/16": "is kept by AKS",
        "172.31.0.0/16": "is kept by AKS",
        "192.0.2.0/24": "is kept by AKS",
    }
)
"""Ranges that services, pods and networks of a cluster may not use, besides link-local ones (AKS
documentation, "IP address planning")."""

PRIVATE: Final = _named(
    {
        "10.0.0.0/8": "is private",
        "172.16.0.0/12": "is private",
        "192.168.0.0/16": "is private",
        "100.64.0.0/10": "is shared by a provider's customers",
    }
)
"""Ranges that the internet doesn't route (RFC 1918, RFC 6598)."""

AZURE_DNS: Final = IPv4Address("168.63.129.16")
"""Azure's own resolver, as every network sees it ("What is IP address 168.63.129.16?")."""

IANA_PRIVATE: Final = tuple(PRIVATE)
"""What Azure Firewall takes for private unless told otherwise ("Azure Firewall SNAT private IP
address ranges")."""

EVERYWHERE: Final = IPv4Network("0.0.0.0/0")


def _cidr(value: object) -> IPv4Network:
    if isinstance(value, IPv4Network):
        return value
    text = text_only(value)
    if "/" not in text or not text.isascii() or not text.rpartition("/")[2].isdigit():
        mend = "write address/prefix length, such as 10.0.0.0/16"
        raise refuse(f"expected an IPv4 range, not {shown(text)}", mend)
    try:
        meant = IPv4Network(text, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError) as error:
        raise refuse(f"expected an IPv4 range, not {shown(text)}: {_reason(error)}") from None
    if str(meant.network_address) != text.partition("/")[0]:
        raise refuse(f"{shown(text)} is an address inside a range, not a range", f"write {meant}")
    return meant


def _ip_address(value: object) -> IPv4Address:
    if isinstance(value, IPv4Address):
        return value
    text = text_only(value)
    try:
        return IPv4Address(text)
    except AddressValueError as error:
        message = f"expected an IPv4 address, not {shown(text)}: {_reason(error)}"
        raise refuse(message, "write an address such as 203.0.113.10") from None


def _reason(error: Exception) -> str:
    """Return the words of an ipaddress error without the value, which the message has already."""
    if isinstance(error, NetmaskValueError):
        return "the prefix length is 0 to 32"
    return "an address is four numbers from 0 to 255, without leading zeros"


def _outside(taken: Iterable[Mapping[IPv4Network, str]], network: IPv4Network, mend: str) -> None:
    for ranges in taken:
        for other, meaning in ranges.items():
            if network.overlaps(other):
                shown_as = network.network_address if network.prefixlen == 32 else network
                raise refuse(f"{shown_as} can't be used: {other} {meaning}", mend)


def _host(value: IPv4Address) -> IPv4Address:
    _outside([SPECIAL_USE], IPv4Network(value), "write the address of a host")
    return value


def _dns_server(value: IPv4Address) -> IPv4Address:
    return value if value == AZURE_DNS else _host(value)


def _public(value: IPv4Address) -> IPv4Address:
    mend = "write the public address, as the internet sees it"
    _outside([SPECIAL_USE, PRIVATE], IPv4Network(value), mend)
    return value


def _range(value: IPv4Network) -> IPv4Network:
    _outside([SPECIAL_USE], value, "write a range of hosts, such as 10.0.0.0/16")
    return value


def _cluster_range(value: IPv4Network) -> IPv4Network:
    _outside([SPECIAL_USE, AKS_RESERVED], value, "choose another range, such as 10.0.0.0/16")
    return value


def _public_range(value: IPv4Network) -> IPv4Network:
    mend = "write public addresses, as the internet sees them, such as 203.0.113.0/29"
    _outside([SPECIAL_USE, PRIVATE], value, mend)
    return value


def _rule_range(value: IPv4Network) -> IPv4Network:
    for other, meaning in SPECIAL_USE.items():
        if value != EVERYWHERE and value.subnet_of(other):
            message = f"{value} meets no traffic: {other} {meaning}"
            raise refuse(message, "write a range of hosts, or 0.0.0.0/0 for all")
    return value


def outside_private(ranges: Iterable[IPv4Network]) -> tuple[IPv4Network, ...]:
    """Return the ranges that a firewall takes for the internet's, each once, in order."""
    found = {one for one in ranges if not any(one.subnet_of(other) for other in IANA_PRIVATE)}
    return tuple(sorted(found))


_Address = Annotated[IPv4Address, BeforeValidator(_ip_address)]
_Network = Annotated[IPv4Network, BeforeValidator(_cidr)]

IpAddress = Annotated[_Address, AfterValidator(_host)]
"""The IPv4 address of a host, authored as ``10.0.0.4``."""

DnsServer = Annotated[_Address, AfterValidator(_dns_server)]
"""The address of a DNS server; Azure's own, 168.63.129.16, is one."""

PublicAddress = Annotated[_Address, AfterValidator(_public)]
"""An address that the internet routes, authored as ``203.0.113.10``."""

Cidr = Annotated[_Network, AfterValidator(_range)]
"""An IPv4 range of hosts, authored as ``10.0.0.0/16``; host bits must be zero."""

ClusterRange = Annotated[_Network, AfterValidator(_cluster_range)]
"""A range for networks, pods or services of a cluster: not what AKS keeps for itself."""

PublicRange = Annotated[_Network, AfterValidator(_public_range)]
"""A range that the internet routes."""

RuleRange = Annotated[_Network, AfterValidator(_rule_range)]
"""What a rule of a firewall or policy matches: a range of hosts, or ``0.0.0.0/0`` for all."""
