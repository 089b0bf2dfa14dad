"""Generated Python: one function made for one program, for when there are many lines to decide."""

from checker.backends.python.evaluator import Evaluator, load
from checker.backends.python.generate import generate

__all__ = ["Evaluator", "generate", "load"]
