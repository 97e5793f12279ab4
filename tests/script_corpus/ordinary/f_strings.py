# f-strings with widths, alignment, precision and repr.
name, n, x = 'Ada', 42, 3.14159
print(f'{name} {n} {x}', f'{name!r}', f'{n + 1}', f'{"nested"}')
print(f'[{n:5}] [{n:<5}] [{n:^5}] [{n:05}] [{n:>5d}]')
print(f'[{name:10}] [{name:>10}] [{name:^10}] [{name:*^10}]')
print(f'[{x:.2f}] [{x:8.3f}] [{x:08.1f}] [{-x:.1f}]')
print(f'{{literal}} {[i for i in range(3)]} {n if n > 3 else x}')
print('{} {} {}'.format(1, 'two', 3.0), '{0}{1}{0}'.format('a', 'b'), '{:>6}|{:<6}|'.format('r', 'l'))
print('%s is %d years and %f, %r %%' % (name, n, x, name))
