# An endless loop in another VM on this thread.
# policy: open
# limits: steps=200000 wall_time=1
# needs: pkpy.ComputeThread
# expect: error|steps|wall_time|crashed|memory
import pkpy
# One of the library's places that no earlier script of this process has left taken.
for i in range(1, 16):
    try:
        t = pkpy.ComputeThread(i)
        break
    except ValueError:
        pass
t.exec('while True: pass')  # attack
