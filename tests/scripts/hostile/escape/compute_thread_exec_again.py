# The same once more: VMs left behind by the run before must not be found.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
t = pkpy.ComputeThread(3)  # attack
t.exec('y = 1')
print(t.eval('y + 1'))
