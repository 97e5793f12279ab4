/* parse_displays.h -- what stands in brackets: tuples, lists, sets, dicts, comprehensions. */
#ifndef PKHOST_COMPILER_PARSE_DISPLAYS_H
#define PKHOST_COMPILER_PARSE_DISPLAYS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_parentheses(parser *p); /* tuple | group | genexp */
node *parse_brackets(parser *p);    /* list | listcomp */
node *parse_braces(parser *p);      /* dict | set | dictcomp | setcomp */

/* genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' | invalid_comprehension */
node *parse_generator_expression(parser *p);

/* invalid_comprehension, from the bracket `start` on */
void parse_explain_comprehension(parser *p, int start);

/* for_if_clauses: for_if_clause+ -- of comprehension nodes; count 0: none */
node_list parse_clauses(parser *p);
static inline bool parse_at_clause(const parser *p)
{
    return parse_at(p, KEYWORD_FOR) || parse_at(p, KEYWORD_ASYNC);
}
/* The place of the last expression of some clauses. */
place parse_end_of_clauses(node_list clauses);

#pragma GCC visibility pop

#endif
