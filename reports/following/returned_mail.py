"""Mail that comes back: a bounce (RFC 3464) or a complaint (RFC 5965) switches an address off."""

import re
from email import message_from_bytes, policy
from email.message import Message

from reports.models import Follower

FOR_GOOD = re.compile(r"5\.\d+\.\d+")
ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")


def take_back(raw: bytes) -> list[str]:
    """Switch off the addresses that a report of a mail server says cannot be reached, or complained; returns them.

    A delay, and whatever is no such report, switches nothing off.
    """
    off = []
    for address, reason in addresses_of(message_from_bytes(raw, policy=policy.default)):
        if Follower.objects.filter(address=address.lower()).update(off_for=reason):
            off.append(address.lower())
    return off


def addresses_of(message: Message) -> list[tuple[str, str]]:
    """Each address that a report is about, with the reason."""
    found = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in {"message/delivery-status", "message/feedback-report"}:
            continue
        for block in blocks_of(part):
            if (
                kind == "message/feedback-report"
                and block.get("Feedback-Type", "").strip().lower() == "abuse"
            ):
                found += [
                    (one, Follower.Off.COMPLAINT.value) for one in addresses_in(block, "Original-Rcpt-To")
                ]
            elif FOR_GOOD.match(str(block.get("Status", "")).strip()):
                found += [(one, Follower.Off.BOUNCE.value) for one in addresses_in(block, "Final-Recipient")]
    return found


def blocks_of(part: Message) -> list[Message]:
    """The groups of fields of a report: the parser makes messages of them, or leaves them as text."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [one for one in payload if isinstance(one, Message)]
    data = part.get_payload(decode=True)
    return [message_from_bytes(data)] if isinstance(data, bytes) else []


def addresses_in(block: Message, field: str) -> list[str]:
    """The addresses of every field of this name: "rfc822; somebody@council.example"."""
    return [one for value in block.get_all(field, []) for one in ADDRESS.findall(str(value))]
