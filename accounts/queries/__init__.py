"""What may this person see? The only door to people and their public keys."""
