/* generate_names.c -- variables: loaded, stored, deleted, and given to inner functions. */
#include "compiler/generate_names.h"

#include "compiler/scopes_find.h"
#include "compiler/scopes_table.h"

#include <string.h>

static const scope *function_of_scope(const scope *s)
{
    while (s->is_inlined)
        s = s->outer;
    return s;
}

static void by_name(generator *g, enum expression_context context, identifier name, Opcode load,
                    Opcode store, Opcode remove)
{
    const Opcode op = context == CONTEXT_LOAD ? load : context == CONTEXT_STORE ? store : remove;
    emit(g->emitter, op, emit_name(g->emitter, name));
}

static void by_operation(generator *g, enum expression_context context, int first, int second,
                         enum operation load, enum operation store, enum operation remove)
{
    const enum operation op = context == CONTEXT_LOAD    ? load
                              : context == CONTEXT_STORE ? store
                                                         : remove;
    emit_operation(g->emitter, op, first, second);
}

static void by_slot(generator *g, enum expression_context context, const scope *s, int slot,
                    identifier name)
{
    if (slot >= SLOT_MOST) {
        by_operation(g, context, function_of_scope(s)->more_slot,
                     (slot - SLOT_MOST) | emit_name(g->emitter, name) << 16, OPERATION_LOAD_MORE,
                     OPERATION_STORE_MORE, OPERATION_DELETE_MORE);
        return;
    }
    emit(g->emitter,
         context == CONTEXT_LOAD    ? OP_LOAD_FAST
         : context == CONTEXT_STORE ? OP_STORE_FAST
                                    : OP_DELETE_FAST,
         slot);
}

/* A class may have a metaclass whose __prepare__() gives a namespace that has more than what is put in. */
static bool may_be_prepared(const scope *s)
{
    return s->kind == SCOPE_CLASS && s->node->kind == NODE_CLASS_DEF
           && s->node->class_def.bases.count + s->node->class_def.keywords.count > 0;
}

void generate_name(generator *g, identifier name, enum expression_context context)
{
    if (*name == '_' && strcmp(name, "__debug__") == 0) {
        emit(g->emitter, OP_LOAD_TRUE, BC_NOARG);
        return;
    }
    const scope *const s = scope_of_name(g->scope, name);
    const symbol *const sym = scope_symbol(s, name);
    switch (sym == NULL ? REACH_NAME : sym->reach) {
    case REACH_UNKNOWN:
    case REACH_CLASS_CELL:
    case REACH_NAME:
        if (context == CONTEXT_LOAD && sym != NULL && may_be_prepared(s)) {
            emit_operation(g->emitter, OPERATION_LOAD_PREPARED, emit_name(g->emitter, name), 0);
            return;
        }
        by_name(g, context, name, OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME);
        return;
    case REACH_GLOBAL:
        by_name(g, context, name, OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL);
        return;
    case REACH_LOCAL: by_slot(g, context, s, sym->slot, name); return;
    case REACH_CELL:
        by_operation(g, context, sym->slot, 0, OPERATION_LOAD_CELL, OPERATION_STORE_CELL,
                     OPERATION_DELETE_CELL);
        return;
    case REACH_CLASS_FREE:
        if (context == CONTEXT_LOAD) {
            emit_operation(g->emitter, OPERATION_LOAD_CLASS_FREE, sym->free_place,
                           emit_name(g->emitter, name));
            return;
        }
        /* fall through */
    case REACH_FREE:
        by_operation(g, context, sym->free_place, 0, OPERATION_LOAD_FREE, OPERATION_STORE_FREE,
                     OPERATION_DELETE_FREE);
        return;
    }
}

bool generate_closure(generator *g, const scope *inner)
{
    for (int i = 0; i < inner->free_count; i++) {
        const identifier name = inner->symbols[inner->free[i]].name;
        const scope *s = scope_of_name(g->scope, name);
        const symbol *const sym = scope_symbol(s, name);
        if (sym != NULL && sym->reach == REACH_CELL)
            emit(g->emitter, OP_LOAD_FAST, sym->slot);
        else if (sym != NULL && sym->free_place >= 0)
            emit_operation(g->emitter, OPERATION_LOAD_CLOSURE, sym->free_place, 0);
        else /* __class__, of the class whose body this is */
            emit(g->emitter, OP_LOAD_NAME, emit_name(g->emitter, "__classcell__"));
    }
    if (inner->free_count == 0)
        return false;
    emit(g->emitter, OP_BUILD_TUPLE, inner->free_count);
    return true;
}

void generate_cells(generator *g, const scope *s)
{
    for (int i = 0; i < s->symbol_count; i++) {
        const symbol *const sym = &s->symbols[i];
        if (!symbol_is_bound(sym) || sym->slot < 0)
            continue;
        /* A comprehension may run again: what it left in its slots is no longer there. */
        if (s->is_inlined && sym->slot < SLOT_MOST
            && (sym->reach == REACH_CELL || sym->used_unbound))
            emit_operation(g->emitter, OPERATION_CLEAR_LOCAL, sym->slot, 0);
        if (sym->reach == REACH_CELL)
            emit_operation(g->emitter, OPERATION_MAKE_CELL, sym->slot, 0);
    }
    if (!s->is_inlined && s->more_count > 0)
        emit_operation(g->emitter, OPERATION_MAKE_MORE, s->more_slot, s->more_count);
}
