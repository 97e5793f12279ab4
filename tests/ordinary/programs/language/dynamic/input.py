name = input("Name? ")
print("Hello,", name)
n = int(input())
nums = [int(x) for x in input().split()]
print(n, nums, sum(nums))
a, b = map(float, input("two: ").split(","))
print(a + b)
print(repr(input()))
import sys
print(repr(sys.stdin.readline()))
for line in sys.stdin:
    line = line.rstrip("\n")
    if line == "stop": break
    print("line:", line)
print(repr(sys.stdin.read()))
print(repr(sys.stdin.read()))
try:
    input()
except EOFError as e:
    print("EOFError:", e)
