"""The e-mails of identity, in the languages we speak."""

from collections.abc import Mapping
from typing import NamedTuple

from podium.domains.identity.models.credentials import Purpose


class Letter(NamedTuple):
    subject: str
    text: str

    def filled(self, name: str, link: str) -> "Letter":
        return Letter(self.subject, self.text.format(name=name, link=link))


LETTERS: Mapping[Purpose, Mapping[str, Letter]] = {
    Purpose.RESET: {
        "en": Letter(
            "Choose a new password",
            "Hello {name},\n\nsomebody asked for a new password for you. If that was you, choose one here within "
            "two hours:\n\n{link}\n\nIf it was not, there is nothing you need to do.\n",
        ),
        "de": Letter(
            "Neues Kennwort wählen",
            "Hallo {name},\n\njemand hat ein neues Kennwort für Sie angefordert. Wenn Sie das waren, wählen Sie "
            "innerhalb von zwei Stunden hier eines:\n\n{link}\n\nAndernfalls brauchen Sie nichts zu tun.\n",
        ),
    },
    Purpose.CONFIRM: {
        "en": Letter(
            "Confirm your e-mail address",
            "Hello {name},\n\nplease confirm that this is your address:\n\n{link}\n",
        ),
        "de": Letter(
            "E-Mail-Adresse bestätigen",
            "Hallo {name},\n\nbitte bestätigen Sie, dass dies Ihre Adresse ist:\n\n{link}\n",
        ),
    },
    Purpose.INVITE: {
        "en": Letter(
            "Welcome",
            "Hello {name},\n\nan account was made for you. Choose your password here within seven days:\n\n{link}\n",
        ),
        "de": Letter(
            "Willkommen",
            "Hallo {name},\n\nfür Sie wurde ein Konto eingerichtet. Wählen Sie innerhalb von sieben Tagen hier Ihr "
            "Kennwort:\n\n{link}\n",
        ),
    },
}
