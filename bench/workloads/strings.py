# Strings: building, splitting, joining, searching, replacing, formatting.
WORDS = "the quick brown fox jumps over the lazy dog and runs into a deep dark wood".split(" ")


def sentence(seed, length):
    chosen = []
    for _ in range(length):
        seed = (seed * 75 + 74) % 65537
        chosen.append(WORDS[seed % len(WORDS)])
    return " ".join(chosen)


def is_palindrome(text):
    left = 0
    right = len(text) - 1
    while left < right:
        if text[left] != text[right]:
            return False
        left += 1
        right -= 1
    return True


total = 0
for number in range(2400):
    text = sentence(number, 40)
    total += len(text.replace("quick", "slow").replace("dog", "elephant"))
    total += text.find("wood") + text.count("the")
    parts = text.upper().split(" ")
    total += len("-".join(parts)) + len(parts)
    line = f"{number}: {parts[0]} {len(text)}"
    if line.startswith("7") or line.endswith("9"):
        total += len(line.strip())

palindromes = 0
for number in range(80000):
    if is_palindrome(str(number)):
        palindromes += 1

letters = ""
for number in range(6000):
    letters += chr(97 + number % 26)

print(total, palindromes, len(letters), letters[-5:])
