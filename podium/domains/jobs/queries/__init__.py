"""What can be asked about jobs."""
