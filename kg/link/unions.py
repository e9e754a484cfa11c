"""Pairs that belong together in, disjoint sets out (union-find with path halving; Tarjan 1975)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Unions(Generic[Item]):
    """Sets of items; each is known by its first item in the order given, whatever the order of joining."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.parent = {item: item for item in items}
        self.order = {item: position for position, item in enumerate(self.parent)}

    def find(self, item: Item) -> Item:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, left: Item, right: Item) -> None:
        first, second = sorted((self.find(left), self.find(right)), key=self.order.__getitem__)
        self.parent[second] = first
