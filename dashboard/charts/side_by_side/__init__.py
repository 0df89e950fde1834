"""Units or years beside each other."""
