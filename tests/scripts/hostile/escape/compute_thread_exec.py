# Runs code in another VM on this thread: the library switches the current VM.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
t = pkpy.ComputeThread(3)
t.exec('x = 1')  # attack
print(t.eval('x + 1'))
