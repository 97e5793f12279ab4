/* generate_functions.c -- def, lambda, class.
 *
 * With type parameters, what is made is made in a function of its own, in which they are variables.
 */
#include "compiler/generate_functions.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_calls.h"
#include "compiler/generate_code.h"
#include "compiler/generate_displays.h"
#include "compiler/generate_type_parameters.h"

#include <string.h>

/* ------------------------------------------------------------------ def, lambda */

static bool generate_function_body(generator *g, node *n)
{
    if (!generate_body(g, n->function_def.body))
        return false;
    if (g->finalizes)
        emit_operation(g->emitter, OPERATION_FINALIZE, FINALIZE_RETURN, 0);
    generate_return_none(g);
    if (!g->returns_value)
        g->emitter->details.flags |= CODE_RETURNS_NONE;
    return true;
}

static bool generate_lambda_body(generator *g, node *n)
{
    if (!generate_expression(g, n->lambda.body))
        return false;
    emit_place(g->emitter, n->lambda.body->place);
    emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

static bool generate_keyword_defaults(generator *g, node *arguments, int *parts)
{
    int count = 0;
    for (int i = 0; i < arguments->arguments.kw_defaults.count; i++) {
        node *const value = arguments->arguments.kw_defaults.items[i];
        if (value == NULL)
            continue;
        const identifier name = arguments->arguments.kwonlyargs.items[i]->arg.arg;
        emit_text(g->emitter, name, (int)strlen(name));
        if (!generate_expression(g, value))
            return false;
        count++;
    }
    if (count == 0)
        return true;
    emit(g->emitter, OP_BUILD_DICT, count);
    *parts |= FUNCTION_KEYWORD_DEFAULTS;
    return true;
}

static bool generate_one_annotation(generator *g, identifier name, node *annotation, int *count)
{
    if (annotation == NULL)
        return true;
    const bool starred = annotation->kind == NODE_STARRED && !g->future_annotations;
    emit_text(g->emitter, name, (int)strlen(name));
    if (!generate_annotation(g, starred ? annotation->starred.value : annotation))
        return false;
    if (starred) /* *args: *Ts */
        emit_operation(g->emitter, OPERATION_UNPACK, 1, 0);
    (*count)++;
    return true;
}

static bool generate_argument_annotations(generator *g, node_list list, int *count)
{
    for (int i = 0; i < list.count; i++)
        if (!generate_one_annotation(g, list.items[i]->arg.arg, list.items[i]->arg.annotation,
                                     count))
            return false;
    return true;
}

static bool generate_annotations(generator *g, node *n, int *parts)
{
    node *const arguments = n->function_def.args;
    node *const variadic[] = { arguments->arguments.vararg, arguments->arguments.kwarg };
    int count = 0;
    if (!generate_argument_annotations(g, arguments->arguments.args, &count)
        || !generate_argument_annotations(g, arguments->arguments.posonlyargs, &count)
        || (variadic[0] != NULL
            && !generate_one_annotation(g, variadic[0]->arg.arg, variadic[0]->arg.annotation,
                                        &count))
        || !generate_argument_annotations(g, arguments->arguments.kwonlyargs, &count)
        || (variadic[1] != NULL
            && !generate_one_annotation(g, variadic[1]->arg.arg, variadic[1]->arg.annotation,
                                        &count))
        || !generate_one_annotation(g, "return", n->function_def.returns, &count))
        return false;
    if (count == 0)
        return true;
    emit(g->emitter, OP_BUILD_DICT, count);
    *parts |= FUNCTION_ANNOTATIONS;
    return true;
}

/* Each decorator is a call that waits for its argument. */
static bool generate_decorators(generator *g, node_list decorators)
{
    for (int i = 0; i < decorators.count; i++) {
        if (!generate_expression(g, decorators.items[i]))
            return false;
        emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
    }
    return true;
}

static void generate_decorated(generator *g, node_list decorators)
{
    for (int i = decorators.count - 1; i >= 0; i--) {
        emit_place(g->emitter, decorators.items[i]->place);
        emit(g->emitter, OP_CALL, 1);
    }
}

/* Its defaults are evaluated already. */
static bool generate_with_annotations(generator *g, node *n, int parts)
{
    return generate_annotations(g, n, &parts)
           && generate_inner(g, n->scope, n, CODE_FUNCTION, parts, generate_function_body);
}

static bool generate_defaults(generator *g, node *arguments, int *parts)
{
    const node_list defaults = arguments->arguments.defaults;
    if (defaults.count > 0) {
        if (!generate_tuple(g, defaults))
            return false;
        *parts |= FUNCTION_DEFAULTS;
    }
    return generate_keyword_defaults(g, arguments, parts);
}

/* In the function of the type parameters, whose parameters are the defaults. */
static bool generate_generic_body(generator *g, node *n)
{
    const node *const arguments = n->function_def.args;
    int parts = 0, slot = 0;
    if (!generate_type_variables(g, n->function_def.type_params))
        return false;
    if (arguments->arguments.defaults.count > 0) {
        emit(g->emitter, OP_LOAD_FAST, slot++);
        parts |= FUNCTION_DEFAULTS;
    }
    if (arguments->arguments.kw_defaults.count > 0) {
        emit(g->emitter, OP_LOAD_FAST, slot);
        parts |= FUNCTION_KEYWORD_DEFAULTS;
    }
    if (!generate_with_annotations(g, n, parts))
        return false;
    generate_set_type_parameters(g, n->function_def.type_params);
    emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

static bool generate_generic_function(generator *g, node *n)
{
    node *const arguments = n->function_def.args;
    int parts = 0, count = arguments->arguments.defaults.count > 0;
    if (!generate_inner(g, n->scope->outer, n, CODE_FUNCTION, 0, generate_generic_body))
        return false;
    emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
    if (!generate_defaults(g, arguments, &parts))
        return false;
    if (arguments->arguments.kw_defaults.count > 0) {
        if ((parts & FUNCTION_KEYWORD_DEFAULTS) == 0)
            emit(g->emitter, OP_BUILD_DICT, 0);
        count++;
    }
    emit(g->emitter, OP_CALL, count);
    return true;
}

bool generate_function(generator *g, node *n)
{
    int parts = 0;
    if (!generate_decorators(g, n->function_def.decorator_list))
        return false;
    emit_place(g->emitter, n->place);
    if (n->function_def.type_params.count > 0) {
        if (!generate_generic_function(g, n))
            return false;
    } else if (!generate_defaults(g, n->function_def.args, &parts)
               || !generate_with_annotations(g, n, parts)) {
        return false;
    }
    generate_decorated(g, n->function_def.decorator_list);
    return true;
}

bool generate_lambda(generator *g, node *n)
{
    int parts = 0;
    return generate_defaults(g, n->lambda.args, &parts)
           && generate_inner(g, n->scope, n, CODE_FUNCTION, parts, generate_lambda_body);
}

/* ------------------------------------------------------------------ class */

static void store_name(generator *g, identifier name)
{
    emit(g->emitter, OP_STORE_NAME, emit_name(g->emitter, name));
}

static bool generate_class_body(generator *g, node *n)
{
    emitter *const e = g->emitter;
    if (g->scope->needs_class_cell) {
        emit_operation(e, OPERATION_NEW_CELL, 0, 0);
        store_name(g, "__classcell__");
    }
    emit(e, OP_LOAD_NAME, emit_name(e, "__name__"));
    store_name(g, "__module__");
    emit_text(e, g->scope->qualified_name, (int)strlen(g->scope->qualified_name));
    store_name(g, "__qualname__");
    if (g->scope->has_annotations)
        emit_operation(e, OPERATION_SETUP_ANNOTATIONS, 0, 0);
    const constant *const docstring = generate_docstring(n->class_def.body);
    if (docstring != NULL) {
        emit_constant(e, docstring);
        store_name(g, "__doc__");
    }
    if (!generate_body(g, n->class_def.body))
        return false;
    generate_return_none(g);
    return true;
}

/* [the body function, its name], then the bases and keywords: leaves the class. */
static bool generate_undecorated_class(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const bool generic = n->class_def.type_params.count > 0;
    if (!generate_check_keywords(g, n->class_def.keywords)
        || !generate_inner(g, n->scope, n, CODE_CLASS_BODY, 0, generate_class_body))
        return false;
    emit_text(e, n->class_def.name, (int)strlen(n->class_def.name));
    if (!generic) {
        if (!generate_tuple(g, n->class_def.bases))
            return false;
    } else {
        if (!generate_list(g, n->class_def.bases))
            return false;
        generate_generic_base(g, n->class_def.type_params);
        emit_operation(e, OPERATION_LIST_APPEND, 1, 0);
        emit_operation(e, OPERATION_LIST_TO_TUPLE, 0, 0);
    }
    if (n->class_def.keywords.count == 0)
        emit(e, OP_LOAD_NONE, BC_NOARG);
    else if (!generate_keywords(g, n->class_def.keywords, 3))
        return false;
    emit_place(e, n->place);
    emit_operation(e, OPERATION_BUILD_CLASS, 0, 0);
    return true;
}

static bool generate_generic_class_body(generator *g, node *n)
{
    if (!generate_type_variables(g, n->class_def.type_params) || !generate_undecorated_class(g, n))
        return false;
    generate_set_type_parameters(g, n->class_def.type_params);
    emit(g->emitter, OP_RETURN_VALUE, BC_NOARG);
    return true;
}

bool generate_class(generator *g, node *n)
{
    if (!generate_decorators(g, n->class_def.decorator_list))
        return false;
    emit_place(g->emitter, n->place);
    if (n->class_def.type_params.count > 0) {
        if (!generate_inner(g, n->scope->outer, n, CODE_FUNCTION, 0, generate_generic_class_body))
            return false;
        emit(g->emitter, OP_LOAD_NULL, BC_NOARG);
        emit(g->emitter, OP_CALL, 0);
    } else if (!generate_undecorated_class(g, n)) {
        return false;
    }
    generate_decorated(g, n->class_def.decorator_list);
    return true;
}
