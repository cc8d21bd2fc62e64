"""Shape what people type. No form ever has a field for a password: browsers send what they derived from it."""
