"""Proofs over every case that can occur, with witnesses that the interpreter has confirmed (ADR 0011)."""
