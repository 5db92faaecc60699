"""The corpus as whole files for other tools: the release."""
