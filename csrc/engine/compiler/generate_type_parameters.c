/* generate_type_parameters.c -- def f[T], class C[T], type X[T] = …: CPython 3.12's PEP 695.
 *
 * What they are made of is typing's, which is imported where it is needed.  A bound is evaluated at
 * once, where CPython waits until it is asked for.
 */
#include "compiler/generate_type_parameters.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_code.h"
#include "compiler/generate_displays.h"
#include "compiler/generate_names.h"

#include <string.h>

/* Pushes an attribute of the module typing. */
static void from_typing(generator *g, identifier name)
{
    emitter *const e = g->emitter;
    emit(e, OP_LOAD_NONE, BC_NOARG);
    emit_operation(e, OPERATION_IMPORT_NAME, emit_name(e, "typing"), 0);
    emit(e, OP_LOAD_ATTR, emit_name(e, name));
}

static bool generate_type_variable(generator *g, node *n)
{
    emitter *const e = g->emitter;
    node *const bound = n->kind == NODE_TYPE_VAR ? n->type_var.bound : NULL;
    int arguments = 1;
    emit_place(e, n->place);
    from_typing(g, n->kind == NODE_TYPE_VAR     ? "TypeVar"
                   : n->kind == NODE_PARAM_SPEC ? "ParamSpec"
                                                : "TypeVarTuple");
    emit(e, OP_LOAD_NULL, BC_NOARG);
    emit_text(e, n->type_var.name, (int)strlen(n->type_var.name));
    if (bound != NULL && bound->kind == NODE_TUPLE && bound->list.elts.count < 200) {
        /* Constraints. */
        for (int i = 0; i < bound->list.elts.count; i++, arguments++)
            if (!generate_expression(g, bound->list.elts.items[i]))
                return false;
    } else if (bound != NULL) {
        emit(e, OP_LOAD_NAME_AS_INT, emit_name(e, "bound"));
        if (!generate_expression(g, bound))
            return false;
        arguments |= 1 << 8;
    }
    emit_place(e, n->place);
    emit(e, OP_CALL, arguments);
    generate_name(g, n->type_var.name, CONTEXT_STORE);
    return true;
}

bool generate_type_variables(generator *g, node_list parameters)
{
    for (int i = 0; i < parameters.count; i++)
        if (!generate_type_variable(g, parameters.items[i]))
            return false;
    return true;
}

/* All of them, as a tuple; as Generic[…] takes them, that of a TypeVarTuple is unpacked. */
static void generate_all(generator *g, node_list parameters, bool unpacked)
{
    emitter *const e = g->emitter;
    emit(e, OP_BUILD_LIST, 0);
    for (int i = 0; i < parameters.count; i++) {
        const node *const n = parameters.items[i];
        const bool unpack = unpacked && n->kind == NODE_TYPE_VAR_TUPLE;
        if (unpack)
            from_typing(g, "Unpack");
        generate_name(g, n->type_var.name, CONTEXT_LOAD);
        if (unpack)
            emit(e, OP_LOAD_SUBSCR, BC_NOARG);
        emit_operation(e, OPERATION_LIST_APPEND, 1, 0);
    }
    emit_operation(e, OPERATION_LIST_TO_TUPLE, 0, 0);
}

void generate_set_type_parameters(generator *g, node_list parameters)
{
    emit(g->emitter, OP_DUP_TOP, BC_NOARG);
    generate_all(g, parameters, false);
    emit(g->emitter, OP_ROT_TWO, BC_NOARG);
    emit(g->emitter, OP_STORE_ATTR, emit_name(g->emitter, "__type_params__"));
}

void generate_generic_base(generator *g, node_list parameters)
{
    from_typing(g, "Generic");
    generate_all(g, parameters, true);
    emit(g->emitter, OP_LOAD_SUBSCR, BC_NOARG);
}

/* ------------------------------------------------------------------ type */

static bool generate_value(generator *g, node *n)
{
    if (!generate_expression(g, n->type_alias.value))
        return false;
    emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

/* typing's own function for this: name, a function that gives the value, type parameters. */
static bool generate_alias_body(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const identifier name = n->type_alias.name->name.id;
    if (!generate_type_variables(g, n->type_alias.type_params))
        return false;
    from_typing(g, "_type_alias");
    emit(e, OP_LOAD_NULL, BC_NOARG);
    emit_text(e, name, (int)strlen(name));
    if (!generate_inner(g, g->scope->last_inner, n, CODE_FUNCTION, 0, generate_value))
        return false;
    generate_all(g, n->type_alias.type_params, false);
    emit(e, OP_CALL, 3);
    emit(e, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

bool generate_type_alias(generator *g, node *n)
{
    if (!generate_inner(g, n->scope, n, CODE_FUNCTION, 0, generate_alias_body))
        return false;
    emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
    emit(g->emitter, OP_CALL, 0);
    return generate_store(g, n->type_alias.name);
}
