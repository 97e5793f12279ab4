import secrets, string
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), len(secrets.token_urlsafe(10)) >= 10, secrets.choice([7]), 0 <= secrets.randbelow(5) < 5, secrets.compare_digest(b"a", b"a"), secrets.randbits(8) < 256, len("".join(secrets.choice(string.ascii_letters) for _ in range(12))), isinstance(secrets.SystemRandom().random(), float))
