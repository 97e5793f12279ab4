"""match and its patterns: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_patterns(vm: VM) -> None:
    check(
        vm,
        r"""
        def m(v):
            match v:
                case 0: return 'zero'
                case 1 | 2: return 'small'
                case -3: return 'neg'
                case 'a' | 'b' as s: return f'str {s}'
                case True: return 'never'
                case None: return 'none'
                case []: return 'empty'
                case [x]: return f'one {x}'
                case [x, y] if x == y: return f'pair same {x}'
                case [1, *rest]: return f'1 and {rest}'
                case [_, _, *_, last]: return f'last {last}'
                case (x, [y, *z]): return f'nest {x} {y} {z}'
                case {'k': k, **rest}: return f'map {k} {rest}'
                case {'a': 1, 'b': [p, q]}: return f'ab {p} {q}'
                case {}: return 'some map'
                case int() | float() as n if n > 100: return f'big {n}'
                case int(n): return f'int {n}'
                case str(s): return f'string {s}'
                case _: return 'other'
        for v in (0, 1, 2, -3, 'a', 'b', 'c', None, [], [5], [7, 7], [1, 2, 3], [2, 3, 4, 5],
                  (9, [8, 7, 6]), {'k': 1, 'z': 2}, {'a': 1, 'b': [3, 4]}, {'q': 1}, 500, 50, 2.5,
                  1000.5, 'xx', b'x', {1}):
            print(v, m(v))
        def alt(v):
            match v:
                case [a, b] | {'a': a, 'b': b} | (a, b, _): return a, b
                case ('x', y, z) | (z, y): return 'xyz', y, z
                case [[a, b], c] | {'c': c, 'b': b, 'a': a}: return a, b, c
            return None
        print(alt([1, 2]), alt({'a': 3, 'b': 4}), alt((5, 6, 7)), alt(5))
        print(alt({'c': 1, 'b': 2, 'a': 3}))
        def sub():
            print('subject once')
            return 5
        match sub():
            case 1: pass
            case 2: pass
            case x: print(x)
        match 1, 2:
            case a, b: print(a + b)
        match = 5; case = 6
        print(match + case)
        def guard(v):
            match v:
                case x if x > 5: r = 'big'
                case x if x > 2: r = 'mid'
                case x: r = 'low'
            return r, x
        print(guard(7), guard(3), guard(1))
        for i in range(4):
            match i:
                case 1: continue
                case 3: break
            print('i', i)
        def dup(v):
            match v:
                case {'x': {'y': [1, {'z': z}]}}: return z
                case ((a, b), (c, d)): return a + b + c + d
        print(dup({'x': {'y': [1, {'z': 'deep'}]}}), dup([[1, 2], [3, 4]]))
        """,
    )


def test_a_deque_is_a_sequence_without_collections_abc(vm: VM) -> None:
    check(
        vm,
        """
        from collections import Counter, deque
        match deque([1, 2]):
            case [1, *rest]: print(rest)
        match Counter('aab'):
            case {'a': n}: print(n)
        """,
    )
