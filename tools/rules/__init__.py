"""Habits of this code base that no general linter knows, checked on every file.

``python -m tools.rules podium tests`` prints what breaks them. A rule is a name, a sentence and a function that yields
the lines at fault. What ruff, mypy or import-linter can say is said there. An exception is made in place, with its
reason: ``# rule-skip: name - reason``.
"""
