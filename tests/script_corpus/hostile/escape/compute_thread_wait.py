# Starts a thread and waits for it for ever.
# policy: open
# limits: steps=None wall_time=0.5
# needs: pkpy.ComputeThread
# expect: error|wall_time|ok|crashed
import pkpy
# One of the library's places that no earlier script of this process has left taken.
for i in range(1, 16):
    try:
        t = pkpy.ComputeThread(i)
        break
    except ValueError:
        pass
t.submit_eval('1 + 1')  # attack
t.wait_for_done()
print(t.last_error(), t.last_retval())
