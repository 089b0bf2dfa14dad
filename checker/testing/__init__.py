"""Tests written in the language: scenarios, and what of the law they reach."""
