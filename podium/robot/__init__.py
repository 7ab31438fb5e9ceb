"""The robot: a service that takes jobs from a Podium and runs them on this machine.

``service`` listens to the server and gives every job a place; ``job`` leads one attempt from its command
to its last word; ``packages`` and ``environments`` prepare what it needs; ``process`` runs it. What must
outlive a crash, results and logs, lies in a ``store`` until a ``lane`` has delivered it.

It speaks to the server over HTTP alone and imports nothing of it. ``bootstrap`` and ``inside/`` run in the
job's own Python, which may be older: they need the standard library and Python 3.9 only.
"""
