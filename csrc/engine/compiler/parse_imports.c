/* parse_imports.c -- import statements. */
#include "compiler/parse_imports.h"

#include "compiler/parse_errors.h"

#include <string.h>

/* dotted_name: dotted_name '.' NAME | NAME */
static identifier dotted_name(parser *p)
{
    const int start = p->mark;
    if (!parse_accept(p, TOKEN_NAME))
        return NULL;
    size_t size = strlen(p->names[start]) + 1;
    while (parse_at(p, TOKEN_DOT)) {
        const int before = p->mark;
        parse_next(p);
        if (!parse_accept(p, TOKEN_NAME)) {
            p->mark = before;
            break;
        }
        size += strlen(p->names[p->mark - 1]) + 1;
    }
    if (p->mark == start + 1)
        return p->names[start];
    char *const text = arena_take(p->arena, size), *to = text;
    for (int i = start; i < p->mark; i += 2) { /* every other token is a dot */
        if (i > start)
            *to++ = '.';
        const size_t part = strlen(p->names[i]);
        memcpy(to, p->names[i], part);
        to += part;
    }
    return text;
}

/* ['as' NAME], and the alias */
static node *alias(parser *p, int start, identifier name)
{
    identifier as = NULL;
    if (parse_accept(p, KEYWORD_AS)) {
        if (!parse_at(p, TOKEN_NAME))
            return NULL;
        as = p->names[p->mark];
        parse_next(p);
    }
    node *n = parse_node(p, NODE_ALIAS, start);
    n->alias.name = name;
    n->alias.asname = as;
    n->alias.bound = as != NULL ? as : p->names[start];
    return n;
}

/* dotted_as_names: ','.dotted_as_name+
 * dotted_as_name: dotted_name ['as' NAME] */
node *parse_import(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    parse_next(p);
    do {
        const int first = p->mark;
        const identifier name = dotted_name(p);
        node *n = name == NULL ? NULL : alias(p, first, name);
        if (n == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, n);
    } while (parse_accept(p, TOKEN_COMMA));
    node *n = parse_node(p, NODE_IMPORT, start);
    n->import.names = parse_list(p, base);
    return n;
}

/* import_from_as_names: ','.import_from_as_name+
 * import_from_as_name: NAME ['as' NAME]
 * Pushed.  False: not even one.  A comma that no name follows is not read. */
static bool names(parser *p)
{
    bool any = false;
    for (;;) {
        const int first = p->mark;
        if (!parse_accept(p, TOKEN_NAME))
            break;
        node *n = alias(p, first, p->names[first]);
        if (n == NULL)
            return false;
        parse_push(p, n);
        any = true;
        if (!parse_at(p, TOKEN_COMMA) || parse_second(p) != TOKEN_NAME)
            break;
        parse_next(p);
    }
    return any && !p->raised;
}

/* import_from_targets:
 *     | '(' import_from_as_names [','] ')'
 *     | import_from_as_names !','
 *     | '*'
 *     | invalid_import_from_targets
 * invalid_import_from_targets: import_from_as_names ',' NEWLINE */
static bool targets(parser *p)
{
    const int start = p->mark;
    if (parse_accept(p, TOKEN_STAR)) {
        node *n = parse_node(p, NODE_ALIAS, start);
        n->alias.name = "*";
        parse_push(p, n);
        return true;
    }
    if (parse_accept(p, TOKEN_LEFT_PARENTHESIS)) {
        if (!names(p))
            return false;
        parse_accept(p, TOKEN_COMMA);
        return parse_accept(p, TOKEN_RIGHT_PARENTHESIS);
    }
    if (!names(p))
        return false;
    if (!parse_at(p, TOKEN_COMMA))
        return true;
    if (p->explaining && parse_second(p) == TOKEN_NEWLINE)
        parse_raise_here(p, "trailing comma not allowed without surrounding parentheses");
    return false;
}

/* import_from:
 *     | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
 *     | 'from' ('.' | '...')+ 'import' import_from_targets */
node *parse_import_from(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    int level = 0;
    parse_next(p);
    for (;;) {
        if (parse_accept(p, TOKEN_DOT))
            level++;
        else if (parse_accept(p, TOKEN_ELLIPSIS))
            level += 3;
        else
            break;
    }
    const identifier module = dotted_name(p);
    if ((module == NULL && level == 0) || !parse_accept(p, KEYWORD_IMPORT) || !targets(p)) {
        p->stack_count = base;
        return NULL;
    }
    node *n = parse_node(p, NODE_IMPORT_FROM, start);
    n->import_from.module = module;
    n->import_from.level = level;
    n->import_from.names = parse_list(p, base);
    return n;
}
