# Asks Python's own library for what the machine has: files, processes, sockets, the environment.
# expect: ok
# stdout: nothing
# dialect: python
# limits: steps=20000000
import io
import os
import pathlib

CANARY = '{canary}'

WAYS = {
    'open': lambda: open(CANARY).read(),
    'io.open': lambda: io.open('/etc/passwd').read(),
    'io.FileIO': lambda: io.FileIO('/etc/passwd').read(),
    'os.open': lambda: os.open('/etc/passwd', os.O_RDONLY),
    'pathlib': lambda: pathlib.Path('/etc/passwd').read_text(),
    'dots': lambda: open('../../../../../../etc/passwd').read(),
    'proc': lambda: open('/proc/self/environ', 'rb').read(),
    'descriptor': lambda: open(3).read(),
    'os.fdopen': lambda: os.fdopen(3).read(),
    'os.read': lambda: os.read(3, 10),
    'listdir': lambda: 'etc' in os.listdir('/'),
    'scandir': lambda: 'etc' in [entry.name for entry in os.scandir('/')],
    'walk': lambda: len(list(os.walk('/'))) > 5,
    'glob': lambda: [str(p) for p in pathlib.Path('/').glob('etc/pass*')],
    'stat': lambda: os.stat('/etc/passwd').st_size,
    'exists': lambda: os.path.exists('/etc/passwd') or os.path.exists(CANARY),
    'write': lambda: open(CANARY, 'w').write('x') and False,  # the test looks at it afterwards
    'remove': lambda: os.remove('/etc/passwd') is None,
    'system': lambda: os.system('true') == 0,
    'popen': lambda: os.popen('echo x').read(),
    'fork': lambda: os.fork(),
    'execv': lambda: os.execv('/bin/true', ['true']),
    'spawn': lambda: os.spawnv(os.P_WAIT, '/bin/true', ['true']),
    'kill': lambda: os.kill(os.getpid(), 9) or True,
    'environ': lambda: os.environ.get('PATH') or os.getenv('HOME'),
    'parent': lambda: os.getppid() > 1,
    'tty': lambda: os.ttyname(0),
    'pipe': lambda: os.pipe(),
    'dup': lambda: os.dup(1),
    'chdir': lambda: os.chdir('/etc') or 'passwd' in os.listdir('.'),
    'memory': lambda: open('/proc/self/mem', 'rb').read(1),
    'getlogin': lambda: os.getlogin(),
    'uname': lambda: os.uname().nodename not in ('', 'localhost', 'script'),
}
found = []
for name, way in WAYS.items():
    try:
        if way():  # attack
            found.append(name)
    except (OSError, AttributeError, NotImplementedError, TypeError, ValueError, io.UnsupportedOperation):
        pass
print(found or 'nothing')
