"""Made-up programs and cases: every construct of the core language, in every state of knowledge."""
