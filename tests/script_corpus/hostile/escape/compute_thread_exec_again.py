# The same once more: VMs left behind by the run before must not be found.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
# One of the library's places that no earlier script of this process has left taken.
for i in range(1, 16):
    try:
        t = pkpy.ComputeThread(i)  # attack
        break
    except ValueError:
        pass
t.exec('y = 1')
print(t.eval('y + 1'))
