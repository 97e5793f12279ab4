class Node:
    __slots__ = ("value", "next")
    def __init__(self, value, next=None): self.value, self.next = value, next
class LinkedList:
    def __init__(self, items=()):
        self.head, self.size = None, 0
        for x in items: self.append(x)
    def append(self, value):
        node, self.size = Node(value), self.size + 1
        if self.head is None: self.head = node; return
        cur = self.head
        while cur.next: cur = cur.next
        cur.next = node
    def push(self, value): self.head = Node(value, self.head); self.size += 1
    def pop(self):
        if not self.head: raise IndexError("pop from empty list")
        value, self.head = self.head.value, self.head.next
        self.size -= 1
        return value
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.value
            cur = cur.next
    def __len__(self): return self.size
    def __getitem__(self, i):
        if i < 0: i += self.size
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError(i)
    def __contains__(self, x): return any(v == x for v in self)
    def __repr__(self): return "LinkedList([" + ", ".join(map(repr, self)) + "])"
    def __eq__(self, other): return isinstance(other, LinkedList) and list(self) == list(other)
l = LinkedList("abc")
l.push("z"); l.append("d")
print(l, len(l), l[0], l[-1], "b" in l, "q" in l, list(l), l.pop(), l)
l.reverse(); print(l, l == LinkedList("dcba"), sorted(l), max(l), [*l], dict(enumerate(l)))
try:
    l[10]
except IndexError as e:
    print("IndexError", e)
while l: l.pop()
try:
    l.pop()
except IndexError as e:
    print(e)
a, b, *c = LinkedList(range(5)); print(a, b, c)
