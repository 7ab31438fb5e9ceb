"""Serve declared entity sets and operations as OData v4 and plain JSON. Knows no domain and no HTTP."""
