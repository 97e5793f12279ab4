# A ComputeThread that never had its __init__.
# policy: open
# needs: pkpy.ComputeThread
# expect: error|ok|crashed|memory
import pkpy
T = pkpy.ComputeThread
t = T.__new__(T)
t.exec('import pkpy')  # attack
