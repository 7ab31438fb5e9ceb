"""What happens by itself: ticks, run by the one process that holds the lease."""
