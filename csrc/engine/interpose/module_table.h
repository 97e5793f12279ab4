/* module_table.h -- the modules that are there, by their names: sys.modules. */
#ifndef PKHOST_INTERPOSE_MODULE_TABLE_H
#define PKHOST_INTERPOSE_MODULE_TABLE_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* The module by this name.  NULL: none, or a script has put there what is no module, so what belongs to
 * modules must not be looked for in it. */
py_Ref module_listed(const char *path);
/* Let the next import of the name make a module anew. */
void module_forget(const char *path);
/* Set what an import gives: any value, as scripts set sys.modules[path]. */
void module_list(const char *path, const py_TValue *value);
/* Give a module another name. */
void module_rename(const char *path, const char *new_path);
/* A module by a name, which no import finds. */
void module_new_unlisted(py_OutRef out, c11_sv name);
/* The names and what is there by them, in the order of the names. */
bool modules_each(bool (*visit)(const char *path, py_Ref value, void *context), void *context);
/* For the garbage collector: objects of modules that no table has may be in use. */
void modules_mark(void (*mark)(py_Ref, void *), void *context);

#pragma GCC visibility pop

#endif
