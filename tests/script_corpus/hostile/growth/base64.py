# base64 of megabytes, again and again.
# expect: memory
# python expect: memory|steps
import base64
b = b'xxxxxxxxxxxxxxxx'
while True:
    b = base64.b64encode(b)  # attack
