import time
a = time.time(); b = time.perf_counter(); c = time.monotonic(); p = time.process_time()
time.sleep(0.001)
print(time.time() >= a, time.perf_counter() >= b, time.monotonic() >= c, time.process_time() >= p, type(time.time()).__name__, type(time.time_ns()).__name__, time.perf_counter_ns() > 0)
t = time.gmtime(0)
print(t, t.tm_year, t[0], t.tm_wday, time.strftime("%Y-%m-%d %H:%M:%S", t), time.asctime(t), time.strptime("2020-05-06", "%Y-%m-%d")[:6], time.strftime("%a %d %b", time.gmtime(86400 * 365)), len(t), time.mktime(time.localtime(1000)), time.ctime(0), time.timezone)
try:
    time.strptime("x", "%Y")
except ValueError as e:
    print(e)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
