# Imports the modules that some builds of the library have.
# policy: open
# expect: ok
for name in ['lz4', 'msgpack', 'cute_png', 'periphery', 'colorcvt', 'libhv', 'ctypes', 'socket', 'threading', 'subprocess', '_thread', 'signal', 'mmap', 'posix', 'linalg', 'c', 'this']:
    try:
        m = __import__(name)  # attack
        print('there is', name)
    except ImportError:
        pass
