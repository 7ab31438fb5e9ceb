"""Settings: what a tenant, the whole installation or one user may choose, by documented names.

``known`` has every name with its type, default, range, scope and effect. Values that somebody chose are rows; a slice
asks for the value of its setting by ``asking``; those below this one through the tenants slice.
"""
