import re
print(re.match(r"\d+", "123abc").group(), re.match(r"\d+", "abc"), re.search(r"[a-z]+", "12abc34").span(), re.fullmatch(r"\w+", "word") is not None, re.fullmatch(r"\w", "word"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05-17 rest")
print(m.group(), m.group(1), m.group("month"), m["year"], m.groups(), m.groupdict(), m.start(2), m.end("month"), m.span(), m.lastindex, m.lastgroup, m.string[m.end():], m.pos, m.re.pattern)
m = re.match(r"(a)(b)?", "a")
print(m.groups(), m.groups("x"), m.group(2), m.span(2), m.group(0, 1))
print(re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"x*", "axb"), re.findall(r"(?:ab)+", "abab ab"), re.findall("", "ab"))
print([m.group() for m in re.finditer(r"[aeiou]", "education")], [(m.start(), m.group()) for m in re.finditer(r"\b\w", "two words")])
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(\d)", "a1b2c"), re.split(r"\s+", " a b "), re.split(r",", "a,b,c", maxsplit=1), re.split(r"\b", "hi there"))
p = re.compile(r"(\d+)\s*(km|m)", re.IGNORECASE)
print(p.search("run 5 KM now").groups(), p.pattern, p.groups, p.flags & re.I != 0, p.findall("1km 2 m"), p.match("x"), p.search("xx 3m", 2).span(), p.groupindex)
print(bool(re.match(r"^\w+@\w+\.\w{2,3}$", "me@site.org")), re.search(r"(\w+) \1", "the the cat").group(), re.search(r"a.c", "a\nc"), re.search(r"a.c", "a\nc", re.S).group(), re.findall(r"^\w", "ab\ncd", re.M), re.findall(r"\w$", "ab\ncd", re.M))
print(re.search(r"(?<=\$)\d+", "cost $45").group(), re.search(r"\d+(?!\d|%)", "50% 60").group(), re.search(r"(?<!a)b", "abcb").start(), re.findall(r"\w+(?=!)", "hi! yo? hey!"), re.match(r"(?i)abc", "ABC").group(), re.match(r"(?x) a  b # comment", "ab").group())
print(re.escape("a.b*c?[x]"), re.search(re.escape("1+1"), "is 1+1=2").span(), re.match(r"a{2,3}?", "aaaa").group(), re.match(r"<.+?>", "<a><b>").group(), re.match(r"<.+>", "<a><b>").group(), re.match(r"[^abc]+", "xyzabc").group(), re.match(r"[\w.-]+", "a.b-c d").group())
for bad in ("(", "[a", "*a", "a{2,1}", "(?P<n>a)(?P<n>b)", r"\1", "(?<=a+)b", "a**"):
    try:
        re.compile(bad)
        print(bad, "fine")
    except re.error as e:
        print(bad, e, e.pos)
