"""What is in a package: read with distrust, as anyone may send anything."""
