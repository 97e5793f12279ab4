from __future__ import annotations
from dataclasses import dataclass
from typing import Iterator, Optional
@dataclass
class Node:
    key: int
    left: Optional[Node] = None
    right: Optional[Node] = None
class BST:
    def __init__(self, keys=()) -> None:
        self.root: Node | None = None
        for k in keys: self.insert(k)
    def insert(self, key: int) -> bool:
        if self.root is None:
            self.root = Node(key)
            return True
        node = self.root
        while True:
            if key == node.key: return False
            side = "left" if key < node.key else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Node(key))
                return True
            node = child
    def walk(self, order="in") -> Iterator[int]:
        def go(n):
            if n is None: return
            if order == "pre": yield n.key
            yield from go(n.left)
            if order == "in": yield n.key
            yield from go(n.right)
            if order == "post": yield n.key
        return go(self.root)
    def height(self, n: Node | None = None, top=True) -> int:
        n = self.root if top else n
        return 0 if n is None else 1 + max(self.height(n.left, False), self.height(n.right, False))
    def levels(self):
        row, out = [self.root], []
        while row:
            out.append([n.key for n in row])
            row = [c for n in row for c in (n.left, n.right) if c]
        return out
    def delete(self, key):
        def go(n, key):
            if n is None: raise KeyError(key)
            if key < n.key: n.left = go(n.left, key)
            elif key > n.key: n.right = go(n.right, key)
            else:
                if n.left is None: return n.right
                if n.right is None: return n.left
                m = n.right
                while m.left: m = m.left
                n.key, n.right = m.key, go(n.right, m.key)
            return n
        self.root = go(self.root, key)
t = BST([50, 30, 70, 20, 40, 60, 80, 30])
for o in ("in", "pre", "post"): print(o, *t.walk(o))
print(t.height(), t.levels(), t.insert(65), t.insert(65))
t.delete(50); t.delete(20); print(list(t.walk()), t.root.key)
try:
    t.delete(99)
except KeyError as e:
    print("no", e)
print(BST([2, 1]).root)
