"""Files of dialect "python": what open(), os and pathlib do with those of a run."""

from __future__ import annotations

import pytest

from pkhost import VM, Determinism, Limits, Policy, Status, run_script
from pkhost import ScriptResult as Result


def run(source: str, **options: object) -> Result:
    given = {"files": {}, **options}
    return run_script(source, dialect="python", **given)  # type: ignore[arg-type]


def printed(source: str, **options: object) -> str:
    result = run(source, **options)
    assert result.status is Status.OK, str(result)
    return str(result.stdout)


# --- Without files ---


def test_open_is_there_without_files() -> None:
    source = """
try:
    open('x.txt')
except FileNotFoundError as e:
    print(e, e.errno, e.filename)
try:
    open('x.txt', 'w')
except PermissionError as e:
    print(e.errno, 'files=' in str(e))
"""
    assert printed(source, files=None) == (
        "[Errno 2] No such file or directory: 'x.txt' 2 x.txt\n13 True\n"
    )


def test_folders_cannot_be_made_without_files() -> None:
    result = run("import os\nos.mkdir('d')", files=None)
    assert result.error is not None and result.error.type == "PermissionError"


def test_a_policy_hides_open_and_leaves_io_whole() -> None:
    source = "import io\nprint(io.StringIO('x').read(), io.open)\nopen('f')"
    result = run(source, files=None, policy=Policy().hide("open"))
    assert result.stdout == "x None\n"
    assert result.error is not None and result.error.type == "NameError"


# --- What comes back ---


def test_names_come_back_without_what_is_redundant() -> None:
    source = """
import os
os.makedirs('out/deep')
open('./a.txt', 'w').write('1')
open('/b.txt', 'w').write('2')
os.chdir('out')
open('deep/../c.txt', 'w').write('3')
open('/given/./d.txt', 'a').write('!')
"""
    result = run(source, files={"/given/d.txt": "d"})
    assert result.files == {
        "a.txt": b"1", "b.txt": b"2", "out/c.txt": b"3", "/given/d.txt": b"d!",
    }  # fmt: skip


def test_what_is_removed_or_renamed_comes_back_as_it_is_at_the_end() -> None:
    source = """
import os
open('gone', 'w').write('x')
os.remove('gone')
os.rename('given', 'moved')
os.mkdir('d'); open('d/f', 'w').write('f'); os.rename('d', 'e')
"""
    assert run(source, files={"given": "g"}).files == {"moved": b"g", "e/f": b"f"}


def test_a_file_that_is_removed_while_it_is_open_stays_readable() -> None:
    source = """
import os
f = open('f', 'w+'); f.write('text'); os.remove('f'); f.seek(0)
print(f.read(), os.path.exists('f'), os.listdir())
f.close()
"""
    result = run(source)
    assert result.stdout == "text False []\n" and result.files == {}


def test_the_quota_counts_what_is_there_and_no_more() -> None:
    """What is removed, cut off or closed gives its room back."""
    source = """
import os
for i in range(200):
    f = open('f', 'w'); f.write('x' * 1000); os.remove('f'); f.close()
    with open('g', 'w') as g: g.write('y' * 1000); g.truncate(0)
print('done')
"""
    assert printed(source, limits=Limits(disk=4000, steps=10_000_000)) == "done\n"
    full = run("open('f', 'w').write('x' * 5000)", limits=Limits(disk=4000))
    assert full.status is Status.OUTPUT


def test_handles_that_nobody_has_are_closed() -> None:
    source = """
for i in range(2000):
    open('f' + str(i % 7), 'w').write(str(i))
print(open('f4').read())
"""
    assert printed(source) == "1999\n"


def test_a_file_of_an_earlier_run_is_closed() -> None:
    with VM(dialect="python") as vm:
        assert vm.run("f = open('f', 'w')", files={}).ok
        error = vm.run("g = open('g', 'w')\nf.write('x')", files={}).error
        assert error is not None and error.message == "[Errno 9] Bad file descriptor"


def test_the_standard_streams_have_numbers() -> None:
    source = """
import os
print(open(0).readline().strip(), os.read(0, 3))
os.write(1, b'out\\n')
with open(2, 'w') as e: e.write('err')
"""
    result = run(source, stdin="one\ntwo\n")
    assert (result.stdout, result.stderr) == ("one b'two'\nout\n", "err")


def test_a_script_finds_files_beside_its_own() -> None:
    source = """
import os, pathlib
print(__file__, pathlib.Path(__file__).parent / 'd.txt')
print(open(os.path.join(os.path.dirname(__file__), 'd.txt')).read())
"""
    result = run(source, files={"app/d.txt": "data"}, filename="app/main.py")
    assert result.stdout == "app/main.py app/d.txt\ndata\n"


def test_streams_that_are_no_files_have_buffers_and_text() -> None:
    source = """
import io
class Slow(io.RawIOBase):
    def __init__(self, pieces):
        self.pieces, self.asked = list(pieces), 0
    def readable(self):
        return True
    def readinto(self, b):
        self.asked += 1
        piece = self.pieces.pop(0) if self.pieces else b''
        b[:len(piece)] = piece
        return len(piece)
raw = Slow([b'ab', b'c\\nd', b'ef\\n\\xc3', b'\\xa9'])
reader = io.BufferedReader(raw)
print(reader.read(1), reader.peek(), reader.readline(), raw.asked)
print(list(io.TextIOWrapper(reader, encoding='utf-8')))
"""
    assert printed(source) == "b'a' b'b' b'bc\\n' 2\n['def\\n', 'é']\n"


# --- What cannot be had twice ---


def test_chance_is_the_kernel_s_unless_the_run_is_deterministic() -> None:
    source = "import os, secrets, uuid\nprint(os.urandom(16), secrets.token_hex(8), uuid.uuid4())"
    assert printed(source) != printed(source)
    fixed = {"deterministic": Determinism(seed=5)}
    assert printed(source, **fixed) == printed(source, **fixed)


def test_runs_of_one_image_do_not_share_their_chance() -> None:
    """What a VM has when it is put back to new must not be what random numbers come from."""
    with VM(dialect="python") as vm:
        source = "import os, random\nprint(os.urandom(8), random.Random().random())"
        first = vm.run(source).stdout
        vm.reset()
        assert vm.run(source).stdout != first


# --- Hostile ---


@pytest.mark.parametrize(
    "source",
    [
        "open('x' * 2000, 'w')",
        "open('a\\0b', 'w')",
        "import os\nos.mkdir('a/' * 600)",
        "import sys, tempfile\nsys.modules['_files'].Handle = int\nopen('f', 'w')",
        "t = type(open('f', 'w').buffer.raw._handle)\nt.__new__(t).read(1)",
        "f = open('f', 'wb')\nf.seek(1 << 62)\nf.write(b'x')",
        "f = open('f', 'wb')\nf.truncate(1 << 60)",
        "f = open('f', 'wb+')\nf.raw._handle.read(f)",
        "open('f', 'w', encoding='nothing')",
        "import os\nos.rename('', '')\n",
    ],
)
def test_what_is_wrong_is_an_error_or_a_limit(source: str) -> None:
    result = run(source, limits=Limits(disk="1MiB", memory="16MiB"))
    assert result.status in (Status.OK, Status.ERROR, Status.OUTPUT, Status.MEMORY), str(result)


def test_many_files_take_steps() -> None:
    source = "for i in range(10**9): open(f'f{i}', 'x').close()"
    result = run(source, limits=Limits(steps=3_000_000, disk="64MiB"))
    assert result.status in (Status.STEPS, Status.ERROR), str(result)
