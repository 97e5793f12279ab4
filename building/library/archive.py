"""Makes the module archive: one shared library that holds all modules as data, and no code.

The dynamic linker maps it with the engine, in the host as in the worker, which has no files once it
is locked in.  Its pages are the file's own, so a process that imports nothing has none of them.
csrc/engine/base/archive.h describes the format.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from .. import places
from ..compile import toolchain
from ..errors import BuildError
from ..records import Done, once
from . import cpython, table, zones

MAGIC = b"pkhost-m"
HEADER = struct.Struct("<8sII")  # magic, how many entries, size of all of it
ENTRY = struct.Struct("<IIIIII")  # name, kind, text, its size, code, its size (0: none)
DATA, SOURCE = "modules.archive", "modules.c"
MODULE, PACKAGE, ABSENT, RESOURCE = range(4)
"""The kinds of an entry: enum archive_kind."""


@dataclass(frozen=True)
class Entry:
    """What the archive says of one name."""

    name: str
    kind: int
    text: bytes
    """The source, if there is no code; of an absent module, the advice; of data, themselves."""
    code: bytes = b""
    """The compiled module."""


def entries(library: cpython.Library) -> tuple[list[Entry], list[Path]]:
    """All entries in their order, and the files that they were read from."""
    files = [places.MODULES_TABLE]
    found: list[Entry] = []
    for module in table.read(places.MODULES_TABLE):
        if module.origin == "c":
            continue
        if module.origin == "absent":
            found.append(Entry(module.name, ABSENT, module.advice.encode()))
            continue
        folder = library.folder if module.origin == "cpython" else places.PYTHON_MODULES
        file, is_package = module.place(folder)
        text = file.read_bytes()
        if b"\0" in text:
            raise BuildError(f"{file} holds a NUL, which no module may.")
        files.append(file)
        found.append(Entry(module.name, PACKAGE if is_package else MODULE, text))
    found += [Entry(name, RESOURCE, content) for name, content in zones.read()[0]]
    return sorted(found, key=lambda entry: entry.name.encode()), files


def pack(modules: list[Entry]) -> bytes:
    """The archive's bytes: the header, the entries sorted by name, then the texts, each with a NUL.

    A text that is there already is used again.
    """
    at = HEADER.size + ENTRY.size * len(modules)
    texts: dict[bytes, int] = {}

    def place(text: bytes) -> int:
        nonlocal at
        if text not in texts:
            texts[text] = at
            at += len(text) + 1
        return texts[text]

    # The names first: a search looks at nothing else.
    names = [place(entry.name.encode()) for entry in modules]
    rows = b"".join(
        ENTRY.pack(
            name, entry.kind, place(entry.text), len(entry.text), place(entry.code), len(entry.code)
        )
        for name, entry in zip(names, modules, strict=True)
    )
    return HEADER.pack(MAGIC, len(modules), at) + rows + b"".join(text + b"\0" for text in texts)


def unpack(data: bytes) -> list[Entry]:
    """The entries of an archive."""
    _, count, _ = HEADER.unpack_from(data)
    found = []
    for index in range(count):
        row = ENTRY.unpack_from(data, HEADER.size + ENTRY.size * index)
        name, kind, text, text_size, code, code_size = row
        found.append(
            Entry(
                data[name : data.index(b"\0", name)].decode(),
                kind,
                data[text : text + text_size],
                data[code : code + code_size],
            )
        )
    return found


def make(library: cpython.Library, folder: Path) -> toolchain.NativeFile:
    """Make the archive of the modules' sources; return how the shared library is made of it."""

    def step() -> Done:
        modules, files = entries(library)
        write(pack(modules), folder)
        return Done([*files, *places.build_code()])

    once(folder / SOURCE, str(library.folder), step)
    return native(folder)


def write(archive: bytes, folder: Path) -> None:
    """Write an archive, and the C source that is compiled to hold it."""
    data = folder / DATA

    quoted = str(data).replace("\\", "\\\\").replace('"', '\\"')
    in_c = quoted.replace("\\", "\\\\").replace('"', '\\"')

    data.write_bytes(archive)
    # The assembler's own path of the data is in no output.
    (folder / SOURCE).write_text(
        "/* Made by the build: the module archive (csrc/engine/base/archive.h). */\n"
        f"/* {len(archive)} bytes */\n"
        '__asm__(".section .rodata\\n"\n'
        '        ".balign 16\\n"\n'
        '        ".globl pkhost_module_archive\\n"\n'
        '        ".type pkhost_module_archive, %object\\n"\n'
        '        "pkhost_module_archive:\\n"\n'
        f'        ".incbin \\"{in_c}\\"\\n"\n'
        '        ".size pkhost_module_archive, . - pkhost_module_archive\\n"\n'
        '        ".previous\\n");\n',
        encoding="utf-8",
    )


def native(folder: Path) -> toolchain.NativeFile:
    """How the shared library is made of what is written in a folder."""
    return toolchain.NativeFile(
        folder / places.ARCHIVE_NAME,
        [toolchain.Sources(folder, folder, ["-fPIC"], [folder / SOURCE])],
        ["-shared", "-nostdlib", *toolchain.LINKING, f"-Wl,-soname,{places.ARCHIVE_NAME}"],
    )
