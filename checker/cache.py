"""stub"""
from __future__ import annotations
def place_of(folder: object, listing: object) -> object | None:
    return None
def load(place: object) -> None:
    return None
def store(*args: object) -> None:
    return None
