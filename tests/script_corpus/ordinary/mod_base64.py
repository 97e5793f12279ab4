# The base64 module.
import base64
for s in ['', 'a', 'ab', 'abc', 'hello, world']:
    e = base64.b64encode(s.encode())
    print(e, base64.b64decode(e).decode() == s)
print(base64.b64decode('aGk='), base64.b64decode(b'AAEC/w=='))
