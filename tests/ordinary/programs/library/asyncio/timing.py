import asyncio
async def job(n, d):
    await asyncio.sleep(d)
    print("done", n)
    return n
async def main():
    print(await asyncio.gather(job("slow", .03), job("fast", .01)))
    for c in asyncio.as_completed([job("b", .02), job("a", .005)]): print(await c)
    t = asyncio.create_task(job("cancelled", 5)); await asyncio.sleep(0); t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled())
    r = await asyncio.gather(job("x", 0), fail(), return_exceptions=True); print(r)
    try:
        async with asyncio.timeout(.01): await asyncio.sleep(1)
    except TimeoutError: print("timeout")
    loop = asyncio.get_running_loop(); got = []; loop.call_later(.01, got.append, 1); loop.call_soon(got.append, 0); await asyncio.sleep(.03); print(got, loop.time() > 0, asyncio.current_task().get_name() != "")
    c = asyncio.Condition(); 
    async with c: c.notify_all()
    q = asyncio.PriorityQueue(); [q.put_nowait(x) for x in (3, 1, 2)]; print([await q.get() for _ in range(3)], q.empty())
    s = await asyncio.shield(job("shield", 0)); print(s)
    try:
        async with asyncio.TaskGroup() as g: g.create_task(fail()); g.create_task(asyncio.sleep(1))
    except* ValueError as e: print(e.exceptions)
async def fail(): raise ValueError("f")
asyncio.run(main())
