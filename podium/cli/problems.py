"""Problems that the user of a command can mend."""


class Problem(Exception):
    """What is wrong and what to do about it, in one sentence."""
