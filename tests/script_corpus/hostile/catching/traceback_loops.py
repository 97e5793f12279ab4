# format_exc of an exception whose __str__ loops.
# expect: steps
import traceback
class E(Exception):
    def __str__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
try:
    raise E('x')  # attack
except E:
    traceback.format_exc()
