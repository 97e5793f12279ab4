/* parse_targets.h -- what can be assigned to, or deleted. */
#ifndef PKHOST_COMPILER_PARSE_TARGETS_H
#define PKHOST_COMPILER_PARSE_TARGETS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* Targets are read as expressions, and become targets when it is known that they are: that an
 * expression is one that the rule of this name would have read, and then its context. */
bool parse_is_star_targets(const node *expression);
bool parse_is_single_target(const node *expression);
void parse_set_context(node *target, enum expression_context context);

/* star_targets: star_target !',' | star_target (',' star_target)* [','] */
node *parse_star_targets(parser *p);
/* star_target: '*' (!'*' star_target) | target_with_star_atom */
node *parse_star_target(parser *p);
/* del_targets: ','.del_target+ [','] */
bool parse_del_targets(parser *p, node_list *targets);

#pragma GCC visibility pop

#endif
