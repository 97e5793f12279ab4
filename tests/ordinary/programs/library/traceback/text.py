import traceback, sys
def inner(x): return 1 / x
def outer(): inner(0)
try:
    outer()
except ZeroDivisionError as e:
    text = traceback.format_exc(); print(text.replace(__file__, "F") if "__file__" in globals() else text)
    print(traceback.format_exception_only(type(e), e), [f.name for f in traceback.extract_tb(e.__traceback__)], traceback.extract_tb(e.__traceback__)[-1].line, e.__traceback__.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_name)
    traceback.print_exc(file=sys.stdout) if False else None
print(traceback.format_exception_only(ValueError, ValueError("a\nb")), traceback.format_exception_only(SyntaxError("bad", ("f.py", 1, 2, "x y", 1, 3))))
try:
    try: {}["k"]
    except KeyError as k: raise RuntimeError("second") from k
except RuntimeError as e:
    t = "".join(traceback.format_exception(e)); print("direct cause" in t, t.strip().splitlines()[-1], t.count("Traceback"))
print(len(traceback.format_stack()) >= 1, traceback.TracebackException.from_exception(ValueError("v")).format_exception_only().__next__() if False else "")
