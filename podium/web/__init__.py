"""Pages for people: files of our own, served by the server, clients of the public API."""
