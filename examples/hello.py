# A first script: scripts/pkhost run examples/hello.py
#
# It runs in PocketPy, in an isolated process, with the default limits.
import sys

print(f"Hello from PocketPy {sys.version.split()[0]}!")
print("The sum of the squares below 10 is", sum([n * n for n in range(10)]))
