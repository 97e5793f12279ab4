import sys
total = 0
for number, line in enumerate(sys.stdin, 1):
    words = line.split()
    if not words: continue
    total += len(words)
    print(number, words[0], line.rstrip("\n").count(" "))
print(total)
