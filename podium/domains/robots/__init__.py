"""Robots: machines, the accounts that work on them, and the sessions of those that are connected.

A machine is known by its licence key; a template's key serves any number of hosts. Folders are assigned machines
and accounts. A service that runs on a host has a session, which lives as long as it sends heartbeats; it offers
runtimes, as many of each kind as its machine has slots. Which job goes to which session is told by the jobs.
"""
