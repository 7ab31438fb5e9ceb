"""Pages are made of templates: values are escaped, words are in the language of the reader."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from podium.odata.request import Answered, Stream
from podium.web.sign_in.words import WORDS, word

HERE = Path(__file__).parent
TEMPLATES = {file.stem: Template(file.read_text("utf-8")) for file in (HERE / "templates").glob("*.html")}
POLICY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
NOTHING: Mapping[str, str] = {}
HTML = "text/html; charset=utf-8"


class Html(str):
    """A piece of a page, which needs no escaping."""


class Reader:
    """Who reads a page: the language, and where the pages are."""

    def __init__(self, language: str, root: str) -> None:
        self.language, self.root = language, root

    def page(
        self, name: str, title: str, notice: str = "", values: Mapping[str, str] = NOTHING, *, good: bool = False
    ) -> Answered:
        """A page; ``title`` is the name of a word, ``notice`` a text above the form, ``values`` fill the form."""
        frame = {
            "language": self.language,
            "root": escape(self.root),
            "title": escape(word(title, self.language)),
            "notice": _notice(notice, good),
            "body": self.piece(name, {"form": "", "back": "", **values}),
        }
        html = TEMPLATES["frame"].substitute(frame).encode()
        return Answered(200, Stream(html, HTML, headers=POLICY))

    def piece(self, name: str, values: Mapping[str, str]) -> Html:
        """A template filled."""
        words = {f"word_{one}": escape(word(one, self.language)) for one in WORDS}
        plain = {"root": self.root, **values}
        safe = {key: value if isinstance(value, Html) else escape(value) for key, value in plain.items()}
        return Html(TEMPLATES[name].substitute(words | safe))


def _notice(text: str, good: bool) -> str:
    return f'<p class="notice {"good" if good else "bad"}" role="alert">{escape(text)}</p>' if text else ""


def with_headers(answer: Answered, headers: Mapping[str, str]) -> Answered:
    return Answered(answer.status, answer.value, {**answer.headers, **headers})
