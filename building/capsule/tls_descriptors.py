"""Lets the engine answer the capsule's look-ups of thread-local variables, on AArch64.

Compilers for AArch64 look such a variable up by a *descriptor*: a pair of words, of which the
first is a function that returns the variable's distance from the thread pointer.  The dynamic
linker's own function would give PocketPy a variable of the thread, and PocketPy keeps what it got,
or the thread pointer, while a run that pauses goes on in another thread.  So in the copy

- the descriptor's function is one of the engine's, by an ordinary relocation, and it returns where
  the variable is (csrc/engine/base/current.c);
- what the code adds to that, the thread pointer, is zero.

Linkers rewrite the same instructions when they know where a variable is.  On x86-64, where
instructions begin anywhere and descriptors have to be asked for, such a library is refused.
"""

from __future__ import annotations

import struct
from pathlib import Path

from ..errors import BuildError

MACHINES = ("AArch64",)

RESOLVER = "pkhost_libc_tls_descriptor"
"""The engine's function; in the capsule, pk_current_vm's symbol becomes a reference to it."""

_JUMP_SLOT, _DESCRIPTOR = 1026, 1031  # relocations: the address of a function; a descriptor
_READ_THREAD_POINTER = 0xD53BD040  # mrs xN, tpidr_el0
_ZERO = 0xAA1F03E0  # mov xN, xzr
_REGISTER = 0x1F


def serve(library: Path) -> None:
    """Rewrite ``library``, a copy in which RESOLVER is what the variable is named."""
    from elftools.elf.constants import SH_FLAGS
    from elftools.elf.elffile import ELFFile
    from elftools.elf.relocation import RelocationSection
    from elftools.elf.sections import SymbolTableSection

    with library.open("r+b") as file:
        elf = ELFFile(file)
        symbols = elf.get_section_by_name(".dynsym")
        assert isinstance(symbols, SymbolTableSection)
        [index] = [
            number
            for number, symbol in enumerate(symbols.iter_symbols())
            if symbol.name == RESOLVER
        ]
        changes: list[tuple[int, bytes]] = []
        # Undefined, global, a function: st_info, st_other, st_shndx, st_value, st_size.
        at = symbols["sh_offset"] + index * symbols["sh_entsize"]
        changes.append((at + 4, struct.pack("<BBHQQ", 0x12, 0, 0, 0, 0)))
        for section in elf.iter_sections():
            start = section["sh_offset"]
            if isinstance(section, RelocationSection):
                for number, relocation in enumerate(section.iter_relocations()):
                    if relocation["r_info_type"] != _DESCRIPTOR:
                        continue
                    if relocation["r_info_sym"] != index or relocation["r_addend"] != 0:
                        raise BuildError(
                            f"{library} has a descriptor of something else than pk_current_vm. "
                            "Rebuild PocketPy with -mtls-dialect=trad."
                        )
                    changes.append(
                        (
                            start + number * section["sh_entsize"] + 8,
                            struct.pack("<Qq", index << 32 | _JUMP_SLOT, 0),
                        )
                    )
            elif section["sh_flags"] & SH_FLAGS.SHF_EXECINSTR:
                words = struct.iter_unpack("<I", section.data()[: section["sh_size"] & ~3])
                changes += [
                    (start + 4 * number, struct.pack("<I", _ZERO | word & _REGISTER))
                    for number, (word,) in enumerate(words)
                    if word & ~_REGISTER == _READ_THREAD_POINTER
                ]
        for place, data in changes:
            file.seek(place)
            file.write(data)
