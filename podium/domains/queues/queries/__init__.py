"""What can be asked about queues."""
