# Starts a thread with a VM of its own.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed
import pkpy
t = pkpy.ComputeThread(1)  # attack
t.submit_exec('while True: pass')
