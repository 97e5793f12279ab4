/* parse_targets.c -- targets, by way of the expressions that look the same. */
#include "compiler/parse_targets.h"

#include "compiler/parse_rules.h"

/* target_with_star_atom:
 *     | t_primary '.' NAME !t_lookahead
 *     | t_primary '[' slices ']' !t_lookahead
 *     | star_atom
 * star_atom:
 *     | NAME
 *     | '(' target_with_star_atom ')'
 *     | '(' [star_targets_tuple_seq] ')'
 *     | '[' [star_targets_list_seq] ']' */
static bool is_target(const node *n, bool with_stars)
{
    switch (n->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT: return true;
    case NODE_LIST:
    case NODE_TUPLE:
        for (int i = 0; i < n->list.elts.count; i++) {
            const node *item = n->list.elts.items[i];
            if (item->kind == NODE_STARRED && with_stars)
                item = item->starred.value;
            if (!is_target(item, with_stars))
                return false;
        }
        return true;
    default: return false;
    }
}

bool parse_is_star_targets(const node *n)
{
    return is_target(n->kind == NODE_STARRED ? n->starred.value : n, true);
}

/* single_target: single_subscript_attribute_target | NAME | '(' single_target ')' */
bool parse_is_single_target(const node *n)
{
    return n->kind == NODE_NAME || n->kind == NODE_ATTRIBUTE || n->kind == NODE_SUBSCRIPT;
}

void parse_set_context(node *n, enum expression_context context)
{
    switch (n->kind) {
    case NODE_NAME: n->name.ctx = context; break;
    case NODE_ATTRIBUTE: n->attribute.ctx = context; break;
    case NODE_SUBSCRIPT: n->subscript.ctx = context; break;
    case NODE_STARRED:
        n->starred.ctx = context;
        parse_set_context(n->starred.value, context);
        break;
    default: /* List, Tuple */
        n->list.ctx = context;
        for (int i = 0; i < n->list.elts.count; i++)
            parse_set_context(n->list.elts.items[i], context);
    }
}

node *parse_star_target(parser *p)
{
    const int start = p->mark;
    if (parse_accept(p, TOKEN_STAR)) {
        node *value = parse_at(p, TOKEN_STAR) ? NULL : parse_star_target(p);
        if (value == NULL)
            return NULL;
        node *n = parse_node(p, NODE_STARRED, start);
        n->starred.value = value;
        n->starred.ctx = CONTEXT_STORE;
        return n;
    }
    node *n = rule_primary(p);
    if (n == NULL || !is_target(n, true))
        return NULL;
    parse_set_context(n, CONTEXT_STORE);
    return n;
}

static bool ends_targets(parser *p)
{
    switch (parse_kind(p)) {
    case TOKEN_NAME:
    case TOKEN_STAR:
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_LEFT_BRACE:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_NUMBER:
    case TOKEN_ELLIPSIS:
    case KEYWORD_NONE:
    case KEYWORD_TRUE:
    case KEYWORD_FALSE: return false;
    default: return true;
    }
}

node *parse_star_targets(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *first = parse_star_target(p);
    if (first == NULL || !parse_at(p, TOKEN_COMMA))
        return first;
    parse_push(p, first);
    while (parse_at(p, TOKEN_COMMA)) {
        const int before = p->mark;
        parse_next(p);
        if (ends_targets(p))
            break;
        node *item = parse_star_target(p);
        if (item == NULL) {
            if (p->raised)
                return NULL;
            p->mark = before + 1; /* behind the comma: it may end the list */
            break;
        }
        parse_push(p, item);
    }
    node *n = parse_node(p, NODE_TUPLE, start);
    n->list.elts = parse_list(p, base);
    n->list.ctx = CONTEXT_STORE;
    return n;
}

/* del_target:
 *     | t_primary '.' NAME !t_lookahead
 *     | t_primary '[' slices ']' !t_lookahead
 *     | del_t_atom
 * del_t_atom: NAME | '(' del_target ')' | '(' [del_targets] ')' | '[' [del_targets] ']' */
bool parse_del_targets(parser *p, node_list *targets)
{
    const int base = p->stack_count;
    do {
        if (p->stack_count > base && ends_targets(p))
            break;
        node *n = rule_primary(p);
        if (n == NULL || !is_target(n, false)) {
            p->stack_count = base;
            return false;
        }
        parse_set_context(n, CONTEXT_DELETE);
        parse_push(p, n);
    } while (parse_accept(p, TOKEN_COMMA));
    *targets = parse_list(p, base);
    return true;
}
