"""What can be asked about packages and processes."""
