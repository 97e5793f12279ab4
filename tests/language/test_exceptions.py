"""Exceptions of dialect "python": classes, attributes, chains, groups, texts; against CPython."""

from __future__ import annotations

import builtins

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM

CLASSES = sorted(
    (name for name in vars(builtins) if isinstance(getattr(builtins, name), type)
     and issubclass(getattr(builtins, name), BaseException)),
)  # fmt: skip


@cpython_311
def test_the_hierarchy_is_cpythons(vm: VM) -> None:
    check(
        vm,
        f"""
    for name in {CLASSES!r}:
        cls = eval(name)
        print(name, cls.__name__, [base.__name__ for base in cls.__mro__])
    """,
    )


@cpython_311
@pytest.mark.parametrize("name", CLASSES)
def test_each_class_shows_its_arguments(vm: VM, name: str) -> None:
    check(
        vm,
        f"""
    for arguments in ((), ('x',), ('x', 2), (None,), (('a', 1),), (1, 'no such thing', 'file')):
        try:
            error = {name}(*arguments)
        except Exception as failure:
            print(type(failure).__name__, failure)
        else:
            print(type(error).__name__, error.args, str(error), repr(error))
    """,
    )


PROGRAMS = {
    "attributes_of_ones_own": """
        class Shortage(Exception):
            def __init__(self, wanted, had):
                super().__init__(f"wanted {wanted}")
                self.wanted, self.had = wanted, had
        try:
            raise Shortage(3, had=1)
        except Shortage as error:
            print(error, error.args, error.wanted, error.had, repr(error), vars(error))
        """,
    "init_without_super": """
        class Quiet(ValueError):
            def __init__(self, a, b=0):
                self.a = a
            def __str__(self):
                return f"quiet {self.a}"
        error = Quiet(1, 2)
        print(error, error.args, repr(error))
        print(Quiet(5, b=6).args)
        """,
    "keywords": """
        for make in (lambda: ValueError(x=1), lambda: ImportError('m', name='n', path='p'),
                     lambda: ImportError(y=1), lambda: NameError('m', name='n'),
                     lambda: AttributeError('m', name='n', obj=3), lambda: KeyError(k=1)):
            try:
                error = make()
                print(repr(error), getattr(error, 'name', '-'), getattr(error, 'path', '-'),
                      getattr(error, 'obj', '-'))
            except TypeError as failure:
                print(failure)
        """,
    "args_can_be_set": """
        error = ValueError(1)
        error.args = [2, 3]
        print(error.args, error)
        try:
            error.args = 4
        except TypeError as failure:
            print(failure)
        """,
    "key_error": """
        try:
            {}['no such']
        except KeyError as error:
            print(str(error), repr(error), error.args)
        print(KeyError('a', 'b'), KeyError())
        """,
    "os_error": """
        import errno
        for number in (errno.ENOENT, errno.EEXIST, errno.EACCES, errno.EISDIR, errno.EPIPE, 9999):
            error = OSError(number, 'words', 'file')
            print(type(error).__name__, error, error.errno, error.strerror, error.filename)
            print(error.args, error.filename2)
        print(OSError('one'), OSError('one').errno, OSError(1, 2), OSError(1, 'a', 'b', None, 'c'))
        print(FileNotFoundError('plain'), IOError is OSError, EnvironmentError is OSError)
        """,
    "stop_iteration": """
        print(StopIteration().value, StopIteration(4).value, StopIteration(4, 5).value)
        def gen():
            yield 1
            return 'end'
        g = gen()
        next(g)
        try:
            next(g)
        except StopIteration as stop:
            print(stop.value, stop.args)
        """,
    "system_exit": """
        for arguments in ((), (3,), (None,), ('bye',), (1, 2)):
            error = SystemExit(*arguments)
            print(error.code, error.args)
        try:
            raise SystemExit(7)
        except SystemExit as error:
            print('caught', error.code)
        """,
    "unicode_errors": """
        print(UnicodeDecodeError('utf-8', b'a\\xff', 1, 2, 'invalid start byte'))
        print(UnicodeDecodeError('utf-8', b'a\\xff\\xfe', 1, 3, 'r'))
        for text in ('\\xe9', '\\u20ac', '\\U0001f600'):
            print(UnicodeEncodeError('ascii', text, 0, 1, 'r'))
        print(UnicodeTranslateError('a', 0, 1, 'r'))
        error = UnicodeDecodeError('utf-8', b'a', 0, 1, 'r')
        print(error.encoding, error.object, error.start, error.end, error.reason)
        """,
    "causes_and_contexts": """
        try:
            try:
                1 / 0
            except ZeroDivisionError as first:
                raise KeyError('k') from first
        except KeyError as error:
            print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                raise KeyError('k') from None
        except KeyError as error:
            print(error.__cause__, repr(error.__context__), error.__suppress_context__)
        try:
            raise ValueError from TypeError
        except ValueError as error:
            print(repr(error.__cause__))
        for wrong in (3, int, 'x'):
            try:
                raise ValueError from wrong
            except TypeError as error:
                print(error)
        for wrong in (3, int, None):
            try:
                raise wrong
            except TypeError as error:
                print(error)
        """,
    "context_through_calls": """
        def inner():
            raise ValueError('inner')
        def outer():
            try:
                1 / 0
            except ZeroDivisionError:
                inner()
        try:
            outer()
        except ValueError as error:
            print(repr(error.__context__), error.__context__.__context__)
        """,
    "context_has_no_circle": """
        a, b = ValueError('a'), ValueError('b')
        try:
            try:
                try:
                    raise a
                except ValueError:
                    raise b
            except ValueError:
                raise a
        except ValueError as error:
            print(error, repr(error.__context__), error.__context__.__context__)
        """,
    "bare_raise": """
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                try:
                    raise
                except ZeroDivisionError as again:
                    print('again', again, again.__context__)
                raise
        except ZeroDivisionError as error:
            print(error, error.__context__)
        try:
            raise
        except RuntimeError as error:
            print(error)
        """,
    "notes": """
        error = ValueError('x')
        error.add_note('one')
        error.add_note('two')
        print(error.__notes__)
        try:
            error.add_note(3)
        except TypeError as failure:
            print(failure)
        error.__notes__ = 5
        try:
            error.add_note('y')
        except TypeError as failure:
            print(failure)
        """,
    "tracebacks_as_objects": """
        def f():
            raise ValueError('x')
        def lines(tb):
            found = []
            while tb is not None:
                found.append((tb.tb_lineno, tb.tb_frame.f_code.co_name))
                tb = tb.tb_next
            return found
        try:
            f()
        except ValueError as error:
            tb = error.__traceback__
            print(lines(tb), tb.tb_frame.f_code.co_filename)
            print(lines(error.with_traceback(None).__traceback__))
            print(error.with_traceback(tb) is error)
            print(lines(error.__traceback__))
            try:
                error.__traceback__ = 3
            except TypeError as failure:
                print(failure)
        """,
    "recursion_in_tracebacks": """
        def f(n):
            if n == 0:
                raise ValueError
            f(n - 1)
        try:
            f(50)
        except ValueError as error:
            count, tb = 0, error.__traceback__
            while tb is not None:
                count, tb = count + 1, tb.tb_next
            print(count)
        """,
    "exc_info": """
        import sys
        print(sys.exc_info())
        try:
            1 / 0
        except ZeroDivisionError as error:
            kind, value, tb = sys.exc_info()
            print(kind, value is error, tb is not None, sys.exception() is error)
        print(sys.exc_info())
        """,
    "groups": """
        inner = ExceptionGroup('h', [ValueError(3)])
        group = ExceptionGroup('g', [ValueError(1), TypeError(2), inner])
        print(group, repr(group), group.message, group.exceptions)
        print(group.split(ValueError))
        print(group.subgroup((TypeError, KeyError)), group.subgroup(KeyError))
        print(group.subgroup(lambda error: isinstance(error, ValueError) and error.args == (3,)))
        print(isinstance(group, Exception), isinstance(group, BaseExceptionGroup))
        print(type(BaseExceptionGroup('b', [ValueError()])))
        print(type(BaseExceptionGroup('b', [SystemExit()])))
        for arguments in ((), ('a',), ('a', []), ('a', 3), (1, [ValueError()]), ('a', [3]),
                          ('a', [SystemExit()])):
            try:
                ExceptionGroup(*arguments)
            except (TypeError, ValueError) as error:
                print(type(error).__name__, error)
        """,
    "except_star": """
        try:
            raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError as group:
            print('values', group.exceptions)
        except* (TypeError, KeyError) as group:
            print('others', group.exceptions)
        """,
    "names_of_errors": """
        try:
            no_such_name
        except NameError as error:
            print(error.name, error)
        class C:
            pass
        c = C()
        try:
            c.missing
        except AttributeError as error:
            print(error.name, error.obj is c, error)
        try:
            import no_such_module_here
        except ModuleNotFoundError as error:
            print(error.name, error)
        def f():
            print(x)
            x = 1
        try:
            f()
        except UnboundLocalError as error:
            print(error)
        """,
    "syntax_errors_as_data": """
        try:
            compile('x = = 1', 'f.py', 'exec')
        except SyntaxError as error:
            print(error.msg, error.filename, error.lineno, error.offset, error.text, error.args[0])
            print(error, error.end_lineno, error.end_offset)
        try:
            exec('if x:\\npass')
        except IndentationError as error:
            print(type(error), error.msg, isinstance(error, SyntaxError))
        """,
    "what_cannot_be_caught_is_an_error": """
        try:
            try:
                1 / 0
            except 'no class':
                pass
        except TypeError as error:
            print(error, repr(error.__context__))
        """,
    "an_exception_deletes_its_name": """
        error = 1
        try:
            1 / 0
        except ZeroDivisionError as error:
            pass
        try:
            error
        except NameError as failure:
            print(failure)
        """,
    "several_bases": """
        class Both(KeyError, AttributeError):
            pass
        error = Both('x')
        print(repr(error), str(error))
        print(isinstance(error, LookupError), isinstance(error, AttributeError))
        """,
}


@cpython_311
@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(vm: VM, name: str) -> None:
    check(vm, PROGRAMS[name])


def test_a_note_of_what_is_kept_survives_a_collection(vm: VM) -> None:
    """Fields, causes, contexts and attributes are seen by the garbage collector."""
    ran = here(
        vm,
        """
    import gc
    def make(n):
        error = OSError(2, 'words ' * 20 + str(n), 'file ' * 20)
        error.payload = ['payload', n] * 10
        error.__cause__ = ValueError('cause ' * 20 + str(n))
        return error
    kept = [make(n) for n in range(200)]
    for _ in range(50):
        junk = [make(n) for n in range(100)]
        gc.collect()
    for n, error in enumerate(kept):
        assert error.strerror == 'words ' * 20 + str(n) and error.filename == 'file ' * 20
        assert error.payload == ['payload', n] * 10
        assert str(error.__cause__) == 'cause ' * 20 + str(n)
    print('whole')
    """,
    )
    assert (ran.output, ran.error) == ("whole\n", "")
