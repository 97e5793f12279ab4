/* parse_displays.c -- the grammar has an alternative for each thing that a bracket may begin.  Here
 * the first item is read once, and what follows it says which alternative it is. */
#include "compiler/parse_displays.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_rules.h"
#include "compiler/parse_targets.h"

/* --------------------------------------------------------------------- comprehensions */

/* invalid_for_target: ASYNC? 'for' star_expressions */
static void explain_target(parser *p)
{
    parse_accept(p, KEYWORD_ASYNC);
    if (parse_accept(p, KEYWORD_FOR))
        parse_raise_invalid_target(p, rule_star_expressions(p), TARGET_OF_FOR);
}

/* for_if_clause:
 *     | ASYNC 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
 *     | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
 *     | invalid_for_target */
static node *clause(parser *p)
{
    const int start = p->mark;
    const bool is_async = parse_accept(p, KEYWORD_ASYNC);
    if (!parse_accept(p, KEYWORD_FOR))
        return NULL;
    node *target = parse_star_targets(p);
    if (target == NULL || !parse_accept(p, KEYWORD_IN)) {
        if (p->explaining) {
            p->mark = start;
            explain_target(p);
        }
        return NULL;
    }
    node *iter = rule_disjunction(p);
    if (iter == NULL)
        return NULL;
    const int base = p->stack_count;
    while (parse_at(p, KEYWORD_IF)) {
        const int before = p->mark;
        parse_next(p);
        node *condition = rule_disjunction(p);
        if (condition == NULL) {
            p->mark = before;
            break;
        }
        parse_push(p, condition);
    }
    node *n = parse_node(p, NODE_COMPREHENSION, start);
    n->comprehension.target = target;
    n->comprehension.iter = iter;
    n->comprehension.ifs = parse_list(p, base);
    n->comprehension.is_async = is_async;
    return p->raised ? NULL : n;
}

node_list parse_clauses(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node_list *known;
    if (parse_recall(p, RULE_CLAUSES, &known))
        return *known;
    while (parse_at_clause(p)) {
        const int before = p->mark;
        node *n = clause(p);
        if (n == NULL) {
            p->mark = before;
            break;
        }
        parse_push(p, n);
    }
    const node_list list = parse_list(p, base);
    if (p->remembered != NULL) {
        known = arena_take(p->arena, sizeof *known);
        *known = list;
        parse_remember(p, RULE_CLAUSES, start, known);
    }
    return list;
}

place parse_end_of_clauses(node_list clauses)
{
    const node *last = clauses.items[clauses.count - 1];
    const node_list ifs = last->comprehension.ifs;
    return ifs.count > 0 ? ifs.items[ifs.count - 1]->place : last->comprehension.iter->place;
}

static node *comprehension_node(parser *p, enum node_kind kind, int start, node *item,
                                node_list clauses)
{
    node *n = parse_node(p, kind, start);
    n->list_comp.elt = item;
    n->list_comp.generators = clauses;
    return n;
}

/* invalid_comprehension:
 *     | ('[' | '(' | '{') starred_expression for_if_clauses
 *     | ('[' | '{') star_named_expression ',' star_named_expressions for_if_clauses
 *     | ('[' | '{') star_named_expression ',' for_if_clauses */
void parse_explain_comprehension(parser *p, int start)
{
    static const char forgotten[] = "did you forget parentheses around the comprehension target?";
    p->mark = start;
    const bool is_parenthesis = parse_at(p, TOKEN_LEFT_PARENTHESIS);
    parse_next(p);
    const int inside = p->mark;
    const place first = parse_place(p);
    if (parse_accept(p, TOKEN_STAR)) {
        const node *value = rule_expression(p);
        if (value != NULL && parse_clauses(p).count > 0)
            parse_raise(p, SYNTAX_ERROR, parse_span(first, value->place),
                        "iterable unpacking cannot be used in comprehension");
        if (p->raised)
            return;
        p->mark = inside;
    }
    const node *item = is_parenthesis ? NULL : rule_star_named_expression(p);
    if (item == NULL || !parse_at(p, TOKEN_COMMA))
        return;
    place last = parse_place(p);
    while (parse_accept(p, TOKEN_COMMA) && !parse_at_clause(p)) {
        const node *more = rule_star_named_expression(p);
        if (more == NULL)
            return;
        last = more->place;
    }
    if (parse_clauses(p).count > 0)
        parse_raise(p, SYNTAX_ERROR, parse_span(item->place, last), forgotten);
}

node *parse_generator_expression(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *item = rule_argument_expression(p);
    if (item != NULL && parse_at_clause(p)) {
        const node_list clauses = parse_clauses(p);
        if (clauses.count > 0 && parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
            return comprehension_node(p, NODE_GENERATOR_EXP, start, item, clauses);
    }
    if (p->explaining && !p->raised)
        parse_explain_comprehension(p, start);
    return NULL;
}

/* -------------------------------------------------------------------------- sequences */

/* [(',' star_named_expression)*] [','] -- pushed, up to `close`, which is not read */
static bool more_items(parser *p, int close)
{
    while (parse_accept(p, TOKEN_COMMA) && !parse_at(p, close)) {
        node *item = rule_star_named_expression(p);
        if (item == NULL)
            return false;
        parse_push(p, item);
    }
    return parse_at(p, close);
}

static node *sequence_node(parser *p, enum node_kind kind, int start, int base)
{
    node *n = parse_node(p, kind, start);
    n->list.elts = parse_list(p, base); /* of a Set too: it stands in the same place */
    return n;
}

/* tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'
 * group: '(' (yield_expr | named_expression) ')' | invalid_group */
static node *tuple_or_group(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    parse_next(p);
    if (parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return sequence_node(p, NODE_TUPLE, start, base);
    const bool is_yield = parse_at(p, KEYWORD_YIELD);
    node *first = is_yield ? rule_annotated_right_side(p) : rule_star_named_expression(p);
    if (first == NULL)
        return NULL;
    if (parse_at(p, TOKEN_COMMA) && !is_yield) {
        parse_push(p, first);
        if (more_items(p, TOKEN_RIGHT_PARENTHESIS)) {
            parse_next(p);
            return sequence_node(p, NODE_TUPLE, start, base);
        }
        p->stack_count = base;
        return NULL;
    }
    if (parse_at_clause(p) && !is_yield) {
        const node_list clauses = first->kind == NODE_STARRED ? (node_list){ 0 } : parse_clauses(p);
        if (clauses.count == 0 || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
            return NULL;
        return comprehension_node(p, NODE_GENERATOR_EXP, start, first, clauses);
    }
    if (first->kind == NODE_STARRED || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return NULL;
    first->parenthesized = true;
    return first;
}

/* invalid_group: '(' starred_expression ')' | '(' '**' expression ')' */
static void explain_group(parser *p, int start)
{
    p->mark = start + 1;
    const place first = parse_place(p);
    const bool is_double = parse_at(p, TOKEN_DOUBLE_STAR);
    if (!is_double && !parse_at(p, TOKEN_STAR))
        return;
    parse_next(p);
    const node *value = rule_expression(p);
    if (value == NULL || !parse_at(p, TOKEN_RIGHT_PARENTHESIS))
        return;
    if (is_double)
        parse_raise(p, SYNTAX_ERROR, first, "cannot use double starred expression here");
    else
        parse_raise(p, SYNTAX_ERROR, parse_span(first, value->place),
                    "cannot use starred expression here");
}

node *parse_parentheses(parser *p)
{
    const int start = p->mark;
    node *n = tuple_or_group(p);
    if (n == NULL && p->explaining && !p->raised) {
        explain_group(p, start);
        if (!p->raised)
            parse_explain_comprehension(p, start);
    }
    return n;
}

/* list: '[' [star_named_expressions] ']'
 * listcomp: '[' named_expression for_if_clauses ']' | invalid_comprehension */
node *parse_brackets(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    parse_next(p);
    if (parse_accept(p, TOKEN_RIGHT_BRACKET))
        return sequence_node(p, NODE_LIST, start, base);
    node *first = rule_star_named_expression(p);
    if (first != NULL && parse_at_clause(p) && first->kind != NODE_STARRED) {
        const node_list clauses = parse_clauses(p);
        if (clauses.count > 0 && parse_accept(p, TOKEN_RIGHT_BRACKET))
            return comprehension_node(p, NODE_LIST_COMP, start, first, clauses);
    } else if (first != NULL) {
        parse_push(p, first);
        if (more_items(p, TOKEN_RIGHT_BRACKET)) {
            parse_next(p);
            return sequence_node(p, NODE_LIST, start, base);
        }
        p->stack_count = base;
    }
    if (p->explaining && !p->raised)
        parse_explain_comprehension(p, start);
    return NULL;
}

/* ------------------------------------------------------------------------------ dicts */

/* double_starred_kvpair: '**' bitwise_or | kvpair
 * kvpair: expression ':' expression
 * The key (NULL: "**") and the value are pushed.  `key` if it was read already, else NULL. */
static bool pair(parser *p, node *key)
{
    if (key != NULL || !parse_accept(p, TOKEN_DOUBLE_STAR)) {
        if (key == NULL)
            key = rule_expression(p);
        if (key == NULL || !parse_accept(p, TOKEN_COLON))
            return false;
    }
    node *value = key == NULL ? rule_bitwise_or(p) : rule_expression(p);
    if (value == NULL)
        return false;
    parse_push(p, key);
    parse_push(p, value);
    return true;
}

static node *dict_node(parser *p, int start, int base)
{
    node *n = parse_node(p, NODE_DICT, start);
    const int count = (p->stack_count - base) / 2;
    node **items = arena_take(p->arena, sizeof *items * 2 * (size_t)(count + 1));
    for (int i = 0; i < count; i++) {
        items[i] = p->stack[base + i * 2];
        items[count + i] = p->stack[base + i * 2 + 1];
    }
    p->stack_count = base;
    n->dict.keys = (node_list){ items, count };
    n->dict.values = (node_list){ items + count, count };
    return n;
}

/* dictcomp: '{' kvpair for_if_clauses '}', behind the pair */
static node *dict_comprehension(parser *p, int start, int base)
{
    node *key = p->stack[base], *value = p->stack[base + 1];
    p->stack_count = base;
    const node_list clauses = key == NULL ? (node_list){ 0 } : parse_clauses(p);
    if (clauses.count == 0 || !parse_accept(p, TOKEN_RIGHT_BRACE))
        return NULL;
    node *n = parse_node(p, NODE_DICT_COMP, start);
    n->dict_comp.key = key;
    n->dict_comp.value = value;
    n->dict_comp.generators = clauses;
    return n;
}

/* dict: '{' [double_starred_kvpairs] '}', or a dictcomp
 * double_starred_kvpairs: ','.double_starred_kvpair+ [',']
 * Behind the brace, or behind the first key. */
static node *dict(parser *p, int start, node *first_key)
{
    const int base = p->stack_count;
    if (!parse_at(p, TOKEN_RIGHT_BRACE)) {
        if (!pair(p, first_key))
            return NULL;
        if (parse_at_clause(p))
            return dict_comprehension(p, start, base);
        while (parse_accept(p, TOKEN_COMMA) && !parse_at(p, TOKEN_RIGHT_BRACE))
            if (!pair(p, NULL)) {
                p->stack_count = base;
                return NULL;
            }
    }
    if (!parse_accept(p, TOKEN_RIGHT_BRACE)) {
        p->stack_count = base;
        return NULL;
    }
    return dict_node(p, start, base);
}

/* set: '{' star_named_expressions '}'
 * setcomp: '{' named_expression for_if_clauses '}'
 * Behind the first item. */
static node *set(parser *p, int start, node *first)
{
    const int base = p->stack_count;
    if (parse_at_clause(p) && first->kind != NODE_STARRED) {
        const node_list clauses = parse_clauses(p);
        if (clauses.count == 0 || !parse_accept(p, TOKEN_RIGHT_BRACE))
            return NULL;
        return comprehension_node(p, NODE_SET_COMP, start, first, clauses);
    }
    parse_push(p, first);
    if (more_items(p, TOKEN_RIGHT_BRACE)) {
        parse_next(p);
        node *n = parse_node(p, NODE_SET, start);
        n->set.elts = parse_list(p, base);
        return n;
    }
    p->stack_count = base;
    return NULL;
}

/* invalid_kvpair, and the same as an alternative of invalid_double_starred_kvpairs:
 *     | expression !(':')
 *     | expression ':' '*' bitwise_or
 *     | expression ':' &('}' | ',') */
static void explain_pair(parser *p, bool colon_may_miss)
{
    const node *key = rule_expression(p);
    if (key == NULL)
        return;
    if (!parse_at(p, TOKEN_COLON)) {
        if (colon_may_miss) {
            place where = key->place;
            where.line = where.end_line;
            where.column = where.end_column - 1;
            parse_raise(p, SYNTAX_ERROR, where, "':' expected after dictionary key");
        }
        return;
    }
    const place colon = parse_place(p);
    parse_next(p);
    if (parse_at(p, TOKEN_RIGHT_BRACE) || parse_at(p, TOKEN_COMMA)) {
        parse_raise(p, SYNTAX_ERROR, colon, "expression expected after dictionary key and ':'");
    } else if (parse_at(p, TOKEN_STAR)) {
        const place star = parse_place(p);
        parse_next(p);
        if (rule_bitwise_or(p) != NULL)
            parse_raise_from(p, star, "cannot use a starred expression in a dictionary value");
    }
}

/* invalid_double_starred_kvpairs:
 *     | ','.double_starred_kvpair+ ',' invalid_kvpair
 *     | expression ':' '*' bitwise_or
 *     | expression ':' &('}' | ',') */
static void explain_pairs(parser *p, int start)
{
    p->mark = start + 1;
    const int base = p->stack_count;
    bool any = false;
    int before = p->mark;
    while (pair(p, NULL)) {
        any = true;
        before = p->mark;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    p->stack_count = base;
    if (p->raised)
        return;
    p->mark = before;
    if (any && parse_accept(p, TOKEN_COMMA)) {
        explain_pair(p, true);
        if (p->raised)
            return;
    }
    p->mark = start + 1;
    explain_pair(p, false);
}

/* invalid_dict_comprehension: '{' '**' bitwise_or for_if_clauses '}' */
static void explain_dict_comprehension(parser *p, int start)
{
    p->mark = start + 1;
    const place stars = parse_place(p);
    if (parse_accept(p, TOKEN_DOUBLE_STAR) && rule_bitwise_or(p) != NULL
        && parse_clauses(p).count > 0 && parse_at(p, TOKEN_RIGHT_BRACE))
        parse_raise(p, SYNTAX_ERROR, stars, "dict unpacking cannot be used in dict comprehension");
}

/* dict: '{' [double_starred_kvpairs] '}' | '{' invalid_double_starred_kvpairs '}'
 * The second is tried in the first reading too, without what would be explained in it: that is how
 * CPython's parser generator takes it.  Braces in keys are read again each time, unless they are
 * remembered. */
static node *dict_explained(parser *p, int start, node *first_key)
{
    node *n = dict(p, start, first_key);
    if (n == NULL && !p->raised) {
        parse_begin_to_remember(p);
        explain_pairs(p, start);
    }
    return n;
}

node *parse_braces(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    if (parse_at(p, TOKEN_RIGHT_BRACE) || parse_at(p, TOKEN_DOUBLE_STAR) || p->explaining) {
        node *n = dict_explained(p, start, NULL);
        if (n != NULL || p->raised || !p->explaining)
            return n;
        p->mark = start + 1;
    }
    node *first = rule_star_named_expression(p), *n = NULL;
    if (first != NULL && !parse_at(p, TOKEN_COLON))
        n = set(p, start, first);
    else if (first != NULL && !p->explaining && first->kind != NODE_STARRED
             && (first->kind != NODE_NAMED_EXPR || first->parenthesized))
        n = dict_explained(p, start, first);
    if (n == NULL && p->explaining && !p->raised) {
        explain_dict_comprehension(p, start);
        if (!p->raised)
            parse_explain_comprehension(p, start);
    }
    return n;
}
