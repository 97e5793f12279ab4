# A first script: scripts/pkhost run examples/hello.py
#
# It is Python, and runs in PocketPy's VM, in an isolated process, with the default limits.
import sys

print(f"Hello from Python {sys.version.split()[0]}!")
print("The sum of the squares below 10 is", sum([n * n for n in range(10)]))
