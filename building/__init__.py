"""How pkhost is built: from a PocketPy library and csrc/ to the files that the package needs.

Read build.py first: it is the table of contents.  Each folder and file uses only what stands above
it here:

errors      the one exception that a failed build ends in
places      where everything is: sources, build folder, package
records     does a step of the build only if its inputs have changed
debian      fetches Debian's packages into the build folder, without root
elf         reads facts from a shared library
glibc       keeps to the oldest C library that pkhost runs with

pocketpy/   which PocketPy is built against
    locate          finds a PocketPy (own prefix, pkg-config, Debian) and checks its version

capsule/    the private copy of that library
    libc_table      reads libc.table, and sorts by it what a library imports from the C library
    interpose_list  reads interpose.list: the functions of PocketPy that the engine replaces
    checks          ends the build for a library whose scripts could not be limited
    tls_descriptors lets the engine answer look-ups of thread-local variables, on AArch64
    private_copy    makes the copy, its symbols renamed; compares the engine with it

compile/    the C compiler's work
    toolchain       compiles and links, several files at once, and only what has changed
    python_abi      how to compile an extension module for every Python from 3.10 on
    generated       the C that is made by the build: cffi's bindings, refusals, PocketPy's names
    mathematics     a libm to link the worker with, whose functions have no versions
    native          what each native file is compiled from, and by which flags

library/    what scripts of dialect "python" import
    cpython         finds CPython's library in Python (own folder, Debian)
    table           reads modules.table: which modules there are, from where
    zlib            finds zlib as a static library, and takes out of it what the engine uses
    zones           the time zones, of the package tzdata
    archive         makes one shared library of them, which holds data alone
    compiled        compiles them by the engine, for that archive

steps       all of that in order, and puts the results into the package
setuptools_command  calls steps for pip and other front ends
"""
