/* generate_imports.h -- import, from … import. */
#ifndef PKHOST_COMPILER_GENERATE_IMPORTS_H
#define PKHOST_COMPILER_GENERATE_IMPORTS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_import(generator *g, node *n);
bool generate_import_from(generator *g, node *n);

#pragma GCC visibility pop

#endif
