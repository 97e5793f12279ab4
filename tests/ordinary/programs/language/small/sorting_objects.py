from dataclasses import dataclass
from operator import attrgetter, itemgetter
@dataclass
class Student:
    name: str
    grade: int
    age: float
s = [Student("dave", 12, 10.5), Student("jane", 15, 12), Student("bill", 12, 9)]
print([x.name for x in sorted(s, key=lambda x: (x.grade, -x.age))], [x.name for x in sorted(s, key=attrgetter("grade", "age"), reverse=True)], max(s, key=attrgetter("age")), sorted(s, key=lambda x: x.name)[0] == s[2])
rows = [("b", 2), ("a", 2), ("c", 1)]
rows.sort(key=itemgetter(1)); print(rows); rows.sort(key=itemgetter(0), reverse=True); print(rows, sorted(rows), sorted(rows, key=lambda r: (-r[1], r[0])))
words = "Banana apple cherry Apple".split(); print(sorted(words), sorted(words, key=str.lower), sorted(words, key=lambda w: (len(w), w)), sorted(set(map(str.lower, words))))
try:
    sorted([1, "a", None])
except TypeError as e: print(e)
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"V{self.n}"
print(sorted([V(3), V(1), V(2)]), min(V(5), V(4)), max([V(1), V(9)]), sorted([V(2), V(1)], reverse=True))
