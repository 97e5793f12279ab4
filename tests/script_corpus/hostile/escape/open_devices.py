# Opens devices and pipes.
# policy: open
# expect: ok
# stdout: done
for path in ['/dev/stdin', '/dev/stdout', '/dev/stderr', '/dev/tty', '/dev/mem', '/dev/zero', '/dev/random', '/proc/self/mem', '/proc/self/maps', '/proc/self/environ', '/proc/self/fd/0', '/proc/self/fd/1', '/proc/1/environ', '/dev/fd/3']:
    for mode in ['r', 'w', 'rb', 'a']:
        try:
            f = open(path, mode)  # attack
            f.write('x')
            print('opened', path)
        except BaseException:
            pass
print('done')
