/* container_text.h -- containers that are shown, which may hold themselves. */
#ifndef PKHOST_PYTHON_CONTAINER_TEXT_H
#define PKHOST_PYTHON_CONTAINER_TEXT_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Whether it is being shown already; else it is from now on, until show_end(). */
bool show_begin(pkhost_vm *vm, shown *s, py_Ref container);
void show_end(pkhost_vm *vm, const shown *s);

#pragma GCC visibility pop

#endif
