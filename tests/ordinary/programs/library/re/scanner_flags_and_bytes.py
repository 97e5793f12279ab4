import re
print(re.findall(rb"\d+", b"a1b22"), re.sub(rb"a", b"b", b"aa"), re.match(r"\w+", "éa").group(), re.match(r"(?a)\w+", "éa"), re.findall(r"\w", "é1_", re.ASCII))
print(re.I | re.M, re.compile("a", re.I | re.X).flags, repr(re.compile("ab+")), repr(re.match("a", "abc")), re.compile("a") == re.compile("a"), re.IGNORECASE is re.I)
print(re.findall(r"(?m)^(.*?):\s*(.*)$", "k: v\nk2:  v2"), re.findall(r"[\u4e00-\u9fff]+", "abc日本語def"), re.findall(r"\bé\w*", "été école"), re.search(r"\Aabc\Z", "abc").span(), re.findall(r"\D+|\S", "1 a"))
print(re.match(r"(a|ab)(c|bcd)(d*)", "abcd").groups(), re.match(r"(a*)*", "aa").groups(), re.match(r"(?:(a)|b)*", "ab").groups(), re.match(r"(\w)(?(1)\d|x)", "a5").group(), re.findall(r"(?:(\d)|(\w))", "1a"))
print(re.match(r"((a)|(b))+", "ab").groups(), re.match(r"a++b", "aab").group(), re.match(r"(?>a+)b", "aab").group(), re.split(r"(?=[A-Z])", "helloWorldFoo"), re.findall(r"(?i:A)b", "ab Ab aB"))
p = re.compile(r"\d")
print(p.sub("x", "a1"), p.split("a1b2c"), p.fullmatch("5").group(), [m.start() for m in p.finditer("1a2")], p.search("a5", 0, 1), p.match("a5", 1).group(), re.purge())
