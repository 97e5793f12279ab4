lines = []
for i in range(1, 4):
    lines.append(" " * (3 - i) + "*" * (2 * i - 1))
print("\n".join(lines))
s = ""
for c in "hello": s = c + s
print(s, s[::-1], s.upper().lower().title(), s.replace("l", "L", 1))
t = f"{'Name':<10}|{'Age':>5}\n" + "-" * 16 + "\n"
for n, a in [("Ann", 5), ("Bartholomew", 120)]: t += f"{n:<10.10}|{a:>5}\n"
print(t, end="")
print("a,b;c d".replace(";", ",").replace(" ", ",").split(","), "-".join(str(i) for i in range(5)), "ab" * 3, "x=%d y=%.1f" % (1, 2))
vowels = sum(ch in "aeiou" for ch in "programming language"); print(vowels)
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in "hello, world"))
print("%s" % [1, 2], "%5s|%-5s|" % ("a", "b"), "%03d" % 7, "%x" % 255, "%c" % 65, "100%")
