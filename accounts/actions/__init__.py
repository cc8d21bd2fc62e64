"""What happens to accounts: check, write, record, tell after commit."""
