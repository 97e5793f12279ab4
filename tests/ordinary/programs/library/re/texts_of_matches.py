import re


def show(function, *arguments):
    try:
        made = function(*arguments)
    except Exception as error:
        made = type(error).__name__, str(error)
    print(ascii(made))


texts = ["foo12 bar345 baz", "", "aé1ü22ñ ß3", "😀x😀y", "aaa", "a,b;c,,d"]
patterns = [r"\d+", r"([a-z]+)(\d*)", r"(a)|(b)", r"", r"[,;]", r"(,)|;", r"\b", r"x*", r"(?i)[Éü]", r"(.)", r"$"]
for pattern in patterns:
    for text in texts:
        show(re.findall, pattern, text)
        show(re.split, pattern, text)
        show(re.split, pattern, text, 1)
        show(re.split, pattern, text, -1)
        show(re.sub, pattern, "#é", text)
        show(re.subn, pattern, "-", text, 1)
        show(re.subn, pattern, "-", text, -1)
        show(re.sub, pattern, r"<\g<0>>", text)
        show(re.sub, pattern, lambda match: match.group().upper() + "é", text)
        compiled = re.compile(pattern)
        for place in ((1,), (1, 3), (-2,), (0, -1), (100,), (0, 100), (True,)):
            show(compiled.findall, text, *place)
            for found in (compiled.search(text, *place), compiled.match(text, *place)):
                show(lambda: found and (found.group(), found.span(), found.groups(), found.pos, found.endpos))
for pattern in (rb"\d+", rb"(a)(b)?", rb""):
    for data in (b"ab12", b"", b"a\xff\x00b", bytearray(b"ab1")):
        show(re.findall, pattern, data)
        show(re.split, pattern, data)
        show(re.sub, pattern, b"#", data)
        show(re.subn, pattern, b"#", data, 1)
show(re.findall, "a", b"a")
show(re.split, b"a", "a")
show(re.sub, "a", "b", None)


class Text(str):
    pass


show(re.findall, "a", Text("aXa"))
show(re.sub, "a", Text("b"), "cab")
show(lambda: type(re.sub("a", "b", Text("cab"))).__name__)
found = re.match(r"(?P<a>x)(y)?", "xz")
for group in ("a", 2, 3, -1, True, "q", 0, 1.5, None):
    show(found.group, group)
