"""Tenants: separate worlds on one installation, which belongs to one organization."""
