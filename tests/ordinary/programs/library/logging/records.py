import logging, io, sys
s = io.StringIO()
log = logging.getLogger("app"); log.setLevel(logging.DEBUG); h = logging.StreamHandler(s); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s")); log.addHandler(h); log.propagate = False
log.debug("d %d", 1); log.info("i %s %s", "a", [1]); log.warning("w"); log.error("e %(k)s", {"k": "v"}); log.critical("c"); log.log(35, "custom")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("boom")
print(s.getvalue().splitlines()[:7], s.getvalue().splitlines()[-1])
h.setLevel(logging.ERROR); s.truncate(0); s.seek(0); log.info("hidden"); log.error("shown"); print(s.getvalue(), logging.getLevelName(20), logging.getLevelName("ERROR"), log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLogger("app") is log, logging.getLogger("app.sub").parent is log, log.level, log.handlers == [h])
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-8s|%(message)s"); logging.info("root"); logging.debug("no"); logging.getLogger("x").warning("child")
class F(logging.Filter):
    def filter(self, r): return "ok" in r.getMessage()
h.addFilter(F()); log.error("not"); log.error("ok!"); print(s.getvalue()); log.disabled = True; log.error("ok off"); logging.disable(logging.CRITICAL); logging.error("none"); print(s.getvalue())
a = logging.LoggerAdapter(logging.getLogger("ad"), {"u": 1}); print(a.process("m", {}), logging.Formatter("{message}", style="{").format(logging.makeLogRecord({"msg": "x"})))
