a = list(range(10))
print(a[2:5], a[:3], a[7:], a[:], a[::2], a[1::3], a[::-1], a[8:2:-2])
print(a[-3:], a[:-3], a[-5:-2], a[100:], a[-100:2], a[5:2], a[2:5:-1])
print("hello"[1:4], "hello"[::-1], (1, 2, 3)[1:], b"bytes"[1:3], range(10)[2:8:3])
a[2:4] = ["x", "y", "z"]
print(a)
a[::3] = [0] * len(a[::3])
print(a)
a[1:1] = [100, 200]
print(a)
a[5:] = []
print(a)
a[:0] = "ab"
print(a)
del a[1:3]
print(a)
b = list(range(10))
del b[::2]
print(b)
del b[-1], b[0]
print(b)
try:
    b[::2] = [1, 2, 3, 4, 5]
except ValueError as e:
    print(e)
class Seq:
    def __getitem__(self, key):
        return key
    def __setitem__(self, key, value):
        print("set", key, value)
    def __delitem__(self, key):
        print("del", key)
s = Seq()
print(s[1], s[1:2], s[1:2:3], s[:], s[::], s[1:2, ::3], s[...], s[1,], s["k"])
s[1:2] = 3
s[1, 2] = 4
del s[::2]
print(slice(1, 10, 2).indices(5), slice(None, -1).start, slice(3))
x = [1, 2, 3, 4]
x[1:3] = (n * n for n in range(4))
print(x)
