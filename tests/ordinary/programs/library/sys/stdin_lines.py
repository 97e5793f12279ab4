import sys
n = int(sys.stdin.readline())
rows = [list(map(int, sys.stdin.readline().split())) for _ in range(n)]
print(n, rows)
data = sys.stdin.read().split()
print(data, len(data))
print(sys.stdin.readline() == "", list(sys.stdin), sys.stdin.readlines())
