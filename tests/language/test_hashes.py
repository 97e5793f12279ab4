"""hashlib and hmac, against this CPython: digests of every length around blocks, and errors."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, shown

from pkhost import VM

ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256"]
ALGORITHMS += ["sha3_384", "sha3_512", "shake_128", "shake_256", "blake2b", "blake2s"]


@pytest.mark.parametrize("name", ALGORITHMS)
def test_digests_of_every_length(vm: VM, name: str) -> None:
    size = "33" if name.startswith("shake") else ""
    check(
        vm,
        f"""
        import hashlib
        data = bytes(i * 7 % 256 for i in range(600))
        whole = hashlib.{name}()
        for n in range(600):
            print(n, hashlib.{name}(data[:n]).hexdigest({size}))
            if n % 13 == 0:
                whole.update(data[:n])
                print(whole.hexdigest({size}), whole.copy().digest({size}) == whole.digest({size}))
        h = hashlib.new({name!r}, b'abc')
        print(h.name, h.digest_size, h.block_size, h.hexdigest({size}), type(h).__name__)
        """,
    )


def test_parameters_of_blake2(vm: VM) -> None:
    given = ["digest_size=5", "key=b'k'", "key=b'k' * 32", "salt=b'salt'", "person=b'person'"]
    given += ["fanout=0, depth=255", "leaf_size=2**32 - 1, node_offset=2**40, node_depth=1"]
    given += ["inner_size=32, last_node=True", "fanout=2, depth=2, node_depth=1, last_node=1"]
    asked = [
        f"hashlib.{b}(b'x' * 200, {g}).hexdigest()" for b in ("blake2b", "blake2s") for g in given
    ]
    wrong = [
        "digest_size=0",
        "digest_size=65",
        "key=b'a' * 65",
        "salt=b'a' * 17",
        "person=b'a' * 17",
    ]
    wrong += ["fanout=256", "fanout=-1", "depth=0", "depth=256", "leaf_size=2**32", "leaf_size=-1"]
    wrong += ["node_offset=2**64", "node_offset=-1", "node_depth=256", "inner_size=65", "'a'", "5"]
    asked += [f"hashlib.{b}({g})" for b in ("blake2b", "blake2s") for g in wrong]
    asked += [f"hashlib.blake2{k}.{c}" for k in "bs" for c in ("MAX_KEY_SIZE", "SALT_SIZE")]
    check(vm, "import hashlib\n" + shown(asked))


@cpython_311
def test_errors(vm: VM) -> None:
    asked = ["hashlib.new('nope')", "hashlib.new(5)", "hashlib.sha256('a')", "hashlib.sha256(5)"]
    asked += ["hashlib.sha256(None)", "hashlib.md5().update('a')", "hashlib.new('SHA256').name"]
    asked += [
        "hashlib.new('blake2b', b'x', digest_size=5).hexdigest()",
        "hashlib.md5(bytearray(b'a')).hexdigest()",
        "hashlib.sha1(memoryview(b'abc')[1:]).hexdigest()",
    ]
    asked += [
        "sorted(hashlib.algorithms_guaranteed)",
        "hashlib.sha256.__name__",
        "hashlib.md5('a')",
    ]
    check(vm, "import hashlib\n" + shown(asked))


def test_keys_made_of_passwords(vm: VM) -> None:
    asked = [
        f"hashlib.pbkdf2_hmac({h!r}, {p}, b'salt', {i}, {n}).hex()"
        for h in ("sha1", "sha256", "sha512", "md5", "sha3_256")
        for p in ("b''", "b'password'", "b'p' * 200")
        for i, n in ((1, None), (2, 100), (1000, 20))
    ]
    asked += [
        "hashlib.pbkdf2_hmac('sha256', b'', b'', 0)",
        "hashlib.pbkdf2_hmac('sha1', b'', b'', 1, 0)",
    ]
    asked += [
        "hmac.new(b'key' * 99, b'message', n).hexdigest()".replace("n)", f"{n!r})", 1)
        for n in ("md5", "sha256", "sha3_512", "blake2b", "blake2s")
    ]
    check(vm, "import hashlib, hmac\n" + shown(asked))
