"""What can be asked about machines, robots and sessions."""
