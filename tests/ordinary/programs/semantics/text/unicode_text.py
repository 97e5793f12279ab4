s = "naïve café 日本語 😀 ñ"
print(s, len(s), s[3], s[::-1], s.upper(), s.find("日"), s.index("😀"), s.split(), s.replace("é", "e"), s.encode()[:6], s.center(25, "·"), s.ljust(22, "_"), "é" in s)
for c in "aé日😀": print(c, ord(c), hex(ord(c)), len(c.encode()), repr(c), ascii(c), c.isalpha(), c.isalnum())
print("ÀÉÎ".lower(), "àéî".upper(), "ŉ".upper(), "ﬁ".upper(), "İ".lower(), "Σας".upper(), "ΟΔΟΣ".lower(), "straße".casefold() == "STRASSE".casefold(), "ñandú".title(), "élan vital".capitalize(), "ЖУК".swapcase())
import unicodedata
print(unicodedata.name("é"), unicodedata.category("A"), unicodedata.category("1"), unicodedata.category(" "), unicodedata.normalize("NFD", "é") == "e\u0301", len(unicodedata.normalize("NFC", "e\u0301")), unicodedata.numeric("½"), unicodedata.digit("٣"), unicodedata.lookup("BULLET"), unicodedata.combining("\u0301"), unicodedata.east_asian_width("日"), unicodedata.bidirectional("א"), unicodedata.decimal("7"), unicodedata.name("\x00", "none"))
print("".join(c for c in unicodedata.normalize("NFD", "çà été") if not unicodedata.combining(c)), sorted(["é", "z", "a", "É"]), "e\u0301" == "é", max("aé"), "\u00e9" == "é", "١٢".isdigit(), int("١٢"), float("٣.٥"), "\xa0x\u3000".strip(), "a\u2003b".split())
print(repr("\u200b\ufeff\u00ad"), repr("é日"), repr("\x80\x9f"), "\ud7ff", repr("\ud800"), "\x00" in "a\x00b", len("\x00"), "é".ljust(3, "é"), "日本".zfill(4), "%5s|%-5s|" % ("é", "日"), f"{'é':>4}|{'日本':<5}|{'é':^5}|")
try:
    "\ud800".encode()
except UnicodeEncodeError as e:
    print(e)
try:
    print(b"\xc3\x28".decode())
except UnicodeDecodeError as e:
    print(e)
print("a\u0301bc"[1:], "日本語"[-2:], "x" * 3 + "é" * 2, [*"é日"], "é日".partition("日"), "é".join("abc"), "aéb".split("é"), "日a".istitle(), "Éa".istitle(), "½".isdigit(), "Ⅷ".isnumeric(), "Ⅷ".lower(), "é".islower(), "É".isupper(), "日".islower())
