"""Monitoring: what people are told of by itself.

Something that people should know of becomes an *alert*, in the same transaction. A moment later it is given to every
user who may see alerts there and wants those of its component: each reads, or leaves, a copy of their own.
"""
