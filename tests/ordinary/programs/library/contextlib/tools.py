from contextlib import contextmanager, suppress, closing, ExitStack, nullcontext, redirect_stdout, AbstractContextManager, ContextDecorator
@contextmanager
def tag(n):
    print("<%s>" % n)
    try:
        yield n.upper()
    except ValueError as e:
        print("handled", e)
    finally:
        print("</%s>" % n)
with tag("a") as t: print(t)
with tag("b"): raise ValueError("v")
try:
    with tag("c"): raise KeyError("k")
except KeyError as e:
    print("out", e)
@tag("deco")
def f(): print("in f"); return 5
print(f())
with suppress(ZeroDivisionError, KeyError): 1 / 0
print("after")
class R:
    def close(self): print("closed")
with closing(R()) as r: pass
with ExitStack() as st:
    a = st.enter_context(tag("x")); st.callback(print, "callback", 1); st.push(lambda *e: print("exit", e[0])); b = st.enter_context(tag("y")); print(a, b)
with nullcontext(7) as n: print(n)
class C(ContextDecorator):
    def __enter__(self): print("enter"); return self
    def __exit__(self, *e): print("exit"); return False
@C()
def g(): return "g"
print(g())
@contextmanager
def never(): 
    if False: yield
try:
    with never(): pass
except RuntimeError as e:
    print(e)
@contextmanager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e:
    print(e)
with ExitStack() as s2:
    s2.callback(lambda: print("moved")); keep = s2.pop_all()
print("kept"); keep.close()
try:
    with ExitStack() as s3: s3.enter_context(tag("z")); raise TypeError("t")
except TypeError as e: print(e)
import asyncio
from contextlib import asynccontextmanager
@asynccontextmanager
async def ac(): print("aenter"); yield 3; print("aexit")
async def main():
    async with ac() as v: print(v)
asyncio.run(main())
