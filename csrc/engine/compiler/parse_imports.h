/* parse_imports.h -- import statements. */
#ifndef PKHOST_COMPILER_PARSE_IMPORTS_H
#define PKHOST_COMPILER_PARSE_IMPORTS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_import(parser *p);      /* import_name: 'import' dotted_as_names */
node *parse_import_from(parser *p); /* import_from: 'from' … 'import' import_from_targets */

#pragma GCC visibility pop

#endif
