"""The pages on which people sign in, and mend what keeps them from it; they work without JavaScript."""
