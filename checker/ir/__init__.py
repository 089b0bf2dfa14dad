"""The core language: what every backend evaluates."""
