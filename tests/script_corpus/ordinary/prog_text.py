# Word counts, caesar cipher, palindromes, run lengths.
text = 'It was the best of times it was the worst of times'
counts = {}
for w in text.lower().split():
    counts[w] = counts.get(w, 0) + 1
for w, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])):
    print(w.ljust(6), '*' * n)


def caesar(s, k):
    out = ''
    for c in s:
        if 'a' <= c and c <= 'z':
            out += chr((ord(c) - 97 + k) % 26 + 97)
        elif 'A' <= c and c <= 'Z':
            out += chr((ord(c) - 65 + k) % 26 + 65)
        else:
            out += c
    return out


e = caesar(text, 13)
print(e, caesar(e, 13) == text)
for w in ['level', 'python', 'A man a plan a canal Panama']:
    t = w.lower().replace(' ', '')
    print(w, t == t[::-1])


def runs(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(s[i] + str(j - i))
        i = j
    return ''.join(out)


print(runs('aaabccddddd'), runs(''))
