"""The page about the rules of this code base."""

from tools.rules.rulebook import RULES


def page() -> str:
    """Describe each rule."""
    rows = "\n".join(f"| `{rule.name}` | {rule.sentence} |" for rule in RULES)
    return f"""# Rules

Checked by `make check`, beside what ruff, mypy and import-linter check. An exception is made in place, with its
reason: `# rule-skip: name - reason`.

| rule | what it says |
|---|---|
{rows}
"""
