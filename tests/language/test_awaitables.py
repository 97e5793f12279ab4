"""Generators that await takes, coroutine.__await__(), and what async statements say."""

from language_helpers import check, cpython_311

from pkhost import VM


def test_generators_of_types_coroutine(vm: VM) -> None:
    check(
        vm,
        """
import asyncio, inspect, types
@types.coroutine
def pause(x):
    got = yield x
    return got
async def f():
    return await pause(1), await pause(2)
c = f()
print(c.send(None), c.send('a'))
try:
    c.send('b')
except StopIteration as stop:
    print(stop.value)
print(bool(pause.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE))
class Lazy:
    def __init__(self): self.left = 2
    def __iter__(self): return self
    def __next__(self):
        if not self.left: raise StopIteration
        self.left -= 1
    def send(self, value): return next(self)
    def throw(self, *error): raise error[0]
    def close(self): pass
@types.coroutine
def lazy(): return Lazy()
async def g():
    await lazy()
    return 'end'
print(asyncio.run(g()))
def plain(): yield
async def h(): await plain()
try:
    asyncio.run(h())
except TypeError as error:
    print(error)
try:
    types.coroutine(5)
except TypeError as error:
    print(error)
""",
    )


@cpython_311
def test_messages_of_async_statements(vm: VM) -> None:
    check(
        vm,
        """
import asyncio
class Enter:
    def __aenter__(self): return 1
    async def __aexit__(self, *error): pass
class Exit:
    async def __aenter__(self): return 1
    def __aexit__(self, *error): return 5
class Next:
    def __aiter__(self): return self
    def __anext__(self): return (1,)
async def nothing(): pass
class Await:
    def __await__(self):
        self.made = nothing()
        return self.made
async def one():
    async with Enter(): pass
async def two():
    async with Exit(): pass
async def three():
    async for x in Next(): pass
async def four(awaited=Await()):
    try:
        await awaited
    finally:
        awaited.made.close()
for f in (one, two, three, four):
    try:
        asyncio.run(f())
    except TypeError as error:
        print(error)
""",
    )


def test_coroutine_wrappers_and_anext(vm: VM) -> None:
    check(
        vm,
        """
import asyncio
async def three(): return 3
class W:
    def __await__(self): return three().__await__()
async def f(): return await W()
print(asyncio.run(f()))
c = three()
iterator = c.__await__()
print(iter(iterator) is iterator, type(iterator).__name__)
try:
    next(iterator)
except StopIteration as stop:
    print(stop.value)
async def numbers():
    yield 1
    yield 2
async def g():
    n = numbers()
    print(n.__name__, n.ag_running, n.ag_code.co_name)
    print(await anext(n), await anext(n, 5), await anext(n, 6))
    default = anext(n, 7)
    try:
        default.throw(KeyError('x'))
    except KeyError as error:
        print(error)
    anext(numbers(), 1).close()
asyncio.run(g())
""",
    )
