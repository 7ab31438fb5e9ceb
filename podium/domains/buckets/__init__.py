"""Buckets: files that robots and people share.

A bucket keeps its files here, as blobs named by rows, or in a store outside: a folder of the server, Azure, Amazon or
whatever speaks as Amazon does. A file is fetched and put at a signed address, good for some minutes, which leads here
or straight to the store outside.
"""
