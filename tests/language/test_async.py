"""Coroutines and asynchronous generators, run by hand."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM

RUN = """
class Pause:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got
def run(coroutine, answers=()):
    answers = iter(answers)
    sent = None
    while True:
        try:
            print('waits for', coroutine.send(sent))
        except StopIteration as e:
            return e.value
        sent = next(answers, None)
"""


@cpython_311
def test_await(vm: VM) -> None:
    check(
        vm,
        RUN
        + """
async def one(x):
    a = await Pause('a')
    b = await Pause('b')
    return x, a, b
async def two():
    r = await one(1)
    return r, await one(2)
print(run(two(), [1, 2, 3, 4]))
async def bad(): await 5
try: run(bad())
except TypeError as e: print(e)
c = one(1)
print(type(c).__name__, c.cr_running, c.__name__)
c.close()
try: c.send(None)
except RuntimeError as e: print(e)
async def raises():
    try: await Pause(1)
    except ValueError as e: return 'caught', str(e)
c = raises(); c.send(None)
try: c.throw(ValueError('v'))
except StopIteration as e: print(e.value)
async def stop(): raise StopIteration
try: run(stop())
except RuntimeError as e: print(e)
class Bad:
    def __await__(self): return 5
async def uses(): await Bad()
try: run(uses())
except TypeError as e: print(e)
c.close()
""",
    )


@cpython_311
def test_async_for_and_with(vm: VM) -> None:
    check(
        vm,
        RUN
        + """
class Aiter:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        await Pause(self.i)
        return self.i * 10
class Manager:
    async def __aenter__(self): await Pause('enter'); return 'm'
    async def __aexit__(self, t, v, tb): await Pause('exit'); return t is ValueError
async def main():
    out = []
    async for x in Aiter(2): out.append(x)
    else: out.append('else')
    async with Manager() as m: out.append(m)
    async with Manager(): raise ValueError
    out.append([x async for x in Aiter(2)])
    out.append({x: y async for x in Aiter(1) for y in 'a'})
    return out
print(run(main()))
async def wrong():
    async for x in 5: pass
try: run(wrong())
except TypeError as e: print(e)
async def wrong():
    async with 5: pass
try: run(wrong())
except TypeError as e: print(e)
""",
    )


@cpython_311
def test_async_generators(vm: VM) -> None:
    check(
        vm,
        RUN
        + """
async def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got: print('got', got)
            await Pause('p%d' % i)
    except KeyError as e:
        print('caught', e)
        yield 'after'
    finally:
        await Pause('last')
        print('finally')
async def main():
    print([x async for x in numbers(2)])
    g = numbers(3)
    print(await g.__anext__(), await g.asend('hi'))
    await g.aclose()
    g = numbers(3)
    print(await g.asend(None), await g.athrow(KeyError('k')))
    try: await g.asend(None)
    except StopAsyncIteration: print('over')
    await numbers(1).aclose()
    g = (x * 2 async for x in numbers(2))
    print(type(g).__name__, [x async for x in g])
    async for x in numbers(5):
        break
    return 'done'
print(run(main()))
""",
    )
