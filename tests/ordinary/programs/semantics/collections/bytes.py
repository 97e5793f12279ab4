b = b"hello\x00\xff"
print(b, len(b), b[0], b[1:3], b"l" in b, 104 in b, list(b[:3]), b + b"x", b * 2, b.hex(), bytes.fromhex("48 65"), b == b"hello\x00\xff", b < b"i")
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), "é€".encode(), b"caf\xc3\xa9".decode(), "é".encode("latin-1"), b"\xe9".decode("latin-1"), "abc".encode("ascii"), b"\xff".decode("utf-8", "replace"), b"a\xffb".decode(errors="ignore"), "é".encode("ascii", "replace"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "aé".encode("ascii", "ignore"))
print(b"a,b,c".split(b","), b" x ".strip(), b"abc".upper(), b"abc".find(b"c"), b"abc".replace(b"b", b"--"), b"-".join([b"a", b"b"]), b"abc".startswith(b"ab"), b"abc".count(b"b"), b"a b".title(), b"12".isdigit(), b"x".center(5, b"."), b"7".zfill(3), b"abc".index(b"b"), b"a\nb".splitlines(), b"a-b".partition(b"-"))
a = bytearray(b"abc")
a[0] = 122; a.append(33); a.extend(b"xy"); a += b"!"; del a[1]; a[1:2] = b"QQ"
print(a, len(a), a.decode(), bytes(a), a.pop(), a.find(b"x"), a == b"zQQ!xy", a[::-1], a.upper())
m = memoryview(b"abcdef")
print(m[1], m[1:3].tobytes(), len(m), bytes(m[::2]), m.tolist()[:2], m == b"abcdef")
for bad in ("b'a' + 'a'", "b'abc'[9]", "bytes([256])", "bytes('x')", "b'\\xff'.decode()", "b'a'.join(['x'])", "bytes.fromhex('zz')", "'x' in b'x'", "b'%d' % 'x'", "bytearray([1])[5]", "b'a' < 'a'", "'é'.encode('ascii')", "'x'.encode('nope')", "bytes(-1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
print(b"x" == "x", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], sorted([b"b", b"a"]), bytes(range(97, 100)), b"\n\t'\"\\", str(b"x"), repr(bytearray(b"r")), b'it\'s', b"".join([]), int.from_bytes(b"\1\2", "little"), b"%s-%d" % (b"a", 5), bytes(b"abc").translate(bytes.maketrans(b"a", b"z")))
