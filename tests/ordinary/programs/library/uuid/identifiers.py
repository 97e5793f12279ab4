import uuid
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.version, u.variant, u.fields, u.bytes[:3], str(u), u == uuid.UUID(hex="12345678123456781234567812345678"), uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), u.urn, uuid.UUID(int=5), sorted([uuid.UUID(int=2), uuid.UUID(int=1)])[0].int, len(str(uuid.uuid4())), uuid.uuid4().version, uuid.uuid4() != uuid.uuid4())
try:
    uuid.UUID("bad")
except ValueError as e:
    print(e)
