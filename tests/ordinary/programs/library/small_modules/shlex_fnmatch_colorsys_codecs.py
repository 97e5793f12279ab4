import shlex, fnmatch, colorsys, reprlib, errno, codecs
print(shlex.split("a 'b c' \"d\\\"e\" f\\ g"), shlex.quote("it's"), fnmatch.fnmatch("a.txt", "*.txt"), fnmatch.filter(["a.py", "b"], "*.py"), [round(x, 3) for x in colorsys.rgb_to_hsv(1, .5, 0)], reprlib.repr(list(range(100))), errno.ENOENT, codecs.encode("abc", "rot13"), codecs.decode(b"\xc3\xa9", "utf-8"))
