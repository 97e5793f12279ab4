"""The robots' world: a field, and gems on it."""

from __future__ import annotations

import random

WIDTH, HEIGHT, GEMS = 16, 14, 12

Place = tuple[int, int]


class World:
    """A field with gems on it; a gem that is taken appears elsewhere."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.gems: set[Place] = set()
        self.scatter()

    def scatter(self) -> None:
        while len(self.gems) < GEMS:
            self.gems.add(self.anywhere())

    def anywhere(self) -> Place:
        return self._random.randrange(WIDTH), self._random.randrange(HEIGHT)

    def take_gem(self, place: Place) -> bool:
        if place not in self.gems:
            return False
        self.gems.remove(place)
        self.scatter()
        return True
