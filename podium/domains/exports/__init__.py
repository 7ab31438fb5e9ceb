"""Exports: lists written down as tables of text, however long they are, while the caller does something else.

Who asks gets a row to look at. The engine writes some pages at each turn, each time as a further part, and the parts
are sent one after the other as one file. What can be exported is declared as a ``Source``.
"""
