"""Telling whoever runs the archive by mail, where a mail server and an address are set."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import mail_admins

logger = logging.getLogger(__name__)


def tell_operator(subject: str, text: str) -> None:
    """Send OPERATOR_EMAIL a mail. A mail server that does not take it is a line in the log: the job says it too."""
    logger.error("%s: %s", subject, text)
    if not settings.ADMINS:
        return
    try:
        mail_admins(subject, text)
    except (OSError, SMTPException):
        logger.exception("The operator could not be told by mail")
