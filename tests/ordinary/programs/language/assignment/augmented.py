x = 5
x += 3; print(x)
x -= 1; print(x)
x *= 2; print(x)
x //= 3; print(x)
x **= 2; print(x)
x %= 7; print(x)
x /= 2; print(x)
y = 6
y <<= 2; print(y)
y >>= 1; print(y)
y |= 1; print(y)
y &= 9; print(y)
y ^= 15; print(y)
a = b = [1]
a += [2]
a += (3, 4)
a *= 2
print(a, b, a is b)
t = u = (1,)
t += (2,)
print(t, u)
class Acc:
    def __init__(self): self.log = []
    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self
    def __add__(self, other):
        return ("add", other)
    def __sub__(self, other):
        return ("sub", other)
    def __imatmul__(self, other):
        return ("imatmul", other)
    def __ior__(self, other):
        return NotImplemented
    def __or__(self, other):
        return "or"
c = Acc()
c += 1
print(c.log)
d = c
d -= 1
print(d)
e = c
e @= 2
print(e)
f = c
f |= 2
print(f)
def index():
    print("index once")
    return 0
lst = [10]
lst[index()] += 5
print(lst)
class P: pass
p = P()
p.n = 1
p.n += 1
p.d = {"k": [1]}
p.d["k"] += [2]
print(p.n, p.d)
s = {1}; s |= {2}; s &= {2, 3}; s ^= {5}; print(s)
tt = ([],)
try:
    tt[0] += [1]
except TypeError as e:
    print(e, tt)
dd = {"a": 1}; dd |= {"b": 2}; print(dd)
txt = "ab"; txt *= 3; txt += "!"; print(txt)
