# An endless loop in another VM on this thread.
# policy: open
# limits: steps=200000 wall_time=1
# needs: pkpy.ComputeThread
# expect: error|steps|wall_time|crashed|memory
import pkpy
t = pkpy.ComputeThread(4)
t.exec('while True: pass')  # attack
