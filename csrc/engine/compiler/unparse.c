/* unparse.c -- what unparse.h describes.
 *
 * What `from __future__ import annotations` makes of annotations is this text, not the source's own.
 * Each operator has a precedence; an expression is put in brackets where one of a higher is wanted.
 */
#include "compiler/unparse.h"

#include "base/stack.h"

#include <string.h>

enum precedence {
    PRECEDENCE_TUPLE,
    PRECEDENCE_TEST, /* if-else, lambda */
    PRECEDENCE_OR,
    PRECEDENCE_AND,
    PRECEDENCE_NOT,
    PRECEDENCE_COMPARE,
    PRECEDENCE_BIT_OR,
    PRECEDENCE_BIT_XOR,
    PRECEDENCE_BIT_AND,
    PRECEDENCE_SHIFT,
    PRECEDENCE_ARITHMETIC,
    PRECEDENCE_TERM,
    PRECEDENCE_FACTOR,
    PRECEDENCE_POWER,
    PRECEDENCE_AWAIT,
    PRECEDENCE_ATOM,
    PRECEDENCE_EXPRESSION = PRECEDENCE_BIT_OR,
};

static bool write(c11_sbuf *to, const node *n, int level);

static void text(c11_sbuf *to, const char *what) { c11_sbuf__write_cstr(to, what); }

static void text_if(c11_sbuf *to, bool wanted, const char *what)
{
    if (wanted)
        text(to, what);
}

static bool write_all(c11_sbuf *to, node_list list, const char *between, int level)
{
    for (int i = 0; i < list.count; i++) {
        text_if(to, i > 0, between);
        if (!write(to, list.items[i], level))
            return false;
    }
    return true;
}

/* ----------------------------------------------------------------------- operators */

static bool write_boolean(c11_sbuf *to, const node *n, int level)
{
    const bool is_and = n->bool_op.op == BOOLEAN_AND;
    const int own = is_and ? PRECEDENCE_AND : PRECEDENCE_OR;
    text_if(to, level > own, "(");
    if (!write_all(to, n->bool_op.values, is_and ? " and " : " or ", own + 1))
        return false;
    text_if(to, level > own, ")");
    return true;
}

static bool write_binary(c11_sbuf *to, const node *n, int level)
{
    static const struct {
        const char *sign;
        int precedence;
    } operators[] = {
        [BINARY_ADD] = { " + ", PRECEDENCE_ARITHMETIC },
        [BINARY_SUB] = { " - ", PRECEDENCE_ARITHMETIC },
        [BINARY_MULT] = { " * ", PRECEDENCE_TERM },
        [BINARY_MAT_MULT] = { " @ ", PRECEDENCE_TERM },
        [BINARY_DIV] = { " / ", PRECEDENCE_TERM },
        [BINARY_MOD] = { " % ", PRECEDENCE_TERM },
        [BINARY_FLOOR_DIV] = { " // ", PRECEDENCE_TERM },
        [BINARY_L_SHIFT] = { " << ", PRECEDENCE_SHIFT },
        [BINARY_R_SHIFT] = { " >> ", PRECEDENCE_SHIFT },
        [BINARY_BIT_OR] = { " | ", PRECEDENCE_BIT_OR },
        [BINARY_BIT_XOR] = { " ^ ", PRECEDENCE_BIT_XOR },
        [BINARY_BIT_AND] = { " & ", PRECEDENCE_BIT_AND },
        [BINARY_POW] = { " ** ", PRECEDENCE_POWER },
    };
    const int own = operators[n->bin_op.op].precedence;
    const bool from_right = n->bin_op.op == BINARY_POW;
    text_if(to, level > own, "(");
    if (!write(to, n->bin_op.left, own + from_right))
        return false;
    text(to, operators[n->bin_op.op].sign);
    if (!write(to, n->bin_op.right, own + !from_right))
        return false;
    text_if(to, level > own, ")");
    return true;
}

static bool write_unary(c11_sbuf *to, const node *n, int level)
{
    static const char *const signs[] = {
        [UNARY_INVERT] = "~", [UNARY_NOT] = "not ", [UNARY_ADD] = "+", [UNARY_SUB] = "-"
    };
    const int own = n->unary_op.op == UNARY_NOT ? PRECEDENCE_NOT : PRECEDENCE_FACTOR;
    text_if(to, level > own, "(");
    text(to, signs[n->unary_op.op]);
    if (!write(to, n->unary_op.operand, own))
        return false;
    text_if(to, level > own, ")");
    return true;
}

static bool write_compare(c11_sbuf *to, const node *n, int level)
{
    static const char *const signs[] = {
        [COMPARE_EQ] = " == ",        [COMPARE_NOT_EQ] = " != ",     [COMPARE_LT] = " < ",
        [COMPARE_LT_E] = " <= ",      [COMPARE_GT] = " > ",          [COMPARE_GT_E] = " >= ",
        [COMPARE_IS] = " is ",        [COMPARE_IS_NOT] = " is not ", [COMPARE_IN] = " in ",
        [COMPARE_NOT_IN] = " not in "
    };
    text_if(to, level > PRECEDENCE_COMPARE, "(");
    if (!write(to, n->compare.left, PRECEDENCE_COMPARE + 1))
        return false;
    for (int i = 0; i < n->compare.comparators.count; i++) {
        text(to, signs[n->compare.ops[i]]);
        if (!write(to, n->compare.comparators.items[i], PRECEDENCE_COMPARE + 1))
            return false;
    }
    text_if(to, level > PRECEDENCE_COMPARE, ")");
    return true;
}

/* ------------------------------------------------------------------ lambda and if-else */

/* The next of a lambda's parameters; `value` is its default, or NULL. */
static bool write_parameter(c11_sbuf *to, bool *is_first, const char *stars, const node *parameter,
                            const node *value)
{
    text_if(to, !*is_first, ", ");
    *is_first = false;
    text(to, stars);
    if (parameter != NULL)
        text(to, parameter->arg.arg);
    text_if(to, value != NULL, "=");
    return value == NULL || write(to, value, PRECEDENCE_TEST);
}

static bool write_parameters(c11_sbuf *to, const node *n)
{
    const node_list only = n->arguments.posonlyargs, args = n->arguments.args;
    const node_list defaults = n->arguments.defaults, named = n->arguments.kwonlyargs;
    const int count = only.count + args.count;
    bool is_first = true;
    for (int i = 0; i < count; i++) {
        const node *const one = i < only.count ? only.items[i] : args.items[i - only.count];
        const int at = i - (count - defaults.count);
        if (!write_parameter(to, &is_first, "", one, at >= 0 ? defaults.items[at] : NULL))
            return false;
        text_if(to, i + 1 == only.count, ", /");
    }
    if (n->arguments.vararg != NULL || named.count > 0)
        write_parameter(to, &is_first, "*", n->arguments.vararg, NULL);
    for (int i = 0; i < named.count; i++)
        if (!write_parameter(to, &is_first, "", named.items[i], n->arguments.kw_defaults.items[i]))
            return false;
    if (n->arguments.kwarg != NULL)
        write_parameter(to, &is_first, "**", n->arguments.kwarg, NULL);
    return true;
}

static bool write_lambda(c11_sbuf *to, const node *n, int level)
{
    const node *const arguments = n->lambda.args;
    const bool has_positional =
        arguments->arguments.posonlyargs.count + arguments->arguments.args.count > 0;
    text_if(to, level > PRECEDENCE_TEST, "(");
    text(to, has_positional ? "lambda " : "lambda");
    if (!write_parameters(to, arguments))
        return false;
    text(to, ": ");
    if (!write(to, n->lambda.body, PRECEDENCE_TEST))
        return false;
    text_if(to, level > PRECEDENCE_TEST, ")");
    return true;
}

static bool write_choice(c11_sbuf *to, const node *n, int level)
{
    text_if(to, level > PRECEDENCE_TEST, "(");
    if (!write(to, n->if_exp.body, PRECEDENCE_TEST + 1))
        return false;
    text(to, " if ");
    if (!write(to, n->if_exp.test, PRECEDENCE_TEST + 1))
        return false;
    text(to, " else ");
    if (!write(to, n->if_exp.orelse, PRECEDENCE_TEST))
        return false;
    text_if(to, level > PRECEDENCE_TEST, ")");
    return true;
}

/* ------------------------------------------------------ displays and comprehensions */

static bool write_list(c11_sbuf *to, const char *open, node_list list, const char *close)
{
    text(to, open);
    if (!write_all(to, list, ", ", PRECEDENCE_TEST))
        return false;
    text(to, close);
    return true;
}

static bool write_tuple(c11_sbuf *to, const node *n, int level)
{
    const node_list items = n->list.elts;
    if (items.count == 0) {
        text(to, "()");
        return true;
    }
    text_if(to, level > PRECEDENCE_TUPLE, "(");
    if (!write_list(to, "", items, items.count == 1 ? "," : ""))
        return false;
    text_if(to, level > PRECEDENCE_TUPLE, ")");
    return true;
}

static bool write_dict(c11_sbuf *to, const node *n)
{
    text(to, "{");
    for (int i = 0; i < n->dict.values.count; i++) {
        const node *const key = n->dict.keys.items[i];
        text_if(to, i > 0, ", ");
        text_if(to, key == NULL, "**");
        if (key != NULL) {
            if (!write(to, key, PRECEDENCE_TEST))
                return false;
            text(to, ": ");
        }
        if (!write(to, n->dict.values.items[i],
                   key == NULL ? PRECEDENCE_EXPRESSION : PRECEDENCE_TEST))
            return false;
    }
    text(to, "}");
    return true;
}

static bool write_clauses(c11_sbuf *to, node_list clauses)
{
    for (int i = 0; i < clauses.count; i++) {
        const node *const clause = clauses.items[i];
        text(to, clause->comprehension.is_async ? " async for " : " for ");
        if (!write(to, clause->comprehension.target, PRECEDENCE_TUPLE))
            return false;
        text(to, " in ");
        if (!write(to, clause->comprehension.iter, PRECEDENCE_TEST + 1))
            return false;
        for (int k = 0; k < clause->comprehension.ifs.count; k++) {
            text(to, " if ");
            if (!write(to, clause->comprehension.ifs.items[k], PRECEDENCE_TEST + 1))
                return false;
        }
    }
    return true;
}

static bool write_comprehension(c11_sbuf *to, const char *open, const node *n, const char *close)
{
    text(to, open);
    if (!write(to, n->list_comp.elt, PRECEDENCE_TEST)
        || !write_clauses(to, n->list_comp.generators))
        return false;
    text(to, close);
    return true;
}

static bool write_dict_comprehension(c11_sbuf *to, const node *n)
{
    text(to, "{");
    if (!write(to, n->dict_comp.key, PRECEDENCE_TEST))
        return false;
    text(to, ": ");
    if (!write(to, n->dict_comp.value, PRECEDENCE_TEST)
        || !write_clauses(to, n->dict_comp.generators))
        return false;
    text(to, "}");
    return true;
}

/* -------------------------------------------------------------------- what is called */

static bool write_call(c11_sbuf *to, const node *n)
{
    const node_list arguments = n->call.args, keywords = n->call.keywords;
    if (!write(to, n->call.func, PRECEDENCE_ATOM))
        return false;
    if (arguments.count == 1 && keywords.count == 0
        && arguments.items[0]->kind == NODE_GENERATOR_EXP)
        return write(to, arguments.items[0], PRECEDENCE_TEST);
    text(to, "(");
    if (!write_all(to, arguments, ", ", PRECEDENCE_TEST))
        return false;
    for (int i = 0; i < keywords.count; i++) {
        const node *const keyword = keywords.items[i];
        text_if(to, arguments.count > 0 || i > 0, ", ");
        text(to, keyword->keyword.arg == NULL ? "**" : keyword->keyword.arg);
        text_if(to, keyword->keyword.arg != NULL, "=");
        if (!write(to, keyword->keyword.value, PRECEDENCE_TEST))
            return false;
    }
    text(to, ")");
    return true;
}

static bool write_attribute(c11_sbuf *to, const node *n)
{
    const node *const value = n->attribute.value;
    if (!write(to, value, PRECEDENCE_ATOM))
        return false;
    const bool is_int = value->kind == NODE_CONSTANT && value->constant.kind == CONSTANT_NUMBER
                        && (value->constant.number.kind == NUMBER_INT
                            || value->constant.number.kind == NUMBER_BIG_INT);
    text(to, is_int ? " ." : ".");
    text(to, n->attribute.attr);
    return true;
}

static bool write_subscript(c11_sbuf *to, const node *n)
{
    if (!write(to, n->subscript.value, PRECEDENCE_ATOM))
        return false;
    text(to, "[");
    if (!write(to, n->subscript.slice, PRECEDENCE_TUPLE))
        return false;
    text(to, "]");
    return true;
}

static bool write_slice(c11_sbuf *to, const node *n)
{
    if (n->slice.lower != NULL && !write(to, n->slice.lower, PRECEDENCE_TEST))
        return false;
    text(to, ":");
    if (n->slice.upper != NULL && !write(to, n->slice.upper, PRECEDENCE_TEST))
        return false;
    text_if(to, n->slice.step != NULL, ":");
    return n->slice.step == NULL || write(to, n->slice.step, PRECEDENCE_TEST);
}

/* ------------------------------------------------------------------------ constants */

static bool write_repr(c11_sbuf *to, const py_TValue *value)
{
    py_StackRef const place = py_pushtmp();
    *place = *value;
    if (!py_repr(place))
        return false;
    c11_sbuf__write_sv(to, py_tosv(py_retval()));
    py_pop();
    return true;
}

/* A float that is infinite is written as a literal that is too large. */
static bool write_float(c11_sbuf *to, double real)
{
    py_TValue value;
    if (real > 1.7976931348623157e308) {
        text(to, "1e309");
        return true;
    }
    py_newfloat(&value, real);
    return write_repr(to, &value);
}

static bool write_number(c11_sbuf *to, const number *n)
{
    py_TValue value;
    switch (n->kind) {
    case NUMBER_INT: py_newint(&value, n->integer); return write_repr(to, &value);
    case NUMBER_BIG_INT:
        text_if(to, n->base == 16, "0x");
        c11_sbuf__write_cstrn(to, n->digits, n->digit_count);
        return true;
    case NUMBER_FLOAT: return write_float(to, n->real);
    case NUMBER_IMAGINARY: break;
    }
    c11_sbuf real;
    c11_sbuf__ctor(&real);
    const bool ok = write_float(&real, n->real);
    c11_string *const written = c11_sbuf__submit(&real);
    /* "1.0" of a float, "1j" of an imaginary. */
    int size = written->size;
    if (size > 2 && memcmp(written->data + size - 2, ".0", 2) == 0)
        size -= 2;
    c11_sbuf__write_cstrn(to, written->data, size);
    c11_sbuf__write_char(to, 'j');
    c11_string__delete(written);
    return ok;
}

static bool write_constant(c11_sbuf *to, const constant *c)
{
    py_TValue value;
    switch (c->kind) {
    case CONSTANT_NONE: text(to, "None"); return true;
    case CONSTANT_TRUE: text(to, "True"); return true;
    case CONSTANT_FALSE: text(to, "False"); return true;
    case CONSTANT_ELLIPSIS: text(to, "..."); return true;
    case CONSTANT_NUMBER: return write_number(to, &c->number);
    case CONSTANT_STR: py_newstrv(&value, (c11_sv){ c->data, c->size }); break;
    case CONSTANT_BYTES: memcpy(py_newbytes(&value, c->size), c->data, (size_t)c->size); break;
    }
    return write_repr(to, &value);
}

/* ------------------------------------------------------------------------- f-strings */

static bool write_formatted(c11_sbuf *to, const node *n);

/* What is between the quotes. */
static bool write_piece(c11_sbuf *to, const node *n)
{
    switch (n->kind) {
    case NODE_CONSTANT:
        for (int i = 0; i < n->constant.size; i++) {
            const char c = n->constant.data[i];
            c11_sbuf__write_char(to, c);
            if (c == '{' || c == '}')
                c11_sbuf__write_char(to, c);
        }
        return true;
    case NODE_JOINED_STR:
        for (int i = 0; i < n->joined_str.values.count; i++)
            if (!write_piece(to, n->joined_str.values.items[i]))
                return false;
        return true;
    default: return write_formatted(to, n);
    }
}

static bool write_formatted(c11_sbuf *to, const node *n)
{
    c11_sbuf value;
    c11_sbuf__ctor(&value);
    const bool ok = write(&value, n->formatted_value.value, PRECEDENCE_TEST + 1);
    c11_string *const written = c11_sbuf__submit(&value);
    text(to, written->size > 0 && written->data[0] == '{' ? "{ " : "{");
    c11_sbuf__write_cstrn(to, written->data, written->size);
    c11_string__delete(written);
    if (!ok)
        return false;
    if (n->formatted_value.conversion > 0) {
        c11_sbuf__write_char(to, '!');
        c11_sbuf__write_char(to, (char)n->formatted_value.conversion);
    }
    if (n->formatted_value.format_spec != NULL) {
        text(to, ":");
        if (!write_piece(to, n->formatted_value.format_spec))
            return false;
    }
    text(to, "}");
    return true;
}

static bool write_fstring(c11_sbuf *to, const node *n)
{
    c11_sbuf body;
    c11_sbuf__ctor(&body);
    const bool ok = write_piece(&body, n);
    py_TValue value;
    c11_sbuf__py_submit(&body, &value);
    text(to, "f");
    return ok && write_repr(to, &value);
}

/* ------------------------------------------------------------------------------ all */

static bool write_after(c11_sbuf *to, const char *word, const node *value)
{
    text(to, word);
    text_if(to, value != NULL, " ");
    if (value != NULL && !write(to, value, PRECEDENCE_TEST))
        return false;
    text(to, ")");
    return true;
}

static bool write_await(c11_sbuf *to, const node *n, int level)
{
    text_if(to, level > PRECEDENCE_AWAIT, "(");
    text(to, "await ");
    if (!write(to, n->await.value, PRECEDENCE_ATOM))
        return false;
    text_if(to, level > PRECEDENCE_AWAIT, ")");
    return true;
}

static bool write_named(c11_sbuf *to, const node *n, int level)
{
    text_if(to, level > PRECEDENCE_TUPLE, "(");
    if (!write(to, n->named_expr.target, PRECEDENCE_ATOM))
        return false;
    text(to, " := ");
    if (!write(to, n->named_expr.value, PRECEDENCE_ATOM))
        return false;
    text_if(to, level > PRECEDENCE_TUPLE, ")");
    return true;
}

static bool write(c11_sbuf *to, const node *n, int level)
{
    if (stack_is_low())
        return false;
    switch (n->kind) {
    case NODE_BOOL_OP: return write_boolean(to, n, level);
    case NODE_BIN_OP: return write_binary(to, n, level);
    case NODE_UNARY_OP: return write_unary(to, n, level);
    case NODE_COMPARE: return write_compare(to, n, level);
    case NODE_LAMBDA: return write_lambda(to, n, level);
    case NODE_IF_EXP: return write_choice(to, n, level);
    case NODE_DICT: return write_dict(to, n);
    case NODE_SET: return write_list(to, "{", n->set.elts, "}");
    case NODE_LIST: return write_list(to, "[", n->list.elts, "]");
    case NODE_TUPLE: return write_tuple(to, n, level);
    case NODE_GENERATOR_EXP: return write_comprehension(to, "(", n, ")");
    case NODE_LIST_COMP: return write_comprehension(to, "[", n, "]");
    case NODE_SET_COMP: return write_comprehension(to, "{", n, "}");
    case NODE_DICT_COMP: return write_dict_comprehension(to, n);
    case NODE_CALL: return write_call(to, n);
    case NODE_ATTRIBUTE: return write_attribute(to, n);
    case NODE_SUBSCRIPT: return write_subscript(to, n);
    case NODE_SLICE: return write_slice(to, n);
    case NODE_CONSTANT: return write_constant(to, &n->constant);
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE: return write_fstring(to, n);
    case NODE_NAME: text(to, n->name.id); return true;
    case NODE_STARRED: text(to, "*"); return write(to, n->starred.value, PRECEDENCE_EXPRESSION);
    case NODE_YIELD: return write_after(to, "(yield", n->yield.value);
    case NODE_YIELD_FROM: return write_after(to, "(yield from", n->yield_from.value);
    case NODE_AWAIT: return write_await(to, n, level);
    case NODE_NAMED_EXPR: return write_named(to, n, level);
    default: return true; /* no expression */
    }
}

bool unparse(c11_sbuf *to, const node *expression)
{
    return write(to, expression, PRECEDENCE_TEST);
}
