/* generate_assignments.c -- targets: given a value, changed, deleted. */
#include "compiler/generate_assignments.h"

#include "compiler/generate_expressions.h"
#include "compiler/generate_names.h"
#include "compiler/unparse.h"

#include <string.h>

/* ------------------------------------------------------------------ store */

static bool generate_unpack(generator *g, node *target)
{
    const node_list elements = target->list.elts;
    int starred = -1;
    for (int i = 0; i < elements.count; i++) {
        if (elements.items[i]->kind != NODE_STARRED)
            continue;
        if (starred >= 0)
            return generate_error(g, target->place, "multiple starred expressions in assignment");
        starred = i;
    }
    enum { BEFORE_STAR_MOST = 255 }; /* CPython's */
    if (starred > BEFORE_STAR_MOST)
        return generate_error(g, target->place,
                              "too many expressions in star-unpacking assignment");
    emit_place(g->emitter, target->place);
    if (starred >= 0)
        emit_operation(g->emitter, OPERATION_UNPACK_STAR, starred, elements.count - starred - 1);
    else
        emit_operation(g->emitter, OPERATION_UNPACK, elements.count, 0);
    for (int i = 0; i < elements.count; i++) {
        node *const element = elements.items[i];
        if (!generate_store(g, i == starred ? element->starred.value : element))
            return false;
    }
    return true;
}

bool generate_store(generator *g, node *target)
{
    emitter *const e = g->emitter;
    switch (target->kind) {
    case NODE_NAME:
        emit_place(e, target->place);
        generate_name(g, target->name.id, CONTEXT_STORE);
        return true;
    case NODE_ATTRIBUTE:
        if (!generate_expression(g, target->attribute.value))
            return false;
        emit_place(e, target->place);
        emit(e, OP_STORE_ATTR, emit_name(e, target->attribute.attr));
        return true;
    case NODE_SUBSCRIPT:
        if (!generate_expression(g, target->subscript.value)
            || !generate_expression(g, target->subscript.slice))
            return false;
        emit_place(e, target->place);
        emit(e, OP_STORE_SUBSCR, BC_NOARG);
        return true;
    case NODE_LIST:
    case NODE_TUPLE: return generate_unpack(g, target);
    default:
        return generate_error(g, target->place,
                              "starred assignment target must be in a list or tuple");
    }
}

bool generate_delete(generator *g, node *target)
{
    emitter *const e = g->emitter;
    switch (target->kind) {
    case NODE_NAME:
        emit_place(e, target->place);
        generate_name(g, target->name.id, CONTEXT_DELETE);
        return true;
    case NODE_ATTRIBUTE:
        if (!generate_expression(g, target->attribute.value))
            return false;
        emit_place(e, target->place);
        emit_operation(e, OPERATION_DELETE_ATTR, emit_name(e, target->attribute.attr), 0);
        return true;
    case NODE_SUBSCRIPT:
        if (!generate_expression(g, target->subscript.value)
            || !generate_expression(g, target->subscript.slice))
            return false;
        emit_place(e, target->place);
        emit(e, OP_DELETE_SUBSCR, BC_NOARG);
        return true;
    default:
        for (int i = 0; i < target->list.elts.count; i++)
            if (!generate_delete(g, target->list.elts.items[i]))
                return false;
        return true;
    }
}

/* ------------------------------------------------------------------ = */

static bool is_plain_sequence(const node *n, int count)
{
    if (n->kind != NODE_TUPLE || n->list.elts.count != count)
        return false;
    for (int i = 0; i < count; i++)
        if (n->list.elts.items[i]->kind == NODE_STARRED)
            return false;
    return true;
}

/* a, b = b, a without a tuple. */
static bool is_exchange(const node *n)
{
    const node *const target = n->assign.targets.items[0];
    const int count = target->kind == NODE_TUPLE ? target->list.elts.count : 0;
    return n->assign.targets.count == 1 && (count == 2 || count == 3)
           && is_plain_sequence(target, count) && is_plain_sequence(n->assign.value, count);
}

static bool generate_exchange(generator *g, node *n)
{
    const node_list values = n->assign.value->list.elts;
    const node_list targets = n->assign.targets.items[0]->list.elts;
    for (int i = 0; i < values.count; i++)
        if (!generate_expression(g, values.items[i]))
            return false;
    if (values.count == 2)
        emit(g->emitter, OP_ROT_TWO, BC_NOARG);
    else
        emit_operation(g->emitter, OPERATION_SWAP, 3, 0);
    for (int i = 0; i < targets.count; i++)
        if (!generate_store(g, targets.items[i]))
            return false;
    return true;
}

bool generate_assign(generator *g, node *n)
{
    if (is_exchange(n))
        return generate_exchange(g, n);
    if (!generate_expression(g, n->assign.value))
        return false;
    for (int i = 0; i < n->assign.targets.count; i++) {
        if (i < n->assign.targets.count - 1)
            emit(g->emitter, OP_DUP_TOP, BC_NOARG);
        if (!generate_store(g, n->assign.targets.items[i]))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ += */

bool generate_aug_assign(generator *g, node *n)
{
    emitter *const e = g->emitter;
    node *const target = n->aug_assign.target;
    emit_place(e, target->place);
    switch (target->kind) {
    case NODE_NAME: generate_name(g, target->name.id, CONTEXT_LOAD); break;
    case NODE_ATTRIBUTE:
        if (!generate_expression(g, target->attribute.value))
            return false;
        emit_place(e, target->place);
        emit(e, OP_DUP_TOP, BC_NOARG);
        emit(e, OP_LOAD_ATTR, emit_name(e, target->attribute.attr));
        break;
    default:
        if (!generate_expression(g, target->subscript.value)
            || !generate_expression(g, target->subscript.slice))
            return false;
        emit_place(e, target->place);
        emit(e, OP_DUP_TOP_TWO, BC_NOARG);
        emit(e, OP_LOAD_SUBSCR, BC_NOARG);
        break;
    }
    if (!generate_expression(g, n->aug_assign.value))
        return false;
    emit_place(e, n->place);
    generate_binary(g, n->aug_assign.op, true);
    emit_place(e, target->place);
    switch (target->kind) {
    case NODE_NAME: generate_name(g, target->name.id, CONTEXT_STORE); break;
    case NODE_ATTRIBUTE:
        emit(e, OP_ROT_TWO, BC_NOARG);
        emit(e, OP_STORE_ATTR, emit_name(e, target->attribute.attr));
        break;
    default:
        emit(e, OP_ROT_THREE, BC_NOARG);
        emit(e, OP_STORE_SUBSCR, BC_NOARG);
        break;
    }
    return true;
}

/* ------------------------------------------------------------------ : */

bool generate_annotation(generator *g, node *annotation)
{
    if (!g->future_annotations)
        return generate_expression(g, annotation);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    const bool ok = unparse(&text, annotation);
    c11_string *const written = c11_sbuf__submit(&text);
    emit_place(g->emitter, annotation->place);
    if (ok)
        emit_text(g->emitter, arena_text(g->arena, written->data, (size_t)written->size),
                  written->size);
    c11_string__delete(written);
    return ok || generate_error(g, annotation->place, "too many nested parentheses");
}

/* What an annotated target that is no name needs evaluated, though nothing is stored. */
static bool generate_unused_target(generator *g, node *target)
{
    if (target->kind == NODE_NAME)
        return true;
    node *const parts[] = { target->kind == NODE_ATTRIBUTE ? target->attribute.value
                                                           : target->subscript.value,
                            target->kind == NODE_ATTRIBUTE ? NULL : target->subscript.slice };
    for (int i = 0; i < 2 && parts[i] != NULL; i++) {
        if (!generate_expression(g, parts[i]))
            return false;
        emit(g->emitter, OP_POP_TOP, BC_NOARG);
    }
    return true;
}

bool generate_ann_assign(generator *g, node *n)
{
    emitter *const e = g->emitter;
    node *const target = n->ann_assign.target;
    const bool evaluated = g->scope->kind == SCOPE_MODULE || g->scope->kind == SCOPE_CLASS;
    if (n->ann_assign.value != NULL) {
        if (!generate_expression(g, n->ann_assign.value) || !generate_store(g, target))
            return false;
    }
    if (n->ann_assign.simple) {
        if (!evaluated)
            return true;
        if (!generate_annotation(g, n->ann_assign.annotation))
            return false;
        emit(e, OP_LOAD_NAME, emit_name(e, "__annotations__"));
        emit_text(e, target->name.id, (int)strlen(target->name.id));
        emit(e, OP_STORE_SUBSCR, BC_NOARG);
        return true;
    }
    if (n->ann_assign.value == NULL && !generate_unused_target(g, target))
        return false;
    if (!evaluated || g->future_annotations)
        return true;
    if (!generate_expression(g, n->ann_assign.annotation))
        return false;
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}
