"""What the pages say, in English and German."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "sign_in": ("Sign in", "Anmelden"),
    "user": ("User name or e-mail", "Benutzername oder E-Mail"),
    "password": ("Password", "Kennwort"),
    "tenant": ("Tenant", "Mandant"),
    "with": ("Sign in with", "Anmelden mit"),
    "forgot": ("Forgot your password?", "Kennwort vergessen?"),
    "forgot_how": (
        "We send you a link with which you can choose a new password.",
        "Wir schicken Ihnen einen Link, mit dem Sie ein neues Kennwort wählen können.",
    ),
    "send": ("Send link", "Link schicken"),
    "sent": (
        "If there is such an account, a link is on its way to its e-mail address.",
        "Falls es ein solches Konto gibt, ist ein Link an seine E-Mail-Adresse unterwegs.",
    ),
    "change": ("Change password", "Kennwort ändern"),
    "choose": ("Choose a new password", "Neues Kennwort wählen"),
    "present": ("Present password", "Bisheriges Kennwort"),
    "new": ("New password", "Neues Kennwort"),
    "again": ("New password again", "Neues Kennwort wiederholen"),
    "differ": ("The new passwords differ.", "Die neuen Kennwörter stimmen nicht überein."),
    "changed": ("Your password was changed. You can sign in with it.", "Ihr Kennwort wurde geändert."),
    "confirm": ("Confirm", "Bestätigen"),
    "confirm_title": ("Confirm your e-mail address", "E-Mail-Adresse bestätigen"),
    "confirm_how": ("This is your address?", "Ist dies Ihre Adresse?"),
    "confirmed": ("Your e-mail address is confirmed.", "Ihre E-Mail-Adresse ist bestätigt."),
    "out": ("You are signed out", "Sie sind abgemeldet"),
    "to_sign_in": ("Sign in", "Zur Anmeldung"),
    "stale": ("The page was open for too long. Please try again.", "Die Seite war zu lange offen. Bitte noch einmal."),
    "no_way": ("This cannot be opened", "Das lässt sich nicht öffnen"),
    "no_way_back": (
        "The application that sent you here is not known, or its return address is not the one it is known by.",
        "Die Anwendung, die Sie hierher schickt, ist nicht bekannt, oder nicht unter dieser Rückkehradresse.",
    ),
    "welcome": ("You are signed in", "Sie sind angemeldet"),
}


def word(name: str, language: str) -> str:
    english, german = WORDS[name]
    return german if language == "de" else english
