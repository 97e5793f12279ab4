# Nests 1,000 with statements.
# expect: ok|error|crashed
class C:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass
c = C()
exec('\n'.join([' ' * i + 'with c:' for i in range(1000)]) + '\n' + ' ' * 1000 + 'pass\n')  # attack
