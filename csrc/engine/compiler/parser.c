/* parser.c -- the rules to begin with, and both readings of a source. */
#include "compiler/parser.h"

#include "compiler/parse_blocks.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_operators.h"
#include "compiler/parse_primaries.h"
#include "compiler/parse_rules.h"
#include "compiler/parse_simple_statements.h"
#include "compiler/parse_statements.h"
#include "compiler/parse_words.h"

static const struct rules RULES = {
    .expression = parse_expression,
    .star_expressions = parse_star_expressions,
    .star_named_expression = parse_star_named_expression,
    .named_expression = parse_named_expression,
    .argument_expression = parse_argument_expression,
    .annotated_right_side = parse_annotated_right_side,
    .disjunction = parse_disjunction,
    .bitwise_or = parse_bitwise_or,
    .primary = parse_primary,
    .statement = parse_statement,
};

static node *new_root(parser *p, enum node_kind kind)
{
    return tree_node(p->arena, kind, p->tokens[0].place);
}

/* file: [statements] ENDMARKER */
static node *file(parser *p)
{
    node *n = new_root(p, NODE_MODULE);
    if (!parse_at(p, TOKEN_END) && !parse_statements(p, &n->module.body))
        return NULL;
    return parse_at(p, TOKEN_END) ? n : NULL;
}

/* interactive: statement_newline
 * statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER
 * The NEWLINE that ends a compound statement at a prompt is the end here. */
static node *interactive(parser *p)
{
    node *n = new_root(p, NODE_INTERACTIVE);
    bool is_compound;
    if (parse_at(p, TOKEN_END))
        return NULL;
    node *statement = parse_compound_statement(p, &is_compound);
    if (is_compound) {
        if (statement == NULL)
            return NULL;
        n->module.body = parse_list_of_one(p, statement);
    } else if (parse_simple_statements(p)) {
        n->module.body = parse_list(p, 0);
    } else {
        return NULL;
    }
    if (!parse_at(p, TOKEN_END))
        parse_raise(p, SYNTAX_ERROR, parse_place(p),
                    "multiple statements found while compiling a single statement");
    return n;
}

/* eval: expressions NEWLINE* ENDMARKER */
static node *evaluated(parser *p)
{
    node *n = new_root(p, NODE_EXPRESSION);
    n->expression.body = parse_expressions(p);
    if (n->expression.body == NULL)
        return NULL;
    while (parse_accept(p, TOKEN_NEWLINE)) {}
    return parse_at(p, TOKEN_END) ? n : NULL;
}

static node *start_rule(parser *p, enum parse_mode mode)
{
    node *n = mode == PARSE_EXEC ? file(p) : mode == PARSE_EVAL ? evaluated(p) : interactive(p);
    return p->raised ? NULL : n;
}

node *parse(arena *a, const char *source, int size, enum parse_mode mode, syntax_error *error)
{
    tokens *read = arena_take(a, sizeof *read);
    tokens_read(a, source, size, read);
    parser p = {
        .arena = a,
        .source = read,
        .tokens = read->items,
        .furthest = -1,
        .error = error,
        .rules = &RULES,
    };
    parse_words(&p);
    parse_look(&p, 0);
    node *n = start_rule(&p, mode);
    if (n != NULL)
        return n;
    const int last = p.furthest;
    if (!p.raised) {
        parse_begin_to_explain(&p);
        start_rule(&p, mode);
    }
    parse_conclude(&p, last);
    return NULL;
}
