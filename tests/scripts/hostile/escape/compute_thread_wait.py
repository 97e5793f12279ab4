# Starts a thread and waits for it for ever.
# policy: open
# limits: steps=None wall_time=0.5
# needs: pkpy.ComputeThread
# expect: error|wall_time|ok|crashed
import pkpy
t = pkpy.ComputeThread(2)
t.submit_eval('1 + 1')  # attack
t.wait_for_done()
print(t.last_error(), t.last_retval())
