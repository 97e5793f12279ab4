import re
print(re.sub(r"\d", "#", "a1b22"), re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 and 20"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<f>\w)(?P<g>\w)", r"\g<g>\g<f>", "abcd"), re.sub("a", "b", "aaa", count=2), re.subn("a", "b", "banana"))
print(re.sub(r"\s+", " ", "a  b \n c").strip(), re.sub(r"[^\w\s]", "", "it's, ok!"), re.sub(r"^", "> ", "l1\nl2", flags=re.M), re.sub("x*", "-", "abc"), re.sub(r"(a)|b", r"[\1]", "ab"), re.sub(".", r"\\", "ab"), re.sub("b", r"\n", "abc").encode())
def camel(s): return re.sub(r"_(\w)", lambda m: m.group(1).upper(), s)
def snake(s): return re.sub(r"(?<!^)([A-Z])", r"_\1", s).lower()
print(camel("some_long_name"), snake("someLongName"), re.sub(r"(\d)(?=(\d{3})+$)", r"\1,", "1234567"), re.sub(r"\b(\w)", lambda m: m[1].upper(), "title case me"))
text = "Jan 5, Feb 12"
print(re.sub(r"(\w+) (\d+)", r"\2 \1", text), re.compile("e").sub("E", "here"), re.sub(r"\\", "/", r"a\b\c"), re.sub("é", "e", "café"), re.sub(r"\W+", "-", "Hello, Wörld!"))
m = re.search(r"(\d+)-(\d+)", "x 10-20 y")
print(m.expand(r"\2..\1"), text[:m.start()] if m else "", re.sub(r"(.)\1+", r"\1", "aaabbbc"), re.sub(r"(?i)HELLO", "bye", "Hello hello"))
try:
    re.sub("(a)", r"\2", "a")
except re.error as e:
    print(e)
