"""The directory: who could be a user here. Ours has the accounts of the tenant; others are connected to it."""
