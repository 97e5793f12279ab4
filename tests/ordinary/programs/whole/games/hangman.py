words = ["python", "banana"]
STAGES = 6
def play(word, letters):
    found, wrong = set(), []
    for c in letters:
        if c in found or c in wrong: print(f"already tried {c}"); continue
        if c in word: found.add(c)
        else: wrong.append(c)
        print(" ".join(x if x in found else "_" for x in word), "| wrong:", "".join(wrong) or "-", f"({STAGES - len(wrong)} left)")
        if set(word) <= found: return "won"
        if len(wrong) >= STAGES: return "lost"
    return "gave up"
print(play(words[0], "petahoxyn")); print(play(words[1], "xyzwvut")); print(play(words[1], "ban"))
