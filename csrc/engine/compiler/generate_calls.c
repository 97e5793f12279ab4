/* generate_calls.c -- calls and their arguments. */
#include "compiler/generate_calls.h"

#include "compiler/generate_displays.h"
#include "compiler/generate_names.h"
#include "compiler/scopes_find.h"
#include "compiler/scopes_table.h"

#include <string.h>

enum { ARGUMENTS_MOST = 255, KEYWORDS_MOST = 254 };

/* ------------------------------------------------------------------ super() */

static const scope *method_of(const generator *g)
{
    const scope *s = g->scope;
    while (s->is_inlined)
        s = s->outer;
    return s;
}

bool generate_is_super(const generator *g, const node *n)
{
    if (n->kind != NODE_CALL || n->call.func->kind != NODE_NAME || n->call.args.count > 0
        || n->call.keywords.count > 0 || strcmp(n->call.func->name.id, "super") != 0)
        return false;
    const scope *const s = method_of(g);
    if (s->kind != SCOPE_FUNCTION && s->kind != SCOPE_LAMBDA)
        return false;
    const node *const parameters =
        s->kind == SCOPE_LAMBDA ? s->node->lambda.args : s->node->function_def.args;
    if (parameters->arguments.posonlyargs.count + parameters->arguments.args.count == 0)
        return false;
    const symbol *const name = scope_symbol(s, n->call.func->name.id);
    if (name == NULL || name->reach != REACH_GLOBAL)
        return false;
    /* A source that gives super another meaning means that. */
    const scope *module = s;
    while (module->outer != NULL)
        module = module->outer;
    const symbol *const global = scope_symbol(module, n->call.func->name.id);
    if (global != NULL && symbol_is_bound(global))
        return false;
    for (int i = 0; i < s->free_count; i++)
        if (strcmp(s->symbols[s->free[i]].name, "__class__") == 0)
            return true;
    return false;
}

void generate_super(generator *g, const node *n)
{
    const scope *const s = method_of(g);
    emit_place(g->emitter, n->place);
    for (int i = 0; i < s->free_count; i++)
        if (strcmp(s->symbols[s->free[i]].name, "__class__") == 0)
            emit_operation(g->emitter, OPERATION_LOAD_FREE, i, 0);
    const symbol *const self = &s->symbols[0]; /* a function's parameters are its first symbols */
    if (self->reach == REACH_CELL)
        emit_operation(g->emitter, OPERATION_LOAD_CELL, self->slot, 0);
    else
        emit(g->emitter, OP_LOAD_FAST, self->slot);
    emit_operation(g->emitter, OPERATION_LOAD_SUPER, 0, 0);
}

/* ------------------------------------------------------------------ keywords */

bool generate_check_keywords(generator *g, node_list keywords)
{
    if (keywords.count < 2)
        return true;
    scope *const seen = arena_take(g->arena, sizeof *seen);
    for (int i = 0; i < keywords.count; i++) {
        node *const keyword = keywords.items[i];
        if (keyword->keyword.arg == NULL)
            continue;
        if (scope_symbol(seen, keyword->keyword.arg) != NULL)
            return generate_error(g, keyword->place, "keyword argument repeated: %s",
                                  keyword->keyword.arg);
        scope_add(g->arena, seen, keyword->keyword.arg, keyword->place);
    }
    return true;
}

/* Named ones from `first` on, as a dict; *next: the first after them. */
static bool generate_named(generator *g, node_list keywords, int first, int *next)
{
    int i = first;
    for (; i < keywords.count && i - first < 64 && keywords.items[i]->keyword.arg != NULL; i++) {
        const identifier name = keywords.items[i]->keyword.arg;
        emit_text(g->emitter, name, (int)strlen(name));
        if (!generate_expression(g, keywords.items[i]->keyword.value))
            return false;
    }
    emit(g->emitter, OP_BUILD_DICT, i - first);
    *next = i;
    return true;
}

bool generate_keywords(generator *g, node_list keywords, int callable_below)
{
    int at = 0;
    if (!generate_named(g, keywords, 0, &at))
        return false;
    while (at < keywords.count) {
        if (keywords.items[at]->keyword.arg != NULL) {
            if (!generate_named(g, keywords, at, &at))
                return false;
        } else if (!generate_expression(g, keywords.items[at++]->keyword.value)) {
            return false;
        }
        emit_operation(g->emitter, OPERATION_DICT_MERGE, 1, callable_below + 1);
    }
    return true;
}

/* ------------------------------------------------------------------ calls */

static bool is_plain(node_list arguments, node_list keywords)
{
    if (arguments.count > ARGUMENTS_MOST || keywords.count > KEYWORDS_MOST)
        return false;
    for (int i = 0; i < arguments.count; i++)
        if (arguments.items[i]->kind == NODE_STARRED)
            return false;
    for (int i = 0; i < keywords.count; i++)
        if (keywords.items[i]->keyword.arg == NULL)
            return false;
    return true;
}

static bool generate_plain(generator *g, node *n, node_list arguments, node_list keywords)
{
    for (int i = 0; i < arguments.count; i++)
        if (!generate_expression(g, arguments.items[i]))
            return false;
    for (int i = 0; i < keywords.count; i++) {
        emit(g->emitter, OP_LOAD_NAME_AS_INT,
             emit_name(g->emitter, keywords.items[i]->keyword.arg));
        if (!generate_expression(g, keywords.items[i]->keyword.value))
            return false;
    }
    emit_place(g->emitter, n->place);
    emit(g->emitter, OP_CALL, arguments.count | keywords.count << 8);
    return true;
}

bool generate_arguments(generator *g, node *n, node_list arguments, node_list keywords)
{
    if (!generate_check_keywords(g, keywords))
        return false;
    if (is_plain(arguments, keywords))
        return generate_plain(g, n, arguments, keywords);

    if (arguments.count == 1 && arguments.items[0]->kind == NODE_STARRED) {
        if (!generate_expression(g, arguments.items[0]->starred.value))
            return false;
    } else if (!generate_list(g, arguments)) {
        return false;
    }
    if (keywords.count == 0) {
        emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
    } else if (keywords.count == 1 && keywords.items[0]->keyword.arg == NULL) {
        if (!generate_expression(g, keywords.items[0]->keyword.value))
            return false;
    } else if (!generate_keywords(g, keywords, 3)) {
        return false;
    }
    emit_place(g->emitter, n->place);
    emit(g->emitter, OP_CALL, CALL_SPREAD);
    return true;
}
