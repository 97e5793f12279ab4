/* frame_objects.c -- what frame_objects.h describes. */
#include "language/frame_objects.h"

#include "base/current.h"
#include "interpose/frame_token.h"
#include "language/code_objects.h"
#include "language/handlers.h"
#include "language/namespaces.h"
#include "memory/region.h"

static const code_columns no_columns = { 0xFFFF, 0xFFFF, 0 };

static frame_object *data_of(const py_TValue *self) { return object_data(self); }
static py_TValue *slot(const py_TValue *self, enum frame_slot which)
{
    return &object_slots(self)[which];
}

static frame_object *make(py_OutRef out)
{
    py_TValue made;
    frame_object *const f = py_newobject(&made, pkhost_here->types.frame, FRAME_SLOTS, sizeof *f);
    *f = (frame_object){ .instruction = -1 };
    for (int i = 0; i < FRAME_SLOTS; i++)
        object_slots(&made)[i] = (py_TValue){ .type = tp_nil };
    *out = made;
    return f;
}

/* ------------------------------------------------------------------ which frame it is */

static uint32_t token_of(py_Frame *frame)
{
    if (frame_token(frame) == 0) {
        region *const r = region_of(frame);
        r->frame_tokens += r->frame_tokens == UINT32_MAX ? 2 : 1;
        frame_token_set(frame, r->frame_tokens);
    }
    return frame_token(frame);
}

int frame_object_instruction(const py_Frame *frame) { return frame->ip < 0 ? 0 : 2 * frame->ip; }

static void describe(const py_TValue *self, py_Frame *frame)
{
    frame_object *const f = data_of(self);
    f->line = Frame__lineno(frame);
    f->instruction = frame_object_instruction(frame);
    py_TValue made;
    if (frame_has_function(frame))
        code_object_of_function(&made, frame->p0);
    else
        code_object_of_place(&made, frame->co->src, NULL, frame->co->start_line, f->line,
                             no_columns);
    *slot(self, FRAME_CODE) = made;
    namespace_globals(frame, &made);
    *slot(self, FRAME_GLOBALS) = made;
}

void frame_object_of(py_OutRef out, py_Frame *frame)
{
    const uint32_t token = token_of(frame);
    py_TValue made;
    frame_object *const f = make(&made);
    f->frame = frame;
    f->token = token;
    describe(&made, frame);
    *out = made;
}

void frame_object_of_generator(py_OutRef out, const py_TValue *generator, const py_TValue *function)
{
    const py_TValue of = *generator;
    py_TValue made, part;
    make(&made);
    *slot(&made, FRAME_GENERATOR) = of;
    code_object_of_function(&part, function);
    *slot(&made, FRAME_CODE) = part;
    namespace_of(&part, &function_of(function)->globals);
    *slot(&made, FRAME_GLOBALS) = part;
    data_of(&made)->line = function_of(function)->decl->code.start_line;
    *out = made;
}

py_TValue frame_object_key(const py_Frame *frame)
{
    return frame_has_function(frame) ? *frame->p0 : *frame->globals;
}

void frame_object_of_place(py_OutRef out, const py_TValue *what, SourceData_ source,
                           const char *name, int line, int instruction, code_columns columns)
{
    const py_TValue of = *what;
    py_TValue made, part;
    frame_object *const f = make(&made);
    f->line = line;
    f->instruction = instruction;
    if (function_is_ours(&of)) {
        code_object_of_function(&part, &of);
        *slot(&made, FRAME_CODE) = part;
        namespace_of(&part, &function_of(&of)->globals);
        *slot(&made, FRAME_GLOBALS) = part;
    } else {
        code_object_of_place(&part, source, name, 1, line, columns);
        *slot(&made, FRAME_CODE) = part;
        if (of.type == tp_module || of.type == tp_dict)
            namespace_of(&part, &of);
        else
            py_newdict(&part);
        *slot(&made, FRAME_GLOBALS) = part;
        *slot(&made, FRAME_LOCALS) = part;
    }
    *out = made;
}
