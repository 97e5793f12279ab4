/* parse_parameters.h -- the parameters of functions and lambdas, and type parameters. */
#ifndef PKHOST_COMPILER_PARSE_PARAMETERS_H
#define PKHOST_COMPILER_PARSE_PARAMETERS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* params or lambda_params: an Arguments node, also for none; up to the ')' or ':', which is not read.
 * NULL: no match. */
node *parse_parameters(parser *p, bool is_lambda);

/* [type_params]: false if they are wrong */
bool parse_type_parameters(parser *p, node_list *list);

#pragma GCC visibility pop

#endif
