"""The archive of modules that scripts import: from where, and what is said when that fails."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from building import places
from building.errors import BuildError
from building.library import archive, compiled, cpython, table, zlib, zones


@pytest.fixture(scope="module")
def library() -> cpython.Library:
    return cpython.find(places.build_folder())


# --- CPython's library


def test_the_version_tried_first_is_taken() -> None:
    versions = ["3.11.9-1", "3.11.2-6+deb12u8", "3.12.1-1", "3.1.12", "3.11.20-1"]
    ranks = {version: cpython.rank(version) for version in versions}
    assert ranks == {
        "3.11.9-1": 1, "3.11.2-6+deb12u8": 0, "3.12.1-1": None, "3.1.12": None, "3.11.20-1": 1,
    }  # fmt: skip


def test_a_folder_of_ones_own_is_believed(
    library: cpython.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    (own / "importlib").mkdir(parents=True)
    name = "importlib/_bootstrap_external.py"
    shutil.copy(library.folder / name, own / name)
    monkeypatch.setenv("PKHOST_CPYTHON_LIBRARY", str(own))
    assert cpython.find(tmp_path).folder == own
    assert not (tmp_path / "cpython").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "does not hold CPython's library"),
        ("MAGIC_NUMBER = (3531).to_bytes(2, 'little')\n", "is not of CPython 3.11"),
        ("nothing\n", "is not of CPython 3.11"),
    ],
)
def test_a_wrong_folder_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, says: str
) -> None:
    if text is not None:
        (tmp_path / "importlib").mkdir()
        (tmp_path / "importlib" / "_bootstrap_external.py").write_text(text)
    monkeypatch.setenv("PKHOST_CPYTHON_LIBRARY", str(tmp_path))
    with pytest.raises(BuildError, match=says) as caught:
        cpython.find(tmp_path)
    assert "PKHOST_CPYTHON_LIBRARY" in str(caught.value)
    assert "the one that os.py is in" in str(caught.value)


def test_an_archive_that_cannot_be_reached_names_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PKHOST_CPYTHON_LIBRARY", raising=False)
    monkeypatch.setenv("PKHOST_DEBIAN_MIRROR", f"file:{tmp_path}")
    with pytest.raises(BuildError, match=r"CPython 3\.11's packages could not") as caught:
        cpython.find(tmp_path)
    for part in ("PKHOST_DEBIAN_MIRROR", "PKHOST_CPYTHON_LIBRARY", "apt said"):
        assert part in str(caught.value)


def test_it_comes_with_its_licence(library: cpython.Library) -> None:
    assert library.licence_file is not None
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in library.licence_file.read_text()


# --- the table


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("string cpython", "name, from, needs"),
        ("string debian -", "cpython, ours, c, absent"),
        ("a-b ours -", "no name of a module"),
        ("m" * 64 + " ours -", "no name of a module"),
        ("string ours -\nstring cpython -", "already"),
        ("re cpython a b", "needs are names with commas"),
        ("json.decoder cpython -", "the package json is not"),
        ("json absent there is none\njson.decoder cpython -", "the package json is not"),
    ],
)
def test_a_wrong_line_is_an_error(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "modules.table"
    file.write_text(f"# a comment\n\n{line}\n")
    with pytest.raises(BuildError, match=says) as caught:
        table.read(file)
    assert "modules.table" in str(caught.value)


def test_a_module_whose_file_is_not_there_is_named(tmp_path: Path) -> None:
    [module] = table.read(_table(tmp_path, "nowhere cpython -"))
    with pytest.raises(BuildError, match="has no module nowhere"):
        module.place(tmp_path)


def _table(folder: Path, text: str) -> Path:
    file = folder / "modules.table"
    file.write_text(text)
    return file


def test_what_is_absent_has_advice_of_its_own_words() -> None:
    absent = [one for one in table.read(places.MODULES_TABLE) if one.origin == "absent"]
    assert {"subprocess", "socket", "ctypes"} <= {one.name for one in absent}
    for one in absent:
        assert len(one.advice.split()) >= 4, one


def test_every_file_of_ours_is_in_the_table() -> None:
    folder = places.PYTHON_MODULES
    names = {
        ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for file in folder.rglob("*.py")
    }
    ours = {one.name for one in table.read(places.MODULES_TABLE) if one.origin == "ours"}
    assert names == ours


# --- the archive


def test_the_archive_has_the_files_as_they_are_in_order(library: cpython.Library) -> None:
    modules, files = archive.entries(library)
    data = archive.pack(modules)
    magic, count, size = archive.HEADER.unpack_from(data)
    assert (magic, count, size) == (archive.MAGIC, len(modules), len(data))
    found = {}
    for index in range(count):
        row = struct.unpack_from("<IIIIII", data, 16 + 24 * index)
        name, kind, text, length, _, code_size = row
        assert code_size == 0
        found[data[name : data.index(b"\0", name)]] = kind, data[text : text + length]
        assert data[text + length] == 0
    assert list(found) == sorted(found)
    assert found[b"textwrap"] == (archive.MODULE, (library.folder / "textwrap.py").read_bytes())
    package = library.folder / "json" / "__init__.py"
    assert found[b"json"] == (archive.PACKAGE, package.read_bytes())
    assert found[b"socket"][0] == archive.ABSENT
    assert places.MODULES_TABLE in files and package in files


def test_an_archive_can_be_read_again() -> None:
    modules = [
        archive.Entry("a", archive.MODULE, b"x = 1\n"),
        archive.Entry("b", archive.PACKAGE, b"", b"\0code\0"),
        archive.Entry("c", archive.ABSENT, b"x = 1\n"),
    ]
    assert archive.unpack(archive.pack(modules)) == modules


def test_every_module_is_compiled_by_the_build() -> None:
    """The archive of this checkout holds code, and no source."""
    data = places.build_folder() / "work" / "compiled" / archive.DATA
    for entry in archive.unpack(data.read_bytes()):
        is_code = entry.kind not in (archive.ABSENT, archive.RESOURCE)
        assert not is_code or (entry.code and not entry.text), entry.name


def test_an_engine_that_cannot_run_leaves_the_sources(tmp_path: Path) -> None:
    engine = tmp_path / "engine.so"
    engine.write_bytes(b"of another machine")
    data = tmp_path / archive.DATA
    data.write_bytes(archive.pack([archive.Entry("a", archive.MODULE, b"x = 1\n")]))
    assert compiled.run(engine, data, tmp_path / "codes") == {}


def test_the_header_says_what_the_build_writes() -> None:
    header = (places.ENGINE / "base" / "archive.h").read_text()
    kinds = re.search(r"enum archive_kind \{(.*?)\}", header, re.DOTALL)
    assert kinds is not None
    names = re.findall(r"ARCHIVE_(\w+),", kinds[1])
    assert [getattr(archive, name) for name in names] == [0, 1, 2, 3]


# --- zlib


def test_zlib_s_version_tried_first_is_taken() -> None:
    versions = ["1:1.2.13.dfsg-1", "1:1.3.dfsg+really1.3.1-1+b1", "1:1.2.11.dfsg-2", "1:2.0-1"]
    assert [zlib.rank(version) for version in versions] == [0, 2, 1, None]


def test_a_prefix_without_zlib_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PKHOST_ZLIB_PREFIX", str(tmp_path))
    with pytest.raises(BuildError, match=r"does not hold zlib\.h and libz\.a: set PKHOST_ZLIB"):
        zlib.find(tmp_path)


def test_the_engine_hides_its_zlib() -> None:
    """Its functions have names of their own, and all others are local."""
    target = places.build_folder() / "work" / "zlib.o"
    listed = subprocess.run(
        ["nm", "--extern-only", "--defined-only", "--format=posix", str(target)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    names = {line.split()[0] for line in listed.splitlines()}
    assert names == {f"pkhost_zlib_{name}" for name in zlib.FUNCTIONS}


def test_zlib_and_the_zones_come_with_their_licences() -> None:
    found = zlib.find(places.build_folder())
    assert found.licence_file is not None
    assert "Jean-loup Gailly" in found.licence_file.read_text()
    zones_found, licence = zones.read()
    assert dict(zones_found)["tzdata/zoneinfo/Europe/Berlin"].startswith(zones.BEGIN)
    assert licence is not None and "Apache" in licence.read_text()
