import hashlib, hmac
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"): print(n, hashlib.new(n, b"hello").hexdigest())
h = hashlib.sha256(); h.update(b"hel"); h.update(b"lo"); c = h.copy(); c.update(b"!"); print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), c.hexdigest(), h.digest_size, h.block_size, h.name, h.digest()[:4])
print(hashlib.md5("é".encode()).hexdigest(), hmac.new(b"key", b"msg", hashlib.sha256).hexdigest(), hmac.compare_digest("a", "a"), hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex(), hashlib.sha1(b"a" * 1000).hexdigest(), "sha256" in hashlib.algorithms_guaranteed)
try:
    hashlib.md5("text")
except TypeError as e:
    print(e)
try:
    hashlib.new("nope")
except ValueError as e:
    print(e)
print(hashlib.sha256(b"").hexdigest(), hashlib.shake_128(b"x").hexdigest(8))
