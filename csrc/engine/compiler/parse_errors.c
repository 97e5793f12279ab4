/* parse_errors.c -- as CPython's Parser/pegen_errors.c and Parser/pegen.h place them. */
#include "compiler/parse_errors.h"

#include <string.h>

place parse_span(place first, place last)
{
    return (place){ first.line, first.column, last.end_line, last.end_column };
}

/* Whether a token is what the end of the source gives: the ends of blocks, and its own. */
static bool is_at_end(const parser *p, int index)
{
    const token *t = &p->tokens[index];
    return t->text == p->source->source + p->source->source_size && t->kind != TOKEN_NEWLINE;
}

/* The end of the last line, where CPython's tokenizer stands in the end. */
static place end_of_source(const parser *p)
{
    const char *const source = p->source->source, *end = source + p->source->source_size;
    const bool has_newline = end > source && end[-1] == '\n';
    const char *const last = end - has_newline;
    const char *start = last;
    while (start > source && start[-1] != '\n')
        start--;
    const int line = p->tokens[p->source->count - 1].place.line - has_newline;
    const int column = (int)(last - start);
    return (place){ line, column, line, column };
}

static place begin_of_last_line(const parser *p)
{
    const int line = end_of_source(p).line;
    return (place){ line, 0, line, 0 };
}

/* CPython gives indentation no column of its own: there it is where its tokenizer stands, behind
 * the blanks, counted from 1. */
static place place_of(const parser *p, int index)
{
    place where = p->tokens[index].place;
    if (is_at_end(p, index)) {
        return end_of_source(p);
    } else if (p->kinds[index] == TOKEN_INDENT || p->kinds[index] == TOKEN_DEDENT) {
        where.column = where.end_column > 0 ? where.end_column - 1 : 0;
        where.line = where.end_line;
        where.end_column = where.column;
    }
    return where;
}

void parse_raise_here(parser *p, const char *message)
{
    parse_raise(p, SYNTAX_ERROR, place_of(p, p->furthest), "%s", message);
}

void parse_raise_from(parser *p, place first, const char *message)
{
    place where = parse_span(first, p->tokens[p->furthest].place);
    where.end_column--; /* CPython counts it from 1 here */
    parse_raise(p, SYNTAX_ERROR, where, "%s", message);
}

bool parse_force(parser *p, int kind, const char *text)
{
    if (parse_accept(p, kind))
        return !p->raised;
    parse_raise(p, SYNTAX_ERROR, parse_place(p), "expected '%s'", text);
    return false;
}

void parse_raise_without_block(parser *p, const char *what, int line)
{
    if (!parse_at(p, TOKEN_NEWLINE) || parse_second(p) == TOKEN_INDENT)
        return;
    const place where = place_of(p, p->furthest);
    if (what == NULL)
        parse_raise(p, INDENTATION_ERROR, where, "expected an indented block");
    else
        parse_raise(p, INDENTATION_ERROR, where, "expected an indented block after %s on line %d",
                    what, line);
}

const char *parse_expression_name(const node *n)
{
    switch (n->kind) {
    case NODE_ATTRIBUTE: return "attribute";
    case NODE_SUBSCRIPT: return "subscript";
    case NODE_STARRED: return "starred";
    case NODE_NAME: return "name";
    case NODE_LIST: return "list";
    case NODE_TUPLE: return "tuple";
    case NODE_LAMBDA: return "lambda";
    case NODE_CALL: return "function call";
    case NODE_BOOL_OP:
    case NODE_BIN_OP:
    case NODE_UNARY_OP: return "expression";
    case NODE_GENERATOR_EXP: return "generator expression";
    case NODE_YIELD:
    case NODE_YIELD_FROM: return "yield expression";
    case NODE_AWAIT: return "await expression";
    case NODE_LIST_COMP: return "list comprehension";
    case NODE_SET_COMP: return "set comprehension";
    case NODE_DICT_COMP: return "dict comprehension";
    case NODE_DICT: return "dict literal";
    case NODE_SET: return "set display";
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE: return "f-string expression";
    case NODE_COMPARE: return "comparison";
    case NODE_IF_EXP: return "conditional expression";
    case NODE_NAMED_EXPR: return "named expression";
    default: break;
    }
    switch (n->constant.kind) {
    case CONSTANT_NONE: return "None";
    case CONSTANT_TRUE: return "True";
    case CONSTANT_FALSE: return "False";
    case CONSTANT_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

/* CPython's _PyPegen_get_invalid_target(): the first part that cannot be a target, or NULL. */
static const node *invalid_target(const node *n, enum target_kind kind)
{
    switch (n->kind) {
    case NODE_LIST:
    case NODE_TUPLE:
        for (int i = 0; i < n->list.elts.count; i++) {
            const node *found = invalid_target(n->list.elts.items[i], kind);
            if (found != NULL)
                return found;
        }
        return NULL;
    case NODE_STARRED: return kind == TARGET_OF_DEL ? n : invalid_target(n->starred.value, kind);
    case NODE_COMPARE: /* "for x in y": the target is read together with what is behind it */
        if (kind != TARGET_OF_FOR)
            return n;
        return n->compare.ops[0] == COMPARE_IN ? invalid_target(n->compare.left, kind) : NULL;
    case NODE_NAME:
    case NODE_SUBSCRIPT:
    case NODE_ATTRIBUTE: return NULL;
    default: return n;
    }
}

void parse_raise_invalid_target(parser *p, const node *expression, enum target_kind kind)
{
    const node *found = expression == NULL ? NULL : invalid_target(expression, kind);
    if (found != NULL)
        parse_raise(p, SYNTAX_ERROR, found->place,
                    kind == TARGET_OF_DEL ? "cannot delete %s" : "cannot assign to %s",
                    parse_expression_name(found));
}

/* Whether CPython's tokenizer says this itself, wherever the parser has come to. */
static bool is_said_by_tokenizer(const syntax_error *error)
{
    return error->kind == SYNTAX_ERROR && strncmp(error->message, "unexpected ", 11) != 0;
}

/* The rest of the source has an error of the tokenizer's, or a bracket that is never closed: that
 * is likelier to be the cause than what the parser says. */
static void prefer_tokens_error(parser *p)
{
    const tokens *source = p->source;
    if (p->kinds[p->furthest] == KIND_FAILED)
        return; /* it is what was said */
    if (source->failed && is_said_by_tokenizer(&source->error)) {
        *p->error = source->error;
    } else if (source->open_count > 0) {
        const token *open = source->open[source->open_count - 1];
        if (p->tokens[p->furthest].place.line <= open->place.line)
            return;
        p->raised = false;
        parse_raise(p, SYNTAX_ERROR, open->place, "'%c' was never closed", *open->text);
    }
}

void parse_conclude(parser *p, int last)
{
    if (!p->raised && (p->kinds[last] == TOKEN_INDENT || p->kinds[last] == TOKEN_DEDENT)) {
        parse_raise(p, INDENTATION_ERROR, place_of(p, p->furthest), "unexpected %s",
                    p->kinds[last] == TOKEN_INDENT ? "indent" : "unindent");
    } else {
        if (!p->raised)
            parse_raise(p, SYNTAX_ERROR,
                        p->kinds[last] == TOKEN_END ? begin_of_last_line(p) : p->tokens[last].place,
                        "invalid syntax");
        prefer_tokens_error(p);
    }
    if (p->kinds[last] != KIND_FAILED) /* then the tokenizer has said it */
        p->error->incomplete |= is_at_end(p, last);
}
