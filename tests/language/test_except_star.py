"""except*, clause by clause: what is raised at the end of it (PEP 654)."""

from __future__ import annotations

import sys

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

pytestmark = pytest.mark.skipif(sys.version_info < (3, 11), reason="except* is new in Python 3.11")


@cpython_311
def test_what_clauses_raise_and_leave(vm: VM) -> None:
    check(
        vm,
        """
def show(f):
    try:
        f()
    except BaseException as e:
        print(f.__name__, rep(e), 'cause', rep(e.__cause__), 'ctx', rep(e.__context__),
              e.__suppress_context__)
    else:
        print(f.__name__, 'no exception')
def rep(e):
    if isinstance(e, BaseExceptionGroup):
        return f'{type(e).__name__}({e.args[0]!r}, [{", ".join(map(rep, e.exceptions))}])'
    return repr(e)
def inner():
    return ExceptionGroup('in', [TypeError(2), ValueError(3)])
def a():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ValueError as e: raise KeyError(3)
def b():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ValueError: raise
def c():
    try: raise ExceptionGroup('eg', [ValueError(1), inner(), OSError(4)])
    except* ValueError: raise
    except* TypeError: raise
def d():
    try: raise ExceptionGroup('eg', [ValueError(1), inner(), OSError(4)])
    except* ValueError as e: raise e
    except* TypeError as e: raise e.exceptions[0]
def e():
    try: raise ValueError(5)
    except* ValueError as e: raise
def f():
    try: raise ValueError(5)
    except* ValueError as e: raise TypeError(6)
def g():
    try: raise ValueError(5)
    except* TypeError as e: pass
def h():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ValueError as e: raise KeyError(3) from e
    except* TypeError as e: raise KeyError(4) from None
def i():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* (ValueError, TypeError): pass
def j():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ExceptionGroup: pass
def k():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ValueError:
        try: raise
        except* ValueError: raise OSError(1)
def l():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError: pass
    except* TypeError: raise
def m():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError as e: raise ExceptionGroup('new', [e, KeyError(7)])
def n():
    try: raise BaseExceptionGroup('eg', [KeyboardInterrupt(1), ValueError(2)])
    except* ValueError: pass
def o():
    try:
        try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError: raise
    except* ValueError as e: print('outer', rep(e))
def p():
    eg = ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    eg.add_note('note')
    try:
        try: raise eg
        except* ValueError as e:
            print(e.__notes__, e.__cause__, e.__context__, e is eg)
            raise
    except ExceptionGroup as x:
        print(x is eg, x.__notes__, rep(x))
def q():
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* 5: pass
def r():
    try: raise ExceptionGroup('eg', [ValueError(1)])
    except* ValueError: raise TypeError
    finally: print('fin')
def s():
    for z in range(2):
        try: raise ExceptionGroup('eg', [ValueError(z)])
        except* ValueError as e: print(rep(e))
        else: print('else')
    try: pass
    except* ValueError: pass
    else: print('else')
def t():
    e1 = ValueError(1)
    try: raise ExceptionGroup('eg', [e1, TypeError(2)])
    except* ValueError as e: raise e1
for fn in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t): show(fn)
""",
    )
