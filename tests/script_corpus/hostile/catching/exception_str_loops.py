# An uncaught exception whose __str__ loops while the host shows it.
# expect: steps
# limits: wall_time=1
class E(Exception):
    def __str__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
raise E('x')  # attack
