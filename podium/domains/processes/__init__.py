"""Processes: packages in feeds, and what is made of them to be run.

A *feed* holds *packages*: one for the tenant, one for each root folder or personal workspace that has its own, one for
libraries. A package is a NuGet archive, read by ``nupkg`` when it arrives and kept as a blob. A *release* - users call
it a process - is a package version set up in a folder, with an entry point, arguments and settings; its versions are
remembered, so that it can go back. The names on the wire are older than the words: ``Processes`` are packages,
``Releases`` are processes.
"""
