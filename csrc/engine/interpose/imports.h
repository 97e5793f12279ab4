/* imports.h -- importing modules. */
#ifndef PKHOST_INTERPOSE_IMPORTS_H
#define PKHOST_INTERPOSE_IMPORTS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* As PocketPy's py_import, of a path that may be imported.  In dialect "python" what the module
 * archive has (base/archive.h) comes before what PocketPy has, and after what the host has given. */
int imports_import(const char *path);
/* Call a function of a module of the library's that is in Python. */
bool imports_call(const char *module, const char *function, int argc, py_StackRef argv);
/* While a VM is built, after all that looks for modules: in dialect "python" those of PocketPy's
 * that the archive replaces become _pocketpy_NAME. */
bool imports_install(void);
/* Whether the host gave a module, or a package, of the name: VM(modules=). */
bool imports_host_has(const char *path);
/* Whether the library has a module of the name that scripts may import. */
bool imports_library_has(const char *name);
/* Whether a module of the name is the library's or PocketPy's, and not one that the host gave in its
 * place. */
bool imports_is_of_library(const char *name, py_Ref module);
/* Whether the module at `path`, or a package that it is in, is absent on purpose: then this raises the
 * error that says what there is instead. */
bool imports_absent(const char *path);

#pragma GCC visibility pop

#endif
