é = 1
变量 = 2
Ελλάδα = 3
_привет = "hello"
ñ_2 = [é, 变量]
print(é, 变量, Ελλάδα, _привет, ñ_2)
def größe(länge, *, höhe=2): return länge * höhe
print(größe(3, höhe=4), größe.__name__)
class Ñandú:
    tamaño = 5
    def correr(self): return f"{type(self).__name__} corre"
print(Ñandú.tamaño, Ñandú().correr(), getattr(Ñandú, "tamaño"))
ﬁ = 7
print(fi)
print("x²".isidentifier(), "é".isidentifier(), "2x".isidentifier(), "a-b".isidentifier(), "".isidentifier(), "class".isidentifier())
d = dict(naïve=1)
print(d, [k for k in globals() if k == "变量"])
for 文字 in "漢字": print(文字, len(文字), ord(文字))
print({"ключ": "значение"}["ключ"], "Straße".upper(), "ΑΣ".lower())
