print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "10" < "9", "é" > "z", "Z" < "a", max("b", "abc"), min("b", "abc"), sorted("bca"), sorted(["b", "B", "a", "A"]), "a" == "A".lower(), "x" in "xyz" in ["xyz"])
print(["10", "9", "1"] < ["10", "9", "2"], sorted(["10", "9", "1"]), sorted(["10", "9", "1"], key=int), max("hello"), "b" * 2 > "b", "abc".__lt__("abd"), ("a", 2) < ("b", 1), [["b"], ["a", "z"]] > [["b"], ["a"]])
try: "a" < 1
except TypeError as e: print(e)
