"""The tables of jobs, and what robots say of them."""
