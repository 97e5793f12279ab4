# Asks the profiler for reports in odd states.
# policy: open
# expect: ok|error|crashed
import pkpy
for name in ['profiler_report', 'profiler_end', 'profiler_reset', 'profiler_begin', 'profiler_begin', 'profiler_report', 'profiler_reset', 'profiler_end', 'profiler_end', 'profiler_report']:
    try:
        getattr(pkpy, name)()  # attack
    except BaseException:
        pass
