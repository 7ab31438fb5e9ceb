"""Identity: users, roles, applications, the tokens that stand for them, and what each may do.

A user holds roles in the tenant, and in folders. Roles are sets of permissions, ``Queues.View`` and the like.
``grants`` adds up what a caller may do where; the gate does so for every request, from memory.
"""
