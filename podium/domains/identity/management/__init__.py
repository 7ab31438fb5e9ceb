"""What is administered at the addresses of identity: accounts, applications, tokens, settings, directories."""
