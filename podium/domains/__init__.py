"""The product: one folder for each of its areas, ordered; a lower area knows nothing of the higher ones."""
