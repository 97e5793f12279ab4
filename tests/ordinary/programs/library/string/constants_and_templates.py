import string
print(string.ascii_letters, string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello big world"), string.capwords("a-b-c", "-"))
t = string.Template("$who likes ${what}s, $$5")
print(t.substitute(who="Tim", what="kite"), t.safe_substitute(who="X"), t.template)
for bad in (lambda: t.substitute(who="x"), lambda: string.Template("$ x").substitute()):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
f = string.Formatter()
print(f.format("{} {a}", 1, a=2), list(f.parse("x{a!r:>5}y")), f.vformat("{0}{b}", ("A",), {"b": "B"}))
def caesar(s, k): return s.translate(str.maketrans(string.ascii_lowercase, string.ascii_lowercase[k:] + string.ascii_lowercase[:k]))
print(caesar("hello, world", 3), caesar(caesar("abc", 5), -5))
