/* scopes_expressions.h -- the walk over expressions that makes scopes. */
#ifndef PKHOST_COMPILER_SCOPES_EXPRESSIONS_H
#define PKHOST_COMPILER_SCOPES_EXPRESSIONS_H

#include "compiler/scopes_collector.h"

#pragma GCC visibility push(hidden)

bool collect_expression(collector *c, node *n); /* NULL: nothing to do */
bool collect_expressions(collector *c, node_list list);
/* What of the arguments is evaluated where the function is defined. */
bool collect_defaults(collector *c, node *arguments);
bool collect_annotations(collector *c, node *arguments);
/* The parameters, in the scope of the function. */
bool collect_parameters(collector *c, node *arguments);

#pragma GCC visibility pop

#endif
