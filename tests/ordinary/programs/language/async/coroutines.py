import asyncio
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
async def main():
    print(await add(1, 2))
    r = await asyncio.gather(add(1, 1), add(2, 2), add(3, 3))
    print(r)
    t = asyncio.create_task(add(10, 20))
    print(await t, t.done(), t.result())
    try:
        await fail()
    except ValueError as e:
        print("caught", e)
    print([await add(i, i) for i in range(3)])
    return "main result"
async def fail():
    raise ValueError("async")
print(asyncio.run(main()))
print(type(main).__name__, asyncio.iscoroutinefunction(main))
c = add(1, 2)
print(type(c).__name__)
c.close()
