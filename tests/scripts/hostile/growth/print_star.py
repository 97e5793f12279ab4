# print(*list): the argument buffer overflow that an innocent program meets first.
# expect: ok|error|crashed|output
print(*list(range(3000)))
