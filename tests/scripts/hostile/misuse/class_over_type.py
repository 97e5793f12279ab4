# A subclass of type, which has no instances.
# expect: ok|error|crashed
class T(type):
    pass
T(5)
T('A', (), {})
