import difflib
a, b = "one\ntwo\nthree\n".splitlines(True), "one\n2\nthree\nfour\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "a", "b"))); print("".join(difflib.ndiff(a, b))); print("".join(difflib.context_diff(a, b, n=1)))
s = difflib.SequenceMatcher(None, "abcd", "bcde"); print(s.ratio(), s.find_longest_match(0, 4, 0, 4), s.get_matching_blocks(), s.get_opcodes(), s.quick_ratio(), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.get_close_matches("zzz", ["a"]), difflib.SequenceMatcher(None, [1, 2], [1, 2]).ratio(), list(difflib.restore(difflib.ndiff(a, b), 1)))
