"""All rules."""

from tools.rules import names, places, sizes

RULES = [*places.RULES, *sizes.RULES, *names.RULES]
