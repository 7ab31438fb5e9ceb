"""The expression language of OData 4.01: text in, SQL out.

``tokens`` cuts the text, ``parser`` makes a tree of ``syntax`` nodes, ``compiler`` gives its names and types their
meaning for an entity and turns it into SQL, ``shapes`` keeps the result for the next text that differs in values only.
"""
