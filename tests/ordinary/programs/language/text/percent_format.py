print("%d %i %s %r %a %c %c %%" % (5, -3, "s", "r", "é", "x", 65))
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8))
print("%f %.2f %8.3f|%-8.1f|%+.1f %e %.1e %E %g %G %g" % (1.5, 2.345, 3.14159, 2.5, 1.0, 12345.678, 0.00012, 1e10, 0.0001, 1e-10, 1e20))
print("%s %s %s" % ([1], (2,), {"a": 1}), "%s" % "one", "%s" % 5, "%s" % None, "%s" % ((1, 2),))
print("%(name)s is %(age)d years, %(h).1f" % {"name": "Al", "age": 5, "h": 1.25})
print("%10s|%-10s|%.2s|%10.3s|" % ("right", "left", "cut", "abcdef"))
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159))
print("%d%%" % 50, "100%" , "%5.1f%%" % 12.34)
print("%d" % 3.99, "%d" % True, "%s" % True, "%x" % -255, "%d" % 10 ** 20)
for bad in ("'%d' % 'x'", "'%s %s' % 1", "'%s' % (1, 2)", "'%z' % 1", "'%(a)s' % {}", "'%' % 1", "'%c' % 'ab'", "'%s' % ()", "'x' % 1", "'%x' % 1.5"):
    try:
        print(eval(bad))
    except (TypeError, ValueError, KeyError) as e:
        print(bad, type(e).__name__, e)
print(b"%d %s %b" % (1, b"x", b"y"))
