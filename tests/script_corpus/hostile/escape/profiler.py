# Starts the line profiler, which takes the trace function that the host's interrupt uses.
# policy: open
# expect: steps|error|crashed
import pkpy
pkpy.profiler_begin()  # attack
while True:
    pass
