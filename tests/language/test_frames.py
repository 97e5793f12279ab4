"""Frames as scripts see them: sys._getframe(), tb_frame, gi_frame, and the code of a frame."""

from __future__ import annotations

from language_helpers import check, here

from pkhost import VM


def test_a_frame_tells_its_function_its_line_and_its_variables(vm: VM) -> None:
    check(
        vm,
        """
        import sys
        def inner(a, *rest, k=2):
            local = a + 1
            def nested(): return local
            frame = sys._getframe()
            print(frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals))
            print(frame.f_locals['rest'], frame.f_locals['local'], frame.f_code == inner.__code__)
            back = sys._getframe(1)
            print(back.f_code.co_name, back.f_lineno, back.f_locals['x'], back == frame.f_back)
            print(back.f_back.f_code.co_name, back.f_back.f_locals['top'])
            print(frame.f_globals['__name__'], 'print' in frame.f_builtins, frame.f_trace)
            try:
                frame.clear()
            except RuntimeError as e:
                print(e)
        def outer(x):
            inner(x, 'more')
        top = 'the module'
        outer(5)
        class Body:
            print(sys._getframe().f_code.co_name, sys._getframe().f_locals['__module__'])
        exec('print(sys._getframe().f_code.co_name, sys._getframe().f_back.f_lineno)')
        for depth in (-1, 0, False, 1000, 'x', None, 0.5):
            try:
                print(sys._getframe(depth).f_code.co_name)
            except (TypeError, ValueError, OverflowError) as e:
                print('no frame')
        """,
    )


def test_a_frame_that_is_left_is_not_taken_for_a_later_one(vm: VM) -> None:
    check(
        vm,
        """
        import sys
        def f(a):
            return sys._getframe()
        first = f('first')
        second = f('second')
        print(first == second, first.f_code == second.f_code, second.f_locals != {'a': 'first'})
        def deep(n):
            return [sys._getframe()] if n == 0 else deep(n - 1) + [sys._getframe()]
        frames = deep(20)
        print(len(set(frames)), {f.f_code.co_name for f in frames})
        """,
    )


def test_callers_are_found_as_ordinary_programs_look_for_them(vm: VM) -> None:
    check(
        vm,
        """
        import inspect, sys
        from collections import namedtuple
        def caller():
            return sys._getframe(1).f_code.co_name
        def log(message):
            frame = inspect.currentframe().f_back
            print(frame.f_code.co_name, frame.f_lineno, frame.f_globals['__name__'], message)
        def work():
            log(caller())
        work()
        print(namedtuple('P', 'x y').__module__)
        """,
    )


def test_frames_of_generators(vm: VM) -> None:
    check(
        vm,
        """
        import sys
        def count(to):
            for i in range(to):
                got = yield i
        g = count(2)
        states = []
        def state():
            f = g.gi_frame
            return f and (f.f_lineno, f.f_locals, f.f_back, f.f_code == count.__code__)
        print(g.gi_suspended, g.gi_running, state())
        for _ in range(3):
            print(next(g, 'over'), g.gi_suspended, g.gi_running, state())
        def running():
            print(own.gi_frame.f_back.f_code.co_name, own.gi_frame.f_lineno, own.gi_running)
            yield
        own = running()
        def resume():
            next(own)
        resume()
        own.gi_frame.clear()
        print(own.gi_frame)
        """,
    )


def test_frames_of_tracebacks(vm: VM) -> None:
    check(
        vm,
        """
        import sys
        top = 1
        def f():
            return {}['x']
        try:
            f()
        except KeyError as e:
            tb = e.__traceback__
            while tb:
                frame = tb.tb_frame
                print(frame.f_code.co_name, tb.tb_lineno, frame.f_globals['top'], tb.tb_lasti >= 0)
                tb = tb.tb_next
            print(e.__traceback__.tb_next.tb_frame.f_code == f.__code__)
            same = e.with_traceback(e.__traceback__.tb_next)
            print(same.__traceback__.tb_frame.f_code.co_name)
        """,
    )


def test_positions_and_shared_variables_of_code(vm: VM) -> None:
    check(
        vm,
        """
        def f(a):
            b = 1
            def g():
                return a, b
            return g
        print(sorted(f.__code__.co_cellvars), f(1).__code__.co_freevars, f.__code__.co_freevars)
        def line():
            return (1)
        positions = set(line.__code__.co_positions())
        print(any(p[0] == 10 for p in positions), all(len(p) == 4 for p in positions))
        """,
    )


def test_the_traceback_module_shows_lines_of_the_script(vm: VM) -> None:
    ran = here(
        vm,
        """
        import traceback, linecache
        def f():
            raise ValueError(1)
        try:
            f()
        except ValueError:
            print(traceback.format_exc())
        traceback.print_stack()
        print(linecache.getline(f.__code__.co_filename, 4))
        """,
        filename="program.py",
    )
    assert ran.error == ""
    assert ran.output.count("raise ValueError(1)") == 2
    assert ran.output.splitlines()[:5] == [
        "Traceback (most recent call last):",
        '  File "program.py", line 6, in <module>',
        "    f()",
        '  File "program.py", line 4, in f',
        "    raise ValueError(1)",
    ]


def test_an_exception_that_is_put_elsewhere_still_tells_what_it_is_about() -> None:
    with VM(dialect="python") as vm:
        result = vm.run("""
def endless(): endless()
try:
    endless()
except RecursionError as e:
    raise e.with_traceback(None)
""")
        assert result.error is not None
        assert (result.error.type, result.error.limit) == ("RecursionError", "recursion")
