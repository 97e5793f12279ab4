print(0x1F, 0b101, 0o17, 1_000_000, 0xFF_FF, 0b1_0, 00, 0_0)
print(1.5, .5, 5., 1e3, 1E-2, 1_0.5_0, 1e1_0, 0.1e-5, 3j, 1.5J, 0e0)
print(123456789012345678901234567890, -2 ** 100, 0xFFFFFFFFFFFFFFFFFFFF)
print('single', "double", 'it\'s', "say \"hi\"", "it's", 'say "hi"')
print("""triple "quoted" text""", '''with 'single' ''')
print("tab\tnew\\n", "\x41\101\u0041\U00000041\N{LATIN SMALL LETTER E WITH ACUTE}", "\a\b\f\v\r\0".encode())
print(r"raw \n \t \\ \'", R'x\y', b"bytes\x00\xff\n", br"raw\n", Rb"r\b", u"unicode")
print("con" "cat" 'ena' "tion", b"a" b"b", "a"
      "b"
      "c")
print("line \
continued", """a\
b""")
print(len("\n"), len(r"\n"), len("\\"), "\d" == "\\d")
print(True, False, None, ..., NotImplemented)
print((1), (1,), [1, ], {1: 2, }, {1, }, ((1, 2), 3), 1 .real, 1.0.real)
print("%s %r" % ("a", "b"), "\u20ac", "\U0001F600", "日本")
print('' '', "" == '', """""" == "")
print(1if 1else 2, [1,2][0]if 1 else 3, 0xfor 1)
print(b"\x41\101" == b"AA", b'\'', b"\\"[0], bytes([65, 66]))
