/* generate_type_parameters.h -- def f[T], class C[T], type X[T] = …: CPython 3.12's PEP 695. */
#ifndef PKHOST_COMPILER_GENERATE_TYPE_PARAMETERS_H
#define PKHOST_COMPILER_GENERATE_TYPE_PARAMETERS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

/* Makes them, in the function whose variables they are. */
bool generate_type_variables(generator *g, node_list parameters);
/* [a function or class] -> [it, with its __type_params__] */
void generate_set_type_parameters(generator *g, node_list parameters);
void generate_generic_base(generator *g, node_list parameters); /* pushes Generic[T, …] */
bool generate_type_alias(generator *g, node *n);                /* gives its name its value */

#pragma GCC visibility pop

#endif
