"""What can be done to triggers, and what they do."""
