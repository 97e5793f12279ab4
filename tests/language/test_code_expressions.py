"""Operators and their order, displays, f-strings: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_assignments(vm: VM) -> None:
    check(
        vm,
        r"""
        a, (b, *c), d = 1, 'xyz', 4
        print(a, b, c, d)
        [p, q] = {1: 2, 3: 4}
        print(p, q)
        *m, n = range(4)
        print(m, n)
        x = y = [1]
        x += [2]; print(y)
        l = [1, 2, 3, 4, 5]
        l[1:3] = 'ab'; print(l)
        del l[::2]; print(l)
        i = 0
        i, l[i] = 1, 'set'; print(i, l)
        a, b, c = 1, 2, 3
        a, b, c = c, a, b
        print(a, b, c)
        for bad in ('a, b = 1', 'a, b = 1, 2, 3', 'a, b, c = "xy"', '(a, *b), c = 1, 2',
                    'a, b, *c = [1]'):
            try: exec(bad)
            except (TypeError, ValueError) as e: print(bad, '|', e)
        def order(v, log=[]):
            print(v, end=' ')
            return v
        class C: pass
        d = {}
        d[order('k')] = order('v'); print(d)
        d[order('k')] += order('w'); print(d)
        x: int = 5
        y: str
        print(__annotations__)
        (z): int = 3
        print(z)
        first, *rest = 'hello'
        print(first, rest)
        for (i, (j, k)), *r in [((1, (2, 3)), 4, 5)]: print(i, j, k, r)
        """,
    )


@cpython_311
def test_operators_and_their_order(vm: VM) -> None:
    check(
        vm,
        r"""
        def t(v):
            print(v, end=' ')
            return v
        print(t(1) < t(2) < t(3))
        print(t(3) < t(2) < t(1))
        print(1 < 2 > 1 != 5 in [5])
        print(t(0) or t('') or t('x') or t('y'))
        print(t(1) and t(2) and t(0) and t(3))
        print(not t(0), not not t(5))
        print(t(1) if t(0) else t(2))
        print((t(1), t(2))[t(0)])
        print(t(2) ** t(3) ** t(2) % t(7))
        print(-2 ** 2, 2 ** -1, ~5, +True, - -3)
        print(7 // 2, -7 // 2, 7 % -3, 5 / 2, 1 << 4 | 1 ^ 3 & 2)
        print(3 in [1, 2, 3], 3 not in [1], None is None)
        print({t('a'): t(1), t('b'): t(2)})
        print([t(1), *t([2]), t(3)])
        if t(1) and (t(0) or t(2)) and not t(0): print('yes')
        if not (t(1) and t(0)) or t(5): print('yes2')
        while not (t(0) or t(1)): pass
        print(1 if [] else 2 if {} else 3)
        x = 5
        print(x if 1 < x < 10 else -x, (1 < x < 3) == False, 3 < x > 4)
        print([v for v in range(10) if 2 < v < 7 if v != 5])
        print(0x1f, 0b11, 0o17, 1_000, 1e3, 2j, 10**30)
        print(123456789012345678901234567890, -99999999999999999999)
        print(b'ab' b'cd', 'a' 'b' f'{1}' 'c', r'\n', '\x41\u00e9')
        print(1 == 1.0 == True, ..., Ellipsis)
        """,
    )


@cpython_311
def test_f_strings(vm: VM) -> None:
    check(
        vm,
        r"""
        x, w, name = 3.14159, 10, 'bob'
        print(f'{x:.2f}|{x:{w}.3f}|{name!r:>{w}}|{name:^{w}}|{{}}|{x=}|{x = :.1f}|{name!s}|{"q"!a}')
        print(f'{ {"a": 1}["a"] } {[i for i in range(3)]} {(lambda q: q * 2)(4)} {name.upper()}')
        print(f'''multi
        {x
        :.3f}''', f'{1}{2}{3}', f'', f'{"nested " + f"{w}"}')
        print(f'{1_000_000:,} {255:#x} {255:08b} {0.5:%} {-5:+d}')
        """,
    )
