/* parse_simple_statements.c -- statements that fit into a line. */
#include "compiler/parse_simple_statements.h"

#include "compiler/parse_assignments.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_imports.h"
#include "compiler/parse_parameters.h"
#include "compiler/parse_targets.h"

/* 'pass', 'break', 'continue' */
static node *word(parser *p, enum node_kind kind)
{
    const int start = p->mark;
    parse_next(p);
    return parse_node(p, kind, start);
}

static bool ends_statement(const parser *p)
{
    return parse_at(p, TOKEN_NEWLINE) || parse_at(p, TOKEN_SEMICOLON);
}

/* return_stmt: 'return' [star_expressions] */
static node *return_statement(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *value = NULL;
    if (!ends_statement(p) && (value = parse_star_expressions(p)) == NULL)
        return NULL;
    node *n = parse_node(p, NODE_RETURN, start);
    n->return_.value = value;
    return n;
}

/* raise_stmt: 'raise' expression ['from' expression] | 'raise' */
static node *raise_statement(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *exception = NULL, *cause = NULL;
    if (!ends_statement(p)) {
        exception = parse_expression(p);
        if (exception == NULL)
            return NULL;
        if (parse_accept(p, KEYWORD_FROM) && (cause = parse_expression(p)) == NULL)
            return NULL;
    }
    node *n = parse_node(p, NODE_RAISE, start);
    n->raise.exc = exception;
    n->raise.cause = cause;
    return n;
}

/* global_stmt: 'global' ','.NAME+     nonlocal_stmt: 'nonlocal' ','.NAME+ */
static node *names_statement(parser *p, enum node_kind kind)
{
    const int start = p->mark;
    identifier *names = NULL;
    int count = 0, capacity = 0;
    do {
        parse_next(p);
        if (!parse_at(p, TOKEN_NAME))
            return NULL;
        arena_grow(p->arena, (void **)&names, count, &capacity, sizeof *names);
        names[count++] = p->names[p->mark];
        parse_next(p);
    } while (parse_at(p, TOKEN_COMMA));
    node *n = parse_node(p, kind, start);
    n->global.names = (identifier_list){ names, count };
    return n;
}

/* del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
 * invalid_del_stmt: 'del' star_expressions */
static node *del_statement(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node_list targets;
    if (parse_del_targets(p, &targets) && ends_statement(p)) {
        node *n = parse_node(p, NODE_DELETE, start);
        n->delete_.targets = targets;
        return n;
    }
    if (p->explaining && !p->raised) {
        p->mark = start + 1;
        parse_raise_invalid_target(p, parse_star_expressions(p), TARGET_OF_DEL);
    }
    return NULL;
}

/* assert_stmt: 'assert' expression [',' expression] */
static node *assert_statement(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *test = parse_expression(p), *message = NULL;
    if (test == NULL || (parse_accept(p, TOKEN_COMMA) && (message = parse_expression(p)) == NULL))
        return NULL;
    node *n = parse_node(p, NODE_ASSERT, start);
    n->assert_.test = test;
    n->assert_.msg = message;
    return n;
}

/* Of CPython 3.12: type_alias: "type" NAME [type_params] '=' expression */
static node *type_alias(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *name = parse_name_node(p, CONTEXT_STORE);
    node_list parameters;
    if (!parse_type_parameters(p, &parameters) || !parse_accept(p, TOKEN_EQUAL))
        return NULL;
    node *value = parse_expression(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_TYPE_ALIAS, start);
    n->type_alias.name = name;
    n->type_alias.type_params = parameters;
    n->type_alias.value = value;
    return n;
}

/* simple_stmt: assignment | star_expressions | one that a keyword begins */
static node *simple_statement(parser *p)
{
    switch (parse_kind(p)) {
    case KEYWORD_RETURN: return return_statement(p);
    case KEYWORD_IMPORT: return parse_import(p);
    case KEYWORD_FROM: return parse_import_from(p);
    case KEYWORD_RAISE: return raise_statement(p);
    case KEYWORD_PASS: return word(p, NODE_PASS);
    case KEYWORD_DEL: return del_statement(p);
    case KEYWORD_ASSERT: return assert_statement(p);
    case KEYWORD_BREAK: return word(p, NODE_BREAK);
    case KEYWORD_CONTINUE: return word(p, NODE_CONTINUE);
    case KEYWORD_GLOBAL: return names_statement(p, NODE_GLOBAL);
    case KEYWORD_NONLOCAL: return names_statement(p, NODE_NONLOCAL);
    default: break;
    }
    if (parse_at_word(p, p->words.type) && parse_second(p) == TOKEN_NAME)
        return type_alias(p);
    return parse_assignment(p);
}

bool parse_simple_statements(parser *p)
{
    do {
        node *n = simple_statement(p);
        if (n == NULL)
            return false;
        parse_push(p, n);
    } while (parse_accept(p, TOKEN_SEMICOLON) && !parse_at(p, TOKEN_NEWLINE));
    return parse_accept(p, TOKEN_NEWLINE) && !p->raised;
}
