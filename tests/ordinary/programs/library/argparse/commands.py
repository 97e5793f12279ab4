import argparse
p = argparse.ArgumentParser(prog="tool", description="A tool.", epilog="End.")
p.add_argument("file"); p.add_argument("rest", nargs="*"); p.add_argument("-n", "--number", type=int, default=5, help="how many (default: %(default)s)"); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--mode", choices=["a", "b"]); p.add_argument("-x", action="append"); p.add_argument("-c", action="count", default=0); p.add_argument("--version", action="version", version="%(prog)s 1.0")
print(p.parse_args(["f"])); print(p.parse_args(["f", "r1", "r2", "-n", "3", "-v", "--mode=b", "-x", "1", "-x2", "-ccc"])); print(vars(p.parse_args(["--num", "7", "f"]))); print(p.format_help()); print(p.format_usage()); print(p.parse_known_args(["f", "--unknown"]))
import io, contextlib
for bad in ([], ["f", "-n", "x"], ["f", "--mode", "z"], ["f", "--nope"]):
    e = io.StringIO()
    with contextlib.redirect_stderr(e):
        try:
            p.parse_args(bad)
        except SystemExit as x:
            print(x.code, e.getvalue().splitlines()[-1])
s = argparse.ArgumentParser(prog="git"); sub = s.add_subparsers(dest="cmd", required=True); a = sub.add_parser("add", help="adds"); a.add_argument("paths", nargs="+"); b = sub.add_parser("commit"); b.add_argument("-m", required=True); a.set_defaults(func=lambda o: "added %s" % o.paths)
o = s.parse_args(["add", "x", "y"]); print(o.cmd, o.func(o), s.parse_args(["commit", "-m", "msg"]))
g = argparse.ArgumentParser(); grp = g.add_mutually_exclusive_group(); grp.add_argument("--a", action="store_true"); grp.add_argument("--b", action="store_const", const=9); print(g.parse_args(["--b"]))
