/* generate_functions.c -- def, lambda, class, and the code of each. */
#include "compiler/generate_functions.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_calls.h"
#include "compiler/generate_displays.h"
#include "compiler/generate_names.h"

#include <string.h>

void generate_return_none(generator *g) { emit(g->emitter, OP_RETURN_VALUE, BC_RETURN_VIRTUAL); }

const constant *generate_docstring(node_list body)
{
    if (body.count == 0 || body.items[0]->kind != NODE_EXPR)
        return NULL;
    const node *const value = body.items[0]->expr.value;
    if (value->kind != NODE_CONSTANT || value->constant.kind != CONSTANT_STR)
        return NULL;
    return &value->constant;
}

/* ------------------------------------------------------------------ the code of a function */

/* The frame's slots, and after them the names of the variables that have none. */
static void fill_variables(CodeObject *code, const scope *s)
{
    for (int i = 0; i < s->slot_count; i++) {
        const py_Name name = py_name(s->slots[i]);
        c11_vector__push(py_Name, &code->varnames, name);
        if (!s->hidden[i])
            c11_smallmap_n2d__set(&code->varnames_inv, name, i);
    }
    code->nlocals = s->slot_count;
    for (int i = 0; i < s->more_count; i++) {
        const py_Name name = py_name(s->more[i]);
        c11_vector__push(py_Name, &code->varnames, name);
    }
}

/* What of the parameters PocketPy's own struct can say. */
static void fill_parameters(FuncDecl_ function, emitter *e, node *arguments, const scope *s)
{
    code_details *const details = &e->details;
    details->positional_only = (uint16_t)arguments->arguments.posonlyargs.count;
    details->positional = (uint16_t)arguments->arguments.args.count;
    details->keyword_only = (uint16_t)arguments->arguments.kwonlyargs.count;
    int slot = 0;
    for (; slot < details->positional_only + details->positional; slot++)
        c11_vector__push(int32_t, &function->args, slot);
    for (int i = 0; i < details->keyword_only; i++, slot++) {
        FuncDeclKwArg keyword = { .index = slot, .key = py_name(s->slots[slot]) };
        py_newnil(&keyword.value);
        c11_vector__push(FuncDeclKwArg, &function->kwargs, keyword);
    }
    if (arguments->arguments.vararg != NULL) {
        details->flags |= CODE_VARARGS;
        function->starred_arg = slot++;
    }
    if (arguments->arguments.kwarg != NULL) {
        details->flags |= CODE_VARKEYWORDS;
        function->starred_kwarg = slot;
    }
}

static node *arguments_of(node *n)
{
    switch (n->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF: return n->function_def.args;
    case NODE_LAMBDA: return n->lambda.args;
    default: return NULL; /* a class, or a comprehension */
    }
}

static int line_of_first(const node *n)
{
    const node_list *const decorators =
        n->kind == NODE_CLASS_DEF ? &n->class_def.decorator_list
        : n->kind == NODE_FUNCTION_DEF || n->kind == NODE_ASYNC_FUNCTION_DEF
            ? &n->function_def.decorator_list
            : NULL;
    return decorators != NULL && decorators->count > 0 ? decorators->items[0]->place.line
                                                       : n->place.line;
}

static void fill_docstring(FuncDecl_ function, node_list body)
{
    const constant *const text = generate_docstring(body);
    if (text == NULL)
        return;
    function->docstring = PK_MALLOC((size_t)text->size + 1);
    memcpy(function->docstring, text->data, (size_t)text->size);
    function->docstring[text->size] = '\0';
}

static void fill_details(emitter *e, generator *g, const scope *s, uint32_t flags)
{
    identifier *const names = arena_take(g->arena, ((size_t)s->free_count + 1) * sizeof *names);
    for (int i = 0; i < s->free_count; i++)
        names[i] = s->symbols[s->free[i]].name;
    e->free_names = names;
    e->qualified_name = s->qualified_name;
    e->details.flags = flags;
    e->details.free_count = (uint16_t)s->free_count;
    if (s->is_generator)
        e->details.flags |= CODE_GENERATOR;
    if (s->is_coroutine)
        e->details.flags |= CODE_COROUTINE;
    if (s->outer != NULL && s->outer->kind != SCOPE_MODULE)
        e->details.flags |= CODE_NESTED;
}

/* The finished function, which one reference is to; NULL: *g->error. */
static FuncDecl_ generate_declaration(generator *g, scope *s, node *n, uint32_t flags,
                                      bool (*body)(generator *inner, node *n))
{
    const FuncDecl_ function =
        FuncDecl__rcnew(g->source, (c11_sv){ s->name, (int)strlen(s->name) });
    CodeObject *const code = &function->code;
    function->type = s->is_generator || s->is_coroutine ? FuncType_GENERATOR : FuncType_NORMAL;
    code->start_line = line_of_first(n);
    code->end_line = n->place.end_line;
    generator inner = { .arena = g->arena,
                        .source = g->source,
                        .emitter = emit_begin(g->arena, code),
                        .scope = s,
                        .rules = g->rules,
                        .error = g->error,
                        .future_annotations = g->future_annotations,
                        .depth = g->depth };
    fill_variables(code, s);
    fill_details(inner.emitter, g, s, flags);
    if (arguments_of(n) != NULL)
        fill_parameters(function, inner.emitter, arguments_of(n), s);
    else if ((flags & CODE_FUNCTION) != 0) /* a comprehension's */
        inner.emitter->details.positional = 1;
    if (n->kind == NODE_FUNCTION_DEF || n->kind == NODE_ASYNC_FUNCTION_DEF)
        fill_docstring(function, n->function_def.body);
    emit_place(inner.emitter, n->place);
    generate_cells(&inner, s);
    if (body(&inner, n) && emit_end(inner.emitter, g->error))
        return function;
    PK_DECREF(function);
    return NULL;
}

bool generate_inner(generator *g, scope *s, node *n, uint32_t flags, int parts,
                    bool (*body)(generator *inner, node *n))
{
    const FuncDecl_ function = generate_declaration(g, s, n, flags, body);
    if (function == NULL)
        return false;
    const int index = emit_declaration(g->emitter, function);
    emit_place(g->emitter, n->place);
    if (generate_closure(g, s))
        parts |= FUNCTION_CLOSURE;
    emit_operation(g->emitter, OPERATION_MAKE_FUNCTION, index, parts);
    return true;
}

/* ------------------------------------------------------------------ def, lambda */

static bool generate_function_body(generator *g, node *n)
{
    if (!generate_body(g, n->function_def.body))
        return false;
    generate_return_none(g);
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

bool generate_function(generator *g, node *n)
{
    const bool is_lambda = n->kind == NODE_LAMBDA;
    node *const arguments = arguments_of(n);
    const node_list defaults = arguments->arguments.defaults;
    int parts = 0;
    if (!is_lambda && !generate_decorators(g, n->function_def.decorator_list))
        return false;
    emit_place(g->emitter, n->place);
    if (defaults.count > 0) {
        if (!generate_tuple(g, defaults))
            return false;
        parts |= FUNCTION_DEFAULTS;
    }
    if (!generate_keyword_defaults(g, arguments, &parts)
        || (!is_lambda && !generate_annotations(g, n, &parts))
        || !generate_inner(g, n->scope, n, CODE_FUNCTION, parts,
                           is_lambda ? generate_lambda_body : generate_function_body))
        return false;
    if (!is_lambda)
        generate_decorated(g, n->function_def.decorator_list);
    return true;
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

bool generate_class(generator *g, node *n)
{
    emitter *const e = g->emitter;
    if (!generate_decorators(g, n->class_def.decorator_list)
        || !generate_check_keywords(g, n->class_def.keywords)
        || !generate_inner(g, n->scope, n, CODE_CLASS_BODY, 0, generate_class_body))
        return false;
    emit_text(e, n->class_def.name, (int)strlen(n->class_def.name));
    if (!generate_tuple(g, n->class_def.bases))
        return false;
    if (n->class_def.keywords.count == 0)
        emit(e, OP_LOAD_NONE, BC_NOARG);
    else if (!generate_keywords(g, n->class_def.keywords, 3))
        return false;
    emit_place(e, n->place);
    emit_operation(e, OPERATION_BUILD_CLASS, 0, 0);
    generate_decorated(g, n->class_def.decorator_list);
    return true;
}
