"""What looks after the repository; no part of the product."""
