import asyncio
async def worker(name, queue, out):
    while True:
        item = await queue.get()
        out.append((name, item))
        await asyncio.sleep(0)
        queue.task_done()
async def main():
    queue = asyncio.Queue()
    out = []
    for i in range(5): queue.put_nowait(i)
    tasks = [asyncio.create_task(worker(f"w{i}", queue, out)) for i in range(2)]
    await queue.join()
    for t in tasks: t.cancel()
    r = await asyncio.gather(*tasks, return_exceptions=True)
    print(sorted(x[1] for x in out), [type(x).__name__ for x in r])
    lock = asyncio.Lock()
    order = []
    async def crit(n):
        async with lock:
            order.append(("in", n))
            await asyncio.sleep(0.001)
            order.append(("out", n))
    await asyncio.gather(crit(1), crit(2))
    print(order)
    try:
        await asyncio.wait_for(asyncio.sleep(10), timeout=0.01)
    except asyncio.TimeoutError:
        print("timeout")
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return "woken"
    t = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    ev.set()
    print(await t)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, x)) for x in "ab"])
    print(sorted(d.result() for d in done), pending)
    sem = asyncio.Semaphore(2)
    async with sem: print("sem", sem.locked())
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, 5)
    print(await fut)
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(asyncio.sleep(0, "x"))
        b = tg.create_task(asyncio.sleep(0, "y"))
    print(a.result(), b.result())
asyncio.run(main())
