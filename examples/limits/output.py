# Talks too much:  scripts/pkhost run --stdout 1kB examples/limits/output.py
n = 0
while True:
    n += 1
    print(n, "bottles of beer on the wall")
