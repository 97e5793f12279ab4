/* parse_strings.c -- the grammar of f-strings is that of CPython 3.12, and so are the tree and the
 * errors: 3.11 reads f-strings in another way, whose errors have no place in the source.
 *
 * The pieces of all literals in a row are pushed on the parser's stack, constants and fields.  In
 * the end constants that meet are made one. */
#include "compiler/parse_strings.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_rules.h"

#include <string.h>

static node *constant_node(parser *p, enum constant_kind kind, place where, const char *data,
                           int size)
{
    node *n = tree_node(p->arena, NODE_CONSTANT, where);
    n->constant.kind = kind;
    n->constant.data = data;
    n->constant.size = size;
    return n;
}

/* ---------------------------------------------------------------------------- pieces */

/* From `first` on, constants up to `end` are joined; empty ones go if there are fields. */
static node *join_constants(parser *p, int first, int end)
{
    node **items = p->stack + first;
    const int count = end - first;
    if (count == 1)
        return items[0];
    size_t size = 0;
    for (int i = 0; i < count; i++)
        size += (size_t)items[i]->constant.size;
    char *data = arena_take(p->arena, size + 1), *to = data;
    for (int i = 0; i < count; i++) {
        if (items[i]->constant.size > 0) /* else `data` may be NULL */
            memcpy(to, items[i]->constant.data, (size_t)items[i]->constant.size);
        to += items[i]->constant.size;
    }
    return constant_node(p, items[0]->constant.kind,
                         parse_span(items[0]->place, items[count - 1]->place), data, (int)size);
}

/* The pieces from `base` on as the values of a JoinedStr. */
static node_list join_pieces(parser *p, int base)
{
    const int end = p->stack_count;
    int to = base;
    for (int i = base; i < end;) {
        if (p->stack[i]->kind != NODE_CONSTANT) {
            p->stack[to++] = p->stack[i++];
            continue;
        }
        const int first = i;
        while (i < end && p->stack[i]->kind == NODE_CONSTANT)
            i++;
        node *joined = join_constants(p, first, i);
        if (joined->constant.size > 0)
            p->stack[to++] = joined;
    }
    p->stack_count = to;
    return parse_list(p, base);
}

static bool push_text(parser *p)
{
    const token *t = &p->tokens[p->mark];
    const char *data;
    int size;
    syntax_error error;
    if (!literal_fstring_middle(p->arena, t, &data, &size, &error)) {
        parse_raise(p, error.kind, error.place, "%s", error.message);
        return false;
    }
    parse_push(p, constant_node(p, CONSTANT_STR, t->place, data, size));
    parse_next(p);
    return !p->raised;
}

/* ---------------------------------------------------------------------------- fields */

static void raise_here(parser *p, const char *message)
{
    parse_raise(p, SYNTAX_ERROR, parse_place(p), "f-string: %s", message);
}

/* invalid_conversion_character:
 *     | '!' &(':' | '}') -- missing conversion character
 *     | '!' !NAME -- invalid conversion character
 * invalid_replacement_field: each alternative, by the token at which the field goes wrong */
static void explain_field(parser *p, int start)
{
    p->mark = start;
    parse_next(p);
    const char *missing = parse_at(p, TOKEN_EQUAL)         ? "="
                          : parse_at(p, TOKEN_EXCLAMATION) ? "!"
                          : parse_at(p, TOKEN_COLON)       ? ":"
                          : parse_at(p, TOKEN_RIGHT_BRACE) ? "}"
                                                           : NULL;
    if (missing != NULL) {
        parse_raise(p, SYNTAX_ERROR, parse_place(p),
                    "f-string: valid expression required before '%s'", missing);
        return;
    }
    if (rule_annotated_right_side(p) == NULL) {
        p->mark = start + 1;
        raise_here(p, "expecting a valid expression after '{'");
        return;
    }
    const bool debug = parse_accept(p, TOKEN_EQUAL);
    const int kind = parse_kind(p);
    if (kind != TOKEN_EXCLAMATION && kind != TOKEN_COLON && kind != TOKEN_RIGHT_BRACE) {
        raise_here(p, debug ? "expecting '!', or ':', or '}'"
                            : "expecting '=', or '!', or ':', or '}'");
        return;
    }
    if (parse_accept(p, TOKEN_EXCLAMATION)) {
        if (parse_at(p, TOKEN_COLON) || parse_at(p, TOKEN_RIGHT_BRACE))
            raise_here(p, "missing conversion character");
        else if (!parse_accept(p, TOKEN_NAME))
            raise_here(p, "invalid conversion character");
        else if (!parse_at(p, TOKEN_COLON) && !parse_at(p, TOKEN_RIGHT_BRACE))
            raise_here(p, "expecting ':' or '}'");
    }
}

/* fstring_conversion: '!' NAME -- 's', 'r' or 'a', directly behind the mark */
static bool conversion(parser *p, int *result)
{
    const token *mark = &p->tokens[p->mark];
    if (!parse_accept(p, TOKEN_EXCLAMATION))
        return true;
    if (!parse_at(p, TOKEN_NAME))
        return false;
    const token *t = &p->tokens[p->mark];
    if (t->text != mark->text + mark->size) {
        parse_raise(p, SYNTAX_ERROR, parse_span(mark->place, t->place),
                    "f-string: conversion type must come right after the exclamation mark");
        return false;
    }
    if (t->size != 1 || strchr("sra", *t->text) == NULL) {
        parse_raise(p, SYNTAX_ERROR, t->place,
                    "f-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                    t->size < 100 ? t->size : 100, t->text);
        return false;
    }
    *result = *t->text;
    parse_next(p);
    return !p->raised;
}

/* Of "{x = }": the text from behind the brace up to what follows the "=", without comments. */
static void push_debug_text(parser *p, int start, int end)
{
    const char *from = p->tokens[start].text + 1, *const to = p->tokens[end].text;
    char *const data = arena_take(p->arena, (size_t)(to - from) + 1);
    int size = 0;
    for (int i = start + 1; i <= end; i++) {
        const token *t = &p->tokens[i];
        while (from < t->text) { /* what stands between two tokens */
            if (*from == '#')
                while (from < t->text && *from != '\n')
                    from++;
            else
                data[size++] = *from++;
        }
        const char *const behind = i < end ? t->text + t->size : from;
        while (from < behind)
            data[size++] = *from++;
    }
    const place first = p->tokens[start].place, last = p->tokens[end].place;
    const place where = { first.line, first.column + 1, last.line, last.column };
    parse_push(p, constant_node(p, CONSTANT_STR, where, data, size));
}

static node *specification(parser *p);

/* fstring_replacement_field:
 *     | '{' annotated_rhs '='? [fstring_conversion] [fstring_full_format_spec] '}'
 *     | invalid_replacement_field
 * Pushes it, and before it the text that a "=" asks for. */
static bool field(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *value = rule_annotated_right_side(p), *format = NULL;
    int how = -1;
    if (value == NULL)
        return false;
    const bool debug = parse_accept(p, TOKEN_EQUAL);
    const int text_end = p->mark;
    if (!conversion(p, &how))
        return false;
    if (parse_at(p, TOKEN_COLON) && (format = specification(p)) == NULL)
        return false;
    if (!parse_accept(p, TOKEN_RIGHT_BRACE)) {
        if (p->explaining && format != NULL)
            raise_here(p, "expecting '}', or format specs");
        return false;
    }
    if (debug) {
        push_debug_text(p, start, text_end);
        if (how == -1 && format == NULL)
            how = 'r';
    }
    node *n = parse_node(p, NODE_FORMATTED_VALUE, start);
    n->formatted_value.value = value;
    n->formatted_value.conversion = how;
    n->formatted_value.format_spec = format;
    parse_push(p, n);
    return !p->raised;
}

/* (FSTRING_MIDDLE | fstring_replacement_field)*, pushed */
static bool pieces(parser *p)
{
    while (parse_at(p, TOKEN_FSTRING_MIDDLE) || parse_at(p, TOKEN_LEFT_BRACE)) {
        if (parse_at(p, TOKEN_FSTRING_MIDDLE)) {
            if (!push_text(p))
                return false;
            continue;
        }
        if (!parse_enter(p))
            return false;
        const int start = p->mark;
        const bool found = field(p);
        if (!found && p->explaining && !p->raised)
            explain_field(p, start);
        parse_leave(p);
        if (!found || p->raised)
            return false;
    }
    return true;
}

/* fstring_full_format_spec: ':' (FSTRING_MIDDLE | fstring_replacement_field)* */
static node *specification(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    parse_next(p);
    if (!pieces(p))
        return NULL;
    node *n = parse_node(p, NODE_JOINED_STR, start);
    n->joined_str.values = join_pieces(p, base);
    return n;
}

/* --------------------------------------------------------------------------- literals */

/* What escapes mean is asked when all literals in a row are read: an error stands behind them. */
static void raise_in_literal(parser *p, const syntax_error *error)
{
    if (*error->message != '(') {
        parse_raise(p, error->kind, error->place, "%s", error->message);
        return;
    }
    while (parse_at(p, TOKEN_STRING))
        parse_next(p);
    parse_raise_here(p, error->message);
}

/* STRING, pushed */
static bool push_string(parser *p, bool *is_bytes)
{
    const token *t = &p->tokens[p->mark];
    const char *data;
    int size;
    syntax_error error;
    if (!literal_string(p->arena, t, &data, &size, is_bytes, &error)) {
        raise_in_literal(p, &error);
        return false;
    }
    parse_push(p,
               constant_node(p, *is_bytes ? CONSTANT_BYTES : CONSTANT_STR, t->place, data, size));
    parse_next(p);
    return !p->raised;
}

/* fstring: FSTRING_START (FSTRING_MIDDLE | fstring_replacement_field)* FSTRING_END -- pushed */
static bool push_fstring(parser *p)
{
    parse_next(p);
    return pieces(p) && parse_accept(p, TOKEN_FSTRING_END) && !p->raised;
}

static node *strings_here(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    bool has_fields = false, any_bytes = false, any_text = false;
    for (;;) {
        if (parse_at(p, TOKEN_STRING)) {
            bool is_bytes;
            if (!push_string(p, &is_bytes))
                return NULL;
            any_bytes |= is_bytes;
            any_text |= !is_bytes;
        } else if (parse_at(p, TOKEN_FSTRING_START)) {
            if (!push_fstring(p))
                return NULL;
            has_fields = any_text = true;
        } else {
            break;
        }
    }
    if (any_bytes && any_text) {
        parse_raise_here(p, "cannot mix bytes and nonbytes literals");
        return NULL;
    }
    if (!has_fields) {
        node *n = join_constants(p, base, p->stack_count);
        p->stack_count = base;
        return n;
    }
    node *n = parse_node(p, NODE_JOINED_STR, start);
    n->joined_str.values = join_pieces(p, base);
    return n;
}

node *parse_strings(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *n;
    if (parse_recall(p, RULE_STRINGS, &n))
        return n;
    n = strings_here(p);
    if (n == NULL)
        p->stack_count = base;
    return parse_remember(p, RULE_STRINGS, start, n);
}
