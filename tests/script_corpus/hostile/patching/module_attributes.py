# Replaces functions of shared modules: the next run must not see them.
# expect: ok
import math
import json
import random
import time
for m in [math, json, random, time]:
    for name in dir(m):
        try:
            setattr(m, name, 5)  # attack
        except BaseException:
            pass
