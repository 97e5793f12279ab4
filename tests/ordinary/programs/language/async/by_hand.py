class Awaitable:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
async def co():
    a = await Awaitable(1)
    b = await Awaitable(2)
    return a, b
c = co()
print(c.send(None), c.send("first"))
try:
    c.send("second")
except StopIteration as e:
    print(e.value)
async def fails():
    try:
        await Awaitable(0)
    except KeyError as e:
        return f"caught {e}"
f = fails(); f.send(None)
try:
    f.throw(KeyError("x"))
except StopIteration as e:
    print(e.value)
async def bad():
    await 5
try:
    bad().send(None)
except TypeError as e:
    print(e)
def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as e:
        return e.value
class ACtx:
    async def __aenter__(self): print("aenter"); return "ctx"
    async def __aexit__(self, *a): print("aexit", a[0]); return True
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def agen(n):
    for i in range(n):
        yield i * 10
        await Awaitable(i)
async def all_():
    async with ACtx() as x:
        print(x)
        raise ValueError
    async for i in AIter(3): print(i, end=" ")
    else: print("else")
    print([x async for x in agen(3)], {x async for x in agen(2) if x}, [await one(y) for y in (1, 2)])
    return [x async for x in (z * 2 async for z in agen(3))]
async def one(y): return y + 1
print(run(all_()))
