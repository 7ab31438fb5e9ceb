"""What can be done to users and roles."""
