"""What can be wrong with an expression."""


class Mistake(Exception):
    """Something in the text of an expression has no meaning: what, and where it begins."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.what, self.at = what, at
