/* builtin_install.h -- the builtins of dialect "python", a file for each kind. */
#ifndef PKHOST_PYTHON_BUILTIN_INSTALL_H
#define PKHOST_PYTHON_BUILTIN_INSTALL_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

/* Into a VM that is built, when PocketPy's builtins and ours of both dialects are there. */
bool builtin_iterators_install(void);
bool builtin_functions_install(void);
bool builtin_namespaces_install(void);
bool builtin_signatures_install(void); /* after all of them */
bool native_functions_install(void);
bool builtin_open_install(void);
bool builtin_ranges_install(void);
bool namespace_views_install(void);
bool builtin_printing_install(void);
bool system_install(void);
bool integer_digits_install(void); /* after it: into sys */

#pragma GCC visibility pop

#endif
