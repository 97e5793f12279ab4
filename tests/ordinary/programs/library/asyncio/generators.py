import asyncio
async def ticker(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("closed")
async def main():
    async for x in ticker(2): print(x)
    g = ticker(5); print(await g.__anext__(), await anext(g), await g.asend(None)); await g.aclose()
    print([x async for x in ticker(3) if x != 1])
    try:
        await anext(ticker(0))
    except StopAsyncIteration: print("stop")
    print(await anext(ticker(0), "default"))
    async def echo():
        v = None
        while True: v = yield v
    e = echo(); await e.asend(None); print(await e.asend("hi")); await e.aclose()
    class A:
        def __aiter__(self): self.n = 0; return self
        async def __anext__(self):
            self.n += 1
            if self.n > 2: raise StopAsyncIteration
            return self.n
    print([i async for i in A()], {i: i async for i in A()})
asyncio.run(main())
