"""The capsule: a private copy of the PocketPy library whose symbols are renamed.

The copy has a soname of its own, and so has each name that it defines, so that neither it nor the
extension is ever bound to a PocketPy that the host process may have loaded as well, for all to
see: the dynamic linker would take that one first, and scripts would run outside.  Of what it
imports from the C library, it keeps only what csrc/engine/libc/libc.table allows; every other name
is changed to one that the extension defines.
"""
