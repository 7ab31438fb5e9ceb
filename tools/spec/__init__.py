"""How much of the published API is served, judged by what was answered in a test run.

``pytest --record`` writes what the tests asked and were answered; ``python -m tools.spec`` holds it against
``contract/`` and prints what is served, what is not and why, and every difference. An operation is *served* when it
was called with exactly its permission, answered with a published status of success, and the body fits its schema.
"""
