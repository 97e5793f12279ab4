# Overflows the engine's stack:  scripts/pkhost run --dialect pocketpy examples/limits/crash.py
#
# PocketPy's own compiler compiles nested expressions by recursion in C, and this one has no end in
# sight.  In a plain PocketPy that is the end of the process.
eval("(" * 100000)
