import asyncio
class Bot:
    def __init__(self, name, script): self.name, self.script, self.log = name, script, []
    async def run(self, bus):
        for step in self.script:
            match step:
                case ("say", text): bus.append(f"{self.name}: {text}")
                case ("wait", n):
                    for _ in range(n): await asyncio.sleep(0)
                case ("fail", why): raise RuntimeError(why)
                case f if callable(f): bus.append(f"{self.name} computed {f()}")
        return self.name
async def main():
    bus = []
    bots = [Bot("a", [("say", "hi"), ("wait", 3), ("say", "bye")]), Bot("b", [("wait", 1), ("say", "hello"), lambda: 6 * 7]), Bot("c", [("wait", 2), ("fail", "broken")])]
    results = await asyncio.gather(*(b.run(bus) for b in bots), return_exceptions=True)
    print(results); print(*bus, sep="\n")
    q = asyncio.Queue(2)
    async def produce():
        for i in range(5): await q.put(i); print("put", i)
        await q.put(None)
    async def consume():
        total = 0
        while (x := await q.get()) is not None: total += x; print("got", x)
        return total
    _, total = await asyncio.gather(produce(), consume()); print(total)
asyncio.run(main())
