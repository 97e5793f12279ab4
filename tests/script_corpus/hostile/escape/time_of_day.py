# Reads every clock.
# expect: ok|error
import time
for name in ['time', 'time_ns', 'monotonic', 'perf_counter', 'process_time', 'localtime']:
    try:
        getattr(time, name)()  # attack
    except BaseException:
        pass
