# Imports modules from the host's disk.
# policy: open
# expect: ok
# stdout: done
for name in ['main', 'conftest', 'test_corpus', 'setup', 'build', 'etc.passwd', 'tmp.x', 'scripts.x', 'examples.hello']:
    try:
        __import__(name)  # attack
        print('imported', name)
    except ImportError:
        pass
print('done')
