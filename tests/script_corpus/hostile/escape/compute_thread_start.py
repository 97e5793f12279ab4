# Starts a thread with a VM of its own.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed
import pkpy
# One of the library's places that no earlier script of this process has left taken.
for i in range(1, 16):
    try:
        t = pkpy.ComputeThread(i)  # attack
        break
    except ValueError:
        pass
t.submit_exec('while True: pass')
