/* parse_rules.h -- the rules that others call which stand below them.
 *
 * Grammar is recursive: an atom may be a bracket with an expression in it.  Code here runs one
 * way, from statements down to strings; the ways back up go through this table, which parser.c
 * fills.  Each rule is described where it is defined, as parse_… in the file named here.
 */
#ifndef PKHOST_COMPILER_PARSE_RULES_H
#define PKHOST_COMPILER_PARSE_RULES_H

#include "compiler/parse_state.h"

struct rules {
    /* parse_expressions.c */
    node *(*expression)(parser *p);
    node *(*star_expressions)(parser *p);
    node *(*star_named_expression)(parser *p);
    node *(*named_expression)(parser *p);
    node *(*argument_expression)(parser *p);
    node *(*annotated_right_side)(parser *p);
    /* parse_operators.c */
    node *(*disjunction)(parser *p);
    node *(*bitwise_or)(parser *p);
    /* parse_primaries.c */
    node *(*primary)(parser *p);
    /* parse_statements.c */
    bool (*statement)(parser *p);
};

static inline node *rule_expression(parser *p) { return p->rules->expression(p); }
static inline node *rule_star_expressions(parser *p) { return p->rules->star_expressions(p); }
static inline node *rule_star_named_expression(parser *p)
{
    return p->rules->star_named_expression(p);
}
static inline node *rule_named_expression(parser *p) { return p->rules->named_expression(p); }
static inline node *rule_argument_expression(parser *p) { return p->rules->argument_expression(p); }
static inline node *rule_annotated_right_side(parser *p)
{
    return p->rules->annotated_right_side(p);
}
static inline node *rule_disjunction(parser *p) { return p->rules->disjunction(p); }
static inline node *rule_bitwise_or(parser *p) { return p->rules->bitwise_or(p); }
static inline node *rule_primary(parser *p) { return p->rules->primary(p); }

#endif
