# Runs code in another VM on this thread: the library switches the current VM.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
# One of the library's places that no earlier script of this process has left taken.
for i in range(1, 16):
    try:
        t = pkpy.ComputeThread(i)
        break
    except ValueError:
        pass
t.exec('x = 1')  # attack
print(t.eval('x + 1'))
