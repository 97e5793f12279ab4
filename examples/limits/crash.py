# Makes the engine overflow its own stack:  scripts/pkhost run examples/limits/crash.py
#
# PocketPy prints nested lists by recursion in C, and this one is nested in itself.  In a plain
# PocketPy that is the end of the process.
nested = []
nested.append(nested)
print(nested)
