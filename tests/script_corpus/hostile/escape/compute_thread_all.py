# Takes all sixteen VMs of the library.
# policy: open
# limits: memory=64MB
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
ts = []
for i in range(-2, 20):
    try:
        t = pkpy.ComputeThread(i)
        ts.append(t)
        t.exec('x = ' + str(i))  # attack
    except BaseException:
        pass
