from collections import Counter
import re, sys
text = sys.stdin.read()
words = re.findall(r"[a-z']+", text.lower())
counts = Counter(words)
print(f"{len(words)} words, {len(counts)} different, {len(text.splitlines())} lines, {len(text)} characters")
for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:8]:
    print(f"{word:<10}{n:>3} {'#' * n}")
longest = max(words, key=len)
print("longest:", longest, len(longest))
by_length = {}
for w in counts: by_length.setdefault(len(w), set()).add(w)
for n in sorted(by_length): print(n, sorted(by_length[n]))
print(f"average {sum(map(len, words)) / len(words):.2f}")
