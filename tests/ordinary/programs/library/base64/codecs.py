import base64, binascii
print(base64.b64encode(b"hello world"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b32decode("NBUQ===="), base64.b16decode("6869"), base64.b85encode(b"hello"), base64.a85encode(b"hello"), base64.b85decode(b"Xk~0{Zv"), base64.encodebytes(b"x" * 60), base64.standard_b64decode(b"AQ=="), base64.urlsafe_b64decode("__4="), base64.decodebytes(b"eHg=\n"))
print(binascii.hexlify(b"\x01\xab"), binascii.unhexlify("01ab"), binascii.crc32(b"hello"), binascii.b2a_base64(b"x"), binascii.a2b_hex("ff"), binascii.crc_hqx(b"a", 0), binascii.b2a_hex(b"abc", "-"))
for bad in ("base64.b64decode('abc')", "binascii.unhexlify('zz')", "binascii.unhexlify('abc')", "base64.b64encode('text')", "base64.b16decode('gg')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
