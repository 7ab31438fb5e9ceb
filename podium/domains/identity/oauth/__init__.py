"""The OAuth 2 and OpenID Connect server: its clients, the flows that give tokens, and what is told about them."""
