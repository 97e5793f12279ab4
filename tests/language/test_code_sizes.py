"""What PocketPy's bytecode cannot say in one piece, and other large code: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_large_code(vm: VM) -> None:
    check(
        vm,
        r"""
        src = (
            'def f():\n'
            + ''.join(f'    v{i} = {i}\n' for i in range(200))
            + '    def g(): return v3 + v150 + v199\n    v3 += 1\n    return '
            + ' + '.join(f'v{i}' for i in range(200))
            + ', g()\n'
        )
        exec(src); print(f())
        src = 'x = [' + ', '.join(str(i) for i in range(5000)) + ']\nprint(len(x), x[4999], sum(x))'
        exec(src)
        src = 'x = {' + ', '.join(f'{i}: {i}' for i in range(1000)) + '}\nprint(len(x))'
        exec(src)
        src = 'x = {' + ', '.join(f'{i}' for i in range(1000)) + '}\nprint(len(x))'
        exec(src)
        src = 'print(' + ' + '.join(['1'] * 500) + ')'
        exec(src)
        src = 'n = 0\nfor i in range(3):\n' + '    n += i\n' * 12000 + 'print(n)'
        exec(src)
        src = (
            'n = 0\nwhile n < 2:\n    if n == 5:\n'
            + '        n += 1\n' * 12000
            + '    else:\n        n += 1\nelse: print("else", n)'
        )
        exec(src)
        src = (
            'def f(x):\n    if x == 0: return 0\n'
            + ''.join(f'    elif x == {i}: return {i * i}\n' for i in range(1, 500))
            + 'print(f(0), f(300), f(499), f(-1))'
        )
        exec(src)
        src = 'print(len((' + ', '.join(f'"s{i}"' for i in range(500)) + ')))'
        exec(src)
        src = 'print(len(f"' + ''.join('{%d}' % i for i in range(500)) + '"))'
        exec(src)
        src = 'x = ' + '[' * 90 + ']' * 90 + '\nprint(str(x).count("["))'
        exec(src)
        src = 'class Q: pass\nprint(' + 'str(1).strip().' * 300 + 'upper())'
        exec(src)
        src = (
            'def f(' + ', '.join(f'a{i}' for i in range(50)) + '): return a0 + a49\n'
            + 'print(f(' + ', '.join(str(i) for i in range(50)) + '))'
        )
        exec(src)
        print(eval('1 if ' + ' or '.join(f'{i} == 999' for i in range(1000)) + ' else 2'))
        print(eval('max(' + ','.join(map(str, range(300))) + ')'))
        try: raise ValueError
        except Exception:
            src = (
                'try:\n'
                + '    x = 1\n' * 20000
                + '    1/0\nexcept ZeroDivisionError: print("far")'
            )
            exec(src)
        def many():
            r = []
            a0=a1=a2=a3=a4=a5=a6=a7=a8=a9=b0=b1=b2=b3=b4=b5=b6=b7=b8=b9=c0=c1=c2=c3=c4=c5=c6=c7=c8=c9=1
            d0=d1=d2=d3=d4=d5=d6=d7=d8=d9=e0=e1=e2=e3=e4=e5=e6=e7=e8=e9=f0=f1=f2=f3=f4=f5=f6=f7=f8=f9=1
            g0=g1=g2=g3=g4=g5=g6=g7=g8=g9=2
            for i in range(3):
                g9 += i
                r += [h0 * g9 for h0 in range(2) if [h1 for h1 in range(h0 + 1)]]
            del g9
            try: print(g9)
            except UnboundLocalError as e: print(e)
            try: h77
            except NameError as e: print(e)
            return r, g8, f9
        print(many())
        """,
    )
