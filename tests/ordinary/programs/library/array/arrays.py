from array import array
a = array("i", [1, 2, 3]); a.append(4); a.extend([5, 6]); a.insert(0, 0)
print(a, len(a), a[1], a[-1], a[1:3], list(a), a.typecode, a.itemsize, a.index(3), a.count(1), a.pop(), a.pop(0), sum(a), 3 in a, a + array("i", [9]), a * 2, a == array("i", [1, 2, 3, 4, 5]))
a[0] = 100; del a[1]; a.reverse(); a[1:2] = array("i", [7, 7]); a.remove(7); print(a, a.tolist(), a.tobytes()[:4], array("d", [1.5]), array("u", "hé"), array("b", b"\1\xff"), array("B"), sorted(a), max(a), array("f", [1.5, 2]).tolist()); a.fromlist([1]); a.frombytes(b"\2\0\0\0"); print(a)
for bad in ("array('i', ['x'])", "array('b', [200])", "array('z')", "a.remove(999)", "array('i')[0]", "array('i', [1.5])", "a + [1]", "a.append('x')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
