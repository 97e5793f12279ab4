/* scopes_expressions.c -- the walk over expressions that makes scopes.
 *
 * What leans to the left (a + b + c …, x.y.z …) may be of any length, so it is walked by a loop,
 * from the right.
 */
#include "compiler/scopes_expressions.h"

#include <string.h>

bool collect_expressions(collector *c, node_list list)
{
    for (int i = 0; i < list.count; i++)
        if (!collect_expression(c, list.items[i]))
            return false;
    return true;
}

static bool collect_keywords(collector *c, node_list keywords, place p)
{
    for (int i = 0; i < keywords.count; i++) {
        node *const keyword = keywords.items[i];
        collect_mangle(c, &keyword->keyword.arg);
        if (keyword->keyword.arg != NULL && strcmp(keyword->keyword.arg, "__debug__") == 0)
            return collect_fail(c, p, "cannot assign to __debug__");
        if (!collect_expression(c, keyword->keyword.value))
            return false;
    }
    return true;
}

static bool collect_arguments(collector *c, node_list list, enum definition how, bool annotations)
{
    for (int i = 0; i < list.count; i++) {
        node *const argument = list.items[i];
        if (annotations ? !collect_expression(c, argument->arg.annotation)
                        : !collect_name(c, &argument->arg.arg, how, argument->place))
            return false;
    }
    return true;
}

/* The order is that of a frame's slots (language/function.h). */
static bool collect_all_arguments(collector *c, node *n, bool annotations)
{
    node_list one = { .count = 1 };
    if (!collect_arguments(c, n->arguments.posonlyargs, DEFINE_PARAMETER, annotations)
        || !collect_arguments(c, n->arguments.args, DEFINE_PARAMETER, annotations)
        || !collect_arguments(c, n->arguments.kwonlyargs, DEFINE_PARAMETER, annotations))
        return false;
    one.items = &n->arguments.vararg;
    if (n->arguments.vararg != NULL && !collect_arguments(c, one, DEFINE_PARAMETER, annotations))
        return false;
    one.items = &n->arguments.kwarg;
    return n->arguments.kwarg == NULL || collect_arguments(c, one, DEFINE_PARAMETER, annotations);
}

bool collect_parameters(collector *c, node *arguments)
{
    return collect_all_arguments(c, arguments, false);
}

bool collect_annotations(collector *c, node *arguments)
{
    return collect_all_arguments(c, arguments, true);
}

bool collect_defaults(collector *c, node *n)
{
    return collect_expressions(c, n->arguments.defaults)
           && collect_expressions(c, n->arguments.kw_defaults);
}

static bool collect_lambda(collector *c, node *n)
{
    if (!collect_defaults(c, n->lambda.args))
        return false;
    n->scope = collect_enter(c, SCOPE_LAMBDA, n, "<lambda>");
    if (!collect_parameters(c, n->lambda.args) || !collect_expression(c, n->lambda.body))
        return false;
    collect_leave(c);
    return true;
}

/* ------------------------------------------------------------------ comprehensions */

static const char *kind_of(const node *comprehension)
{
    switch (comprehension->kind) {
    case NODE_LIST_COMP: return "list comprehension";
    case NODE_SET_COMP: return "set comprehension";
    case NODE_DICT_COMP: return "dict comprehension";
    default: return "generator expression";
    }
}

static identifier name_of(const node *comprehension)
{
    switch (comprehension->kind) {
    case NODE_LIST_COMP: return "<listcomp>";
    case NODE_SET_COMP: return "<setcomp>";
    case NODE_DICT_COMP: return "<dictcomp>";
    default: return "<genexpr>";
    }
}

/* The names that a for of a comprehension gives values to; other targets are expressions. */
static bool collect_target(collector *c, node *target)
{
    switch (target->kind) {
    case NODE_NAME: {
        collect_mangle(c, &target->name.id);
        const symbol *const there = scope_symbol(c->current, target->name.id);
        if (there != NULL && (there->declared_nonlocal || there->declared_global))
            return collect_fail(c, target->place,
                                "comprehension inner loop cannot rebind assignment expression"
                                " target '%s'",
                                target->name.id);
        return collect_name(c, &target->name.id, DEFINE_TARGET, target->place);
    }
    case NODE_STARRED: return collect_target(c, target->starred.value);
    case NODE_TUPLE:
    case NODE_LIST:
        for (int i = 0; i < target->list.elts.count; i++)
            if (!collect_target(c, target->list.elts.items[i]))
                return false;
        return true;
    default: return collect_expression(c, target);
    }
}

static bool collect_iterable(collector *c, node *iterable)
{
    scope *const s = c->current;
    s->iterable_depth++;
    const bool ok = collect_expression(c, iterable);
    s->iterable_depth--;
    return ok;
}

/* The function whose code this is in: past the comprehensions that are inlined in it. */
static scope *function_around(collector *c)
{
    scope *s = c->current;
    while (s->is_inlined)
        s = s->outer;
    return s;
}

static bool is_generator_expression(const scope *s)
{
    return s->kind == SCOPE_COMPREHENSION && s->is_generator;
}

static bool collect_comprehension(collector *c, node *n)
{
    const node_list generators =
        n->kind == NODE_DICT_COMP ? n->dict_comp.generators : n->list_comp.generators;
    if (!collect_iterable(c, generators.items[0]->comprehension.iter))
        return false;
    scope *const outer = c->current;
    scope *const s = n->scope = collect_enter(c, SCOPE_COMPREHENSION, n, name_of(n));
    s->is_inlined = n->kind != NODE_GENERATOR_EXP && scope_is_function(outer)
                    && outer->kind != SCOPE_TYPE_PARAMETERS;
    s->is_generator = n->kind == NODE_GENERATOR_EXP;
    if (!s->is_inlined) {
        identifier iterator = ".0";
        collect_name(c, &iterator, DEFINE_PARAMETER, n->place);
    }
    for (int i = 0; i < generators.count; i++) {
        node *const g = generators.items[i];
        if (g->comprehension.is_async && is_generator_expression(function_around(c)))
            function_around(c)->is_coroutine = true;
        if ((i > 0 && !collect_iterable(c, g->comprehension.iter))
            || !collect_target(c, g->comprehension.target)
            || !collect_expressions(c, g->comprehension.ifs))
            return false;
    }
    if (n->kind == NODE_DICT_COMP) {
        if (!collect_expression(c, n->dict_comp.key) || !collect_expression(c, n->dict_comp.value))
            return false;
    } else if (!collect_expression(c, n->list_comp.elt)) {
        return false;
    }
    collect_leave(c);
    return true;
}

/* := in a comprehension gives its value to a name of the function around. */
static bool extend_named(collector *c, node *target)
{
    collect_mangle(c, &target->name.id);
    const identifier name = target->name.id;
    for (scope *s = c->current; s != NULL; s = s->outer) {
        const symbol *const there = scope_symbol(s, name);
        if (s->kind == SCOPE_COMPREHENSION) {
            if (there != NULL && there->is_target)
                return collect_fail(c, target->place,
                                    "assignment expression cannot rebind comprehension iteration"
                                    " variable '%s'",
                                    name);
            continue;
        }
        if (s->kind == SCOPE_CLASS)
            return collect_fail(c, target->place,
                                "assignment expression within a comprehension cannot be used in a"
                                " class body");
        const bool global = s->kind == SCOPE_MODULE || (there != NULL && there->declared_global);
        if (!global || s->kind == SCOPE_MODULE)
            scope_add(c->arena, s, name, target->place)->is_assigned = true;
        symbol *const here = scope_add(c->arena, c->current, name, target->place);
        here->declared_global = global;
        here->declared_nonlocal = !global;
        here->declared = target->place;
        return true;
    }
    return true;
}

static bool collect_named(collector *c, node *n)
{
    if (c->current->iterable_depth > 0)
        return collect_fail(c, n->place,
                            "assignment expression cannot be used in a comprehension iterable"
                            " expression");
    if (c->current->kind == SCOPE_COMPREHENSION && !extend_named(c, n->named_expr.target))
        return false;
    return collect_expression(c, n->named_expr.value)
           && collect_expression(c, n->named_expr.target);
}

/* ------------------------------------------------------------------ all others */

static bool collect_yield(collector *c, node *n, node *value)
{
    scope *const s = c->current;
    if (s->kind == SCOPE_COMPREHENSION)
        return collect_fail(c, n->place, "'yield' inside %s", kind_of(s->node));
    if (!scope_is_function(s) || s->kind == SCOPE_TYPE_PARAMETERS)
        return collect_fail(c, n->place, "'yield' outside function");
    if (n->kind == NODE_YIELD_FROM && s->is_coroutine)
        return collect_fail(c, n->place, "'yield from' inside async function");
    s->is_generator = true;
    c->pauses_protected |= c->protected > 0;
    return collect_expression(c, value);
}

static bool collect_await(collector *c, node *n)
{
    scope *const s = function_around(c);
    if (is_generator_expression(s))
        s->is_coroutine = true;
    else if (!scope_is_function(s) || s->kind == SCOPE_TYPE_PARAMETERS)
        return collect_fail(c, n->place, "'await' outside function");
    else if (!s->is_coroutine && c->current->kind == SCOPE_COMPREHENSION)
        return collect_fail(c, c->current->node->place,
                            "asynchronous comprehension outside of an asynchronous function");
    else if (!s->is_coroutine)
        return collect_fail(c, n->place, "'await' outside async function");
    return collect_expression(c, n->await.value);
}

static bool collect_name_expression(collector *c, node *n)
{
    const bool loaded = n->name.ctx == CONTEXT_LOAD;
    if (n->name.ctx == CONTEXT_DELETE && strcmp(n->name.id, "__debug__") == 0)
        return collect_fail(c, n->place, "cannot delete __debug__");
    if (!collect_name(c, &n->name.id, loaded ? DEFINE_USED : DEFINE_ASSIGNED, n->place))
        return false;
    /* super() without arguments takes the class from a cell. */
    if (loaded && scope_is_function(c->current) && strcmp(n->name.id, "super") == 0) {
        identifier name = c->class_cell;
        return collect_name(c, &name, DEFINE_USED, n->place);
    }
    return true;
}

static bool collect_attribute(collector *c, node *n)
{
    collect_mangle(c, &n->attribute.attr);
    if (n->attribute.ctx != CONTEXT_LOAD && strcmp(n->attribute.attr, "__debug__") == 0)
        return collect_fail(c, n->place,
                            n->attribute.ctx == CONTEXT_STORE ? "cannot assign to __debug__"
                                                              : "cannot delete __debug__");
    return true;
}

bool collect_expression(collector *c, node *n)
{
    while (n != NULL) {
        switch (n->kind) {
        case NODE_BIN_OP:
            if (!collect_expression(c, n->bin_op.right))
                return false;
            n = n->bin_op.left;
            continue;
        case NODE_ATTRIBUTE:
            if (!collect_attribute(c, n))
                return false;
            n = n->attribute.value;
            continue;
        case NODE_SUBSCRIPT:
            if (!collect_expression(c, n->subscript.slice))
                return false;
            n = n->subscript.value;
            continue;
        case NODE_CALL:
            if (!collect_expressions(c, n->call.args)
                || !collect_keywords(c, n->call.keywords, n->place))
                return false;
            n = n->call.func;
            continue;
        case NODE_BOOL_OP: return collect_expressions(c, n->bool_op.values);
        case NODE_NAMED_EXPR: return collect_named(c, n);
        case NODE_UNARY_OP: n = n->unary_op.operand; continue;
        case NODE_LAMBDA: return collect_lambda(c, n);
        case NODE_IF_EXP:
            if (!collect_expression(c, n->if_exp.test) || !collect_expression(c, n->if_exp.body))
                return false;
            n = n->if_exp.orelse;
            continue;
        case NODE_DICT:
            return collect_expressions(c, n->dict.keys) && collect_expressions(c, n->dict.values);
        case NODE_SET: return collect_expressions(c, n->set.elts);
        case NODE_LIST:
        case NODE_TUPLE: return collect_expressions(c, n->list.elts);
        case NODE_LIST_COMP:
        case NODE_SET_COMP:
        case NODE_DICT_COMP:
        case NODE_GENERATOR_EXP: return collect_comprehension(c, n);
        case NODE_AWAIT: return collect_await(c, n);
        case NODE_YIELD: return collect_yield(c, n, n->yield.value);
        case NODE_YIELD_FROM: return collect_yield(c, n, n->yield_from.value);
        case NODE_COMPARE:
            if (!collect_expressions(c, n->compare.comparators))
                return false;
            n = n->compare.left;
            continue;
        case NODE_FORMATTED_VALUE:
            if (!collect_expression(c, n->formatted_value.format_spec))
                return false;
            n = n->formatted_value.value;
            continue;
        case NODE_JOINED_STR: return collect_expressions(c, n->joined_str.values);
        case NODE_STARRED: n = n->starred.value; continue;
        case NODE_NAME: return collect_name_expression(c, n);
        case NODE_SLICE:
            if (!collect_expression(c, n->slice.lower) || !collect_expression(c, n->slice.upper))
                return false;
            n = n->slice.step;
            continue;
        default: return true; /* a constant */
        }
    }
    return true;
}
