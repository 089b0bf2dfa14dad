"""The reference interpreter, with traces."""

from checker.backends.interpreter.evaluate import evaluate

__all__ = ["evaluate"]
