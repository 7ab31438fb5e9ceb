"""What can be asked about triggers."""
