/* parse_parameter_errors.h -- what is wrong with parameters: their invalid_ rules. */
#ifndef PKHOST_COMPILER_PARSE_PARAMETER_ERRORS_H
#define PKHOST_COMPILER_PARSE_PARAMETER_ERRORS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* Each leaves `mark` where it was; p->raised if a rule has matched. */
void parse_explain_parameters(parser *p, bool is_lambda);  /* invalid_parameters */
void parse_explain_star(parser *p, bool is_lambda);        /* invalid_star_etc */
void parse_explain_double_star(parser *p, bool is_lambda); /* invalid_kwds */
void parse_explain_default(parser *p, int start);          /* invalid_default, from its '=' on */

#pragma GCC visibility pop

#endif
