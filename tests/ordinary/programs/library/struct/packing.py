import struct
print(struct.pack("<IhB", 1, -2, 255), struct.unpack("<IhB", b"\x01\0\0\0\xfe\xff\xff"), struct.calcsize("<IhB"), struct.pack(">d", 1.5), struct.unpack(">f", b"\x3f\x80\0\0"), struct.pack("3s5s", b"ab", b"abcdefg"), struct.pack("?c", True, b"x"), struct.pack("!H", 258), struct.unpack("<q", b"\xff" * 8), struct.pack("4x2B", 1, 2), struct.pack("<e", .5))
s = struct.Struct("<2H"); print(s.pack(1, 2), s.size, s.unpack(b"\1\0\2\0"), list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.unpack_from("<H", b"xx\5\0", 2), s.format); b = bytearray(6); struct.pack_into("<I", b, 1, 7); print(b)
for bad in ("struct.pack('<B', 256)", "struct.pack('<I', 'x')", "struct.unpack('<I', b'abc')", "struct.pack('z', 1)", "struct.pack('<I')", "struct.pack('<h', 40000)"):
    try:
        print(eval(bad))
    except struct.error as e:
        print(bad, e)
