import random
from dataclasses import dataclass
from enum import Enum
from itertools import product
from collections import Counter
class Suit(Enum):
    CLUBS, DIAMONDS, HEARTS, SPADES = "♣♦♥♠"
@dataclass(frozen=True, order=True)
class Card:
    rank: int
    suit: str
    NAMES = {11: "J", 12: "Q", 13: "K", 14: "A"}
    def __str__(self): return f"{self.NAMES.get(self.rank, self.rank)}{self.suit}"
deck = [Card(r, s.value) for s, r in product(Suit, range(2, 15))]
print(len(deck), deck[0], deck[-1], max(deck), Card(14, "♠") in deck)
random.seed(5); random.shuffle(deck)
hands = {p: sorted(deck[i::4])[:5] for i, p in enumerate(["Ann", "Bob", "Cy", "Di"])}
def kind(hand):
    counts = sorted(Counter(c.rank for c in hand).values(), reverse=True)
    flush = len({c.suit for c in hand}) == 1
    straight = len(set(c.rank for c in hand)) == 5 and hand[-1].rank - hand[0].rank == 4
    match counts, flush, straight:
        case _, True, True: return "straight flush"
        case [4, *_], _, _: return "four"
        case [3, 2], _, _: return "full house"
        case _, True, _: return "flush"
        case _, _, True: return "straight"
        case [3, *_], _, _: return "three"
        case [2, 2, *_], _, _: return "two pair"
        case [2, *_], _, _: return "pair"
        case _: return "high card"
for p, h in hands.items(): print(f"{p:4}", *map(str, h), "->", kind(h))
print(kind([Card(2, "♣"), Card(3, "♣"), Card(4, "♣"), Card(5, "♣"), Card(6, "♣")]), kind(sorted([Card(2, "♣"), Card(2, "♦"), Card(3, "♣"), Card(3, "♥"), Card(9, "♣")])))
