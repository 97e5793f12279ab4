import configparser
c = configparser.ConfigParser(); c.read_string("[a]\nx = 1\ny: two\n# c\n[b]\nflag = yes\nref = %(flag)s!\n[DEFAULT]\nd = 9\n")
print(c.sections(), c["a"]["x"], c.getint("a", "x"), c.getboolean("b", "flag"), c.get("b", "ref"), dict(c["a"]), c.has_option("a", "z"), c.get("a", "z", fallback="fb"), "b" in c)
import io
c["new"] = {"k": "v"}; o = io.StringIO(); c.write(o); print(o.getvalue())
try:
    c.get("zz", "x")
except configparser.NoSectionError as e:
    print(e)
