# exec of a code object whose only reference goes while it runs.
# policy: open
# expect: ok
import gc
src = 'import gc\ncode = None\ngc.collect()\njunk = [compile("y = 1", "a", "exec") for i in range(100)]\nz = 1 + 2\nz = z + 3\n'
code = compile(src, 'f', 'exec')
exec(code)  # attack
