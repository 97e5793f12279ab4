s = "Hello, World"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold(), "éCOLE".capitalize(), "they're bill's".title(), "ß".upper(), "ß".casefold(), "ǆ".title())
print(s.find("o"), s.find("o", 5), s.find("zz"), s.rfind("o"), s.index("W"), s.rindex("l"), s.count("l"), s.count(""), s.startswith("He"), s.endswith(("x", "ld")), s.startswith("W", 7), "".find(""), s.find("l", -3))
print(s.replace("l", "L"), s.replace("l", "L", 1), s.replace("", "-"), s.split(), s.split(","), s.split("o", 1), s.rsplit("o", 1), "a,,b".split(","), "  a  b ".split(), "".split(), "".split(","), "a b c d".split(None, 2), " a b ".rsplit(None, 1), "abc".split("x"))
print("  x ".strip(), "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "www.x.com".lstrip("w."), "a.txt".removesuffix(".txt"), "pre_x".removeprefix("pre_"), "\t\n x\r\n".strip())
print("x".center(7, "*"), "x".center(4) + "|", "x".ljust(4) + "|", "x".rjust(4), "42".zfill(5), "-42".zfill(5), "+1".zfill(4), "abc".center(2), "é".center(5, "-"), "a\tb".expandtabs(4), "\t".expandtabs(3) + "|")
print(",".join(["a", "b"]), "".join("abc"), "-".join({"k": 1}), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("x"), "a\nb\r\nc\rd".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "x\x0by\u2028z".splitlines())
print("abc".isalpha(), "ab1".isalnum(), "12".isdigit(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "ab".islower(), "AB".isupper(), "Ab Cd".istitle(), " \t".isspace(), "".isalpha(), "a b".isidentifier(), "é".isascii(), "a\n".isprintable(), "한".isalpha(), "ǅ".istitle(), "٣".isdecimal())
print("abc"[1], "abc"[-1], "abc"[::-1], "abc"[5:], "a" in "abc", "ac" in "abc", "" in "", "a" * 3, "a" + "b", len("日本"), "a" < "b", "B" < "a", "abc" < "abd", max("abc"), sorted("cab"), list("hi"), "abc" == 'abc', "x" "y")
t = str.maketrans({"a": "1", "b": None, "c": "xyz"})
print("abcd".translate(t), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("", "", "l")), "abc".translate({97: 65}))
print(str.upper("x"), str.join("-", "ab"), "%s" % "x", "abc".encode(), chr(8364), ord("€"), ascii("é\n"), repr("it's"), "a".__add__("b"), "x".__contains__("x"), str(b"x", "ascii"), str(123), str(None), str([1, "a"]))
for bad in ("'abc'[10]", "'a' + 1", "'abc'.index('z')", "'a'.join([1])", "'a' - 'b'", "'x'.center()", "'abc'['a']", "'a'.split('')", "'x'.zfill('a')", "'a'.startswith(1)", "'abc'.find(1)", "'x'.center(5, 'ab')", "'a' * 'b'", "'a'.foo()", "'{}'.format()", "'a' in 1", "1 in 'a'", "'abc'.replace('a')", "str(b'a', 'ascii', 'x', 1)", "''.join(5)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
try:
    "abc"[0] = "x"
except TypeError as e:
    print(e)
