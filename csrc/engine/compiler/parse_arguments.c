/* parse_arguments.c -- positional arguments, then keywords and *iterables, then keywords and
 * **mappings. */
#include "compiler/parse_arguments.h"

#include "compiler/parse_displays.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_rules.h"

enum stage { POSITIONAL, KEYWORDS_OR_STARRED, KEYWORDS_OR_MAPPINGS };

/* What is being read: positional ones and keywords go to lists of their own. */
typedef struct reading {
    enum stage stage;
    node **keywords;
    int keyword_count, keyword_capacity;
} reading;

static void add_keyword(parser *p, reading *r, int start, identifier name, node *value)
{
    node *n = parse_node(p, NODE_KEYWORD, start);
    n->keyword.arg = name;
    n->keyword.value = value;
    arena_grow(p->arena, (void **)&r->keywords, r->keyword_count, &r->keyword_capacity,
               sizeof *r->keywords);
    r->keywords[r->keyword_count++] = n;
}

/* invalid_kwarg:
 *     | ('True' | 'False' | 'None') '='
 *     | NAME '=' expression for_if_clauses
 *     | !(NAME '=') expression '=' */
static void explain_keyword(parser *p)
{
    static const char comparison[] = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
    const int start = p->mark;
    const place first = parse_place(p);
    switch (parse_kind(p)) {
    case KEYWORD_TRUE:
    case KEYWORD_FALSE:
    case KEYWORD_NONE:
        if (parse_second(p) == TOKEN_EQUAL) {
            const token *t = &p->tokens[start];
            parse_raise(p, SYNTAX_ERROR, parse_span(first, p->tokens[start + 1].place),
                        "cannot assign to %.*s", t->size, t->text);
        }
        break;
    case TOKEN_NAME:
        if (parse_second(p) != TOKEN_EQUAL)
            break;
        parse_next(p);
        parse_next(p);
        if (rule_expression(p) != NULL && parse_clauses(p).count > 0)
            parse_raise(p, SYNTAX_ERROR, parse_span(first, p->tokens[start + 1].place), comparison);
        p->mark = start;
        return;
    default: break;
    }
    const node *value = p->raised ? NULL : rule_expression(p);
    if (value != NULL && parse_at(p, TOKEN_EQUAL))
        parse_raise(p, SYNTAX_ERROR, parse_span(value->place, parse_place(p)),
                    "expression cannot contain assignment, perhaps you meant \"==\"?");
    p->mark = start;
}

/* starred_expression: '*' expression */
static node *starred(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *value = rule_expression(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_STARRED, start);
    n->starred.value = value;
    return n;
}

/* kwarg_or_starred: invalid_kwarg | NAME '=' expression | starred_expression
 * kwarg_or_double_starred: invalid_kwarg | NAME '=' expression | '**' expression */
static bool keyword(parser *p, reading *r)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_keyword(p);
        if (p->raised)
            return false;
    }
    identifier name = NULL;
    if (parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_EQUAL) {
        name = p->names[p->mark];
        parse_next(p);
    } else if (parse_at(p, TOKEN_STAR) && r->stage != KEYWORDS_OR_MAPPINGS) {
        node *n = starred(p);
        if (n != NULL)
            parse_push(p, n);
        return n != NULL;
    } else if (parse_at(p, TOKEN_DOUBLE_STAR)) {
        r->stage = KEYWORDS_OR_MAPPINGS;
    } else {
        return false;
    }
    parse_next(p);
    node *value = rule_expression(p);
    if (value != NULL)
        add_keyword(p, r, start, name, value);
    return value != NULL;
}

/* starred_expression | (assignment_expression | expression !':=') !'=' */
static bool positional(parser *p)
{
    node *n;
    if (parse_at(p, TOKEN_STAR)) {
        n = starred(p);
    } else if (parse_at(p, TOKEN_DOUBLE_STAR)
               || (parse_at(p, TOKEN_NAME) && !p->explaining && parse_second(p) == TOKEN_EQUAL)) {
        return false;
    } else {
        n = rule_argument_expression(p);
        if (n != NULL && parse_at(p, TOKEN_EQUAL))
            return false;
    }
    if (n != NULL)
        parse_push(p, n);
    return n != NULL;
}

/* args:
 *     | ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs]
 *     | kwargs
 * kwargs:
 *     | ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+
 *     | ','.kwarg_or_starred+
 *     | ','.kwarg_or_double_starred+
 * What follows the last good argument is not read. */
static node *args(parser *p, reading *r)
{
    const int start = p->mark, base = p->stack_count;
    int end = start;
    do {
        const int before = p->mark;
        bool found = false;
        if (r->stage == POSITIONAL && !(found = positional(p)) && !p->raised) {
            p->mark = before;
            r->stage = KEYWORDS_OR_STARRED;
        }
        if (!found && (p->raised || !keyword(p, r)))
            break;
        end = p->mark;
    } while (parse_accept(p, TOKEN_COMMA) && !parse_at(p, TOKEN_RIGHT_PARENTHESIS));
    p->mark = end;
    if (end == start || p->raised) {
        p->stack_count = base;
        return NULL;
    }
    node *n = parse_node(p, NODE_CALL, start);
    n->call.args = parse_list(p, base);
    n->call.keywords = (node_list){ r->keywords, r->keyword_count };
    return n;
}

/* invalid_arguments:
 *     | args ',' '*' -- with keywords in the args, and at the '*', as of 3.11.7
 *     | expression for_if_clauses ',' [args | expression for_if_clauses]
 *     | NAME '=' expression for_if_clauses
 *     | args for_if_clauses
 *     | args ',' expression for_if_clauses
 *     | args ',' args */
static void explain_arguments(parser *p, const node *read, int end)
{
    static const char parenthesize[] = "Generator expression must be parenthesized";
    const int start = p->mark;
    if (read != NULL) {
        p->mark = end;
        if (parse_accept(p, TOKEN_COMMA) && parse_at(p, TOKEN_STAR)
            && read->call.keywords.count > 0) {
            parse_raise(p, SYNTAX_ERROR, parse_place(p),
                        "iterable argument unpacking follows keyword argument unpacking");
            return;
        }
        p->mark = start;
    }
    const node *first = rule_expression(p);
    if (first != NULL && parse_at_clause(p)) {
        const node_list clauses = parse_clauses(p);
        if (clauses.count > 0 && parse_accept(p, TOKEN_COMMA)) {
            reading r = { .stage = POSITIONAL };
            if (args(p, &r) == NULL && !p->raised && rule_expression(p) != NULL)
                parse_clauses(p);
            parse_raise(p, SYNTAX_ERROR, parse_span(first->place, parse_end_of_clauses(clauses)),
                        "%s", parenthesize);
        }
    }
    if (p->raised)
        return;
    p->mark = start;
    if (parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_EQUAL) {
        parse_next(p);
        parse_next(p);
        if (rule_expression(p) != NULL && parse_clauses(p).count > 0)
            parse_raise(p, SYNTAX_ERROR,
                        parse_span(p->tokens[start].place, p->tokens[start + 1].place),
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (read == NULL || p->raised)
        return;
    p->mark = end;
    const node_list of_args = parse_clauses(p), given = read->call.args;
    if (of_args.count > 0 && given.count > 1)
        parse_raise(p, SYNTAX_ERROR,
                    parse_span(given.items[given.count - 1]->place, parse_end_of_clauses(of_args)),
                    "%s", parenthesize);
    p->mark = end;
    if (p->raised || !parse_accept(p, TOKEN_COMMA))
        return;
    const int behind = p->mark;
    const node *item = rule_expression(p);
    const node_list of_item = item == NULL ? (node_list){ 0 } : parse_clauses(p);
    if (of_item.count > 0)
        parse_raise(p, SYNTAX_ERROR, parse_span(item->place, parse_end_of_clauses(of_item)), "%s",
                    parenthesize);
    if (p->raised)
        return;
    p->mark = behind;
    reading r = { .stage = POSITIONAL };
    if (args(p, &r) == NULL)
        return;
    bool has_mapping = false;
    for (int i = 0; i < read->call.keywords.count; i++)
        has_mapping |= read->call.keywords.items[i]->keyword.arg == NULL;
    parse_raise_here(p, has_mapping ? "positional argument follows keyword argument unpacking"
                                    : "positional argument follows keyword argument");
}

static node *arguments_here(parser *p, reading *r)
{
    const int start = p->mark;
    node *n = args(p, r);
    if (p->raised)
        return NULL;
    const int end = p->mark;
    if (n != NULL) {
        parse_accept(p, TOKEN_COMMA);
        if (parse_at(p, TOKEN_RIGHT_PARENTHESIS))
            return n;
    }
    if (p->explaining) {
        p->mark = start;
        explain_arguments(p, n, end);
    }
    return NULL;
}

node *parse_arguments(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_ARGUMENTS, &n))
        return n;
    reading r = { .stage = POSITIONAL };
    n = arguments_here(p, &r);
    return parse_remember(p, RULE_ARGUMENTS, start, n);
}

static node *call_node(parser *p, int start, node *function, node *arguments)
{
    node *n = arguments != NULL ? arguments : parse_node(p, NODE_CALL, start);
    n->place = parse_span(p->tokens[start].place, parse_place_before(p));
    n->call.func = function;
    return n;
}

node *parse_call(parser *p, int start, node *function)
{
    const int open = p->mark;
    if (p->explaining) {
        node *only = parse_generator_expression(p);
        if (p->raised)
            return NULL;
        if (only != NULL) {
            node *n = call_node(p, start, function, NULL);
            n->call.args = parse_list_of_one(p, only);
            return n;
        }
        p->mark = open;
    }
    parse_next(p);
    if (parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return call_node(p, start, function, NULL);
    if (p->explaining) {
        /* What is remembered may become a part of several readings. */
        const node *read = parse_arguments(p);
        if (read == NULL || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
            return NULL;
        node *n = call_node(p, start, function, NULL);
        n->call.args = read->call.args;
        n->call.keywords = read->call.keywords;
        return n;
    }
    reading r = { .stage = POSITIONAL };
    node *arguments = args(p, &r);
    if (arguments == NULL)
        return NULL;
    const node_list given = arguments->call.args;
    if (parse_at_clause(p) && given.count == 1 && arguments->call.keywords.count == 0
        && given.items[0]->kind != NODE_STARRED) {
        const node_list clauses = parse_clauses(p);
        if (clauses.count == 0 || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
            return NULL;
        node *only = parse_node(p, NODE_GENERATOR_EXP, open);
        only->list_comp.elt = given.items[0];
        only->list_comp.generators = clauses;
        node *n = call_node(p, start, function, NULL);
        n->call.args = parse_list_of_one(p, only);
        return n;
    }
    parse_accept(p, TOKEN_COMMA);
    return parse_accept(p, TOKEN_RIGHT_PARENTHESIS) ? call_node(p, start, function, arguments)
                                                    : NULL;
}
