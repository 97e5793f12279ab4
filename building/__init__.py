"""How pkhost is built: from a PocketPy library and csrc/ to the files that the package needs.

Read build.py first: it is the table of contents.  The modules, in the order of a build:

errors      the one exception that a failed build ends in
places      where everything is: sources, build folder, package
pocketpy    finds a PocketPy (own prefix, pkg-config, Debian) and checks its version
debian      fetches Debian's two PocketPy packages into the build folder, without root
glibc       keeps to the oldest C library that pkhost runs with
elf         reads facts from a shared library
manifest    reads csrc/engine/libc/libc.table and sorts a library's imports by it
capsule     makes the private copy of the library, its imports renamed
descriptors lets the engine answer the copy's look-ups of thread-local variables, on AArch64
toolchain   runs the C compiler, and only for what has changed
extension   compiles csrc/engine and links it to the capsule
launcher    compiles csrc/launcher
modules     compiles csrc/spawn and csrc/ownership
steps       all of that in order, and puts the results into the package
commands    the setuptools command that calls steps, for pip and other front ends
"""
