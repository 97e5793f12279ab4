for source in ("x = (1,", "def f(:", "if x\n  y", "a b", "'unclosed", "1 = x", "  x", "x = 1\n  y = 2", "print 'x'", "x = [1 2]", "def f():\n\treturn 1\n        return 2", "lambda x y: 1", "for x in y z: pass"):
    try:
        compile(source, "f.py", "exec")
    except SyntaxError as e:
        print(type(e).__name__, "|", e.msg, "|", e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, "|", repr(e.text))
