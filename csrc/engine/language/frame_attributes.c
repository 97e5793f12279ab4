/* frame_attributes.c -- what scripts ask frames for. */
#include "base/current.h"
#include "interpose/frame_token.h"
#include "language/frame_objects.h"
#include "language/generators.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/namespaces.h"

static frame_object *data_of(const py_TValue *self) { return object_data(self); }
static py_TValue *slot(const py_TValue *self, enum frame_slot which)
{
    return &object_slots(self)[which];
}

/* The frame among those that are entered, or NULL. */
static py_Frame *entered(const py_TValue *self)
{
    const frame_object *const f = data_of(self);
    const py_TValue *const generator = slot(self, FRAME_GENERATOR);
    for (py_Frame *at = pk_current_vm->top_frame; at != NULL; at = at->f_back) {
        if (f->token != 0 && at == f->frame && frame_token(at) == f->token)
            return at;
        if (!value_is_nil(generator) && generator_runs_in(generator, at))
            return at;
    }
    return NULL;
}

/* The frame, entered or that of a paused generator, and where its variables are; else NULL. */
static const py_Frame *find(const py_TValue *self, const py_TValue **function,
                            const py_TValue **slots)
{
    const py_Frame *const frame = entered(self);
    if (frame != NULL) {
        *function = frame->p0;
        *slots = frame->locals;
        return frame;
    }
    const py_TValue *const generator = slot(self, FRAME_GENERATOR);
    return value_is_nil(generator) ? NULL : generator_paused_frame(generator, function, slots);
}

/* -------------------------------------------------------------------- attributes */

static bool is_one(int argc, py_Ref argv)
{
    return (argc >= 1 && argv->type == pkhost_here->types.frame)
           || TypeError("this attribute is of a frame");
}

static bool give(const py_TValue *value)
{
    *py_retval() = value_is_nil(value) ? value_none() : *value;
    return true;
}

static bool code_get(int argc, py_Ref argv)
{
    return is_one(argc, argv) && give(slot(argv, FRAME_CODE));
}

static bool globals_get(int argc, py_Ref argv)
{
    return is_one(argc, argv) && give(slot(argv, FRAME_GLOBALS));
}

static bool locals_get(int argc, py_Ref argv)
{
    const py_TValue *function, *slots;
    if (!is_one(argc, argv))
        return false;
    const py_Frame *const frame = find(argv, &function, &slots);
    py_StackRef made = py_pushtmp();
    if (frame != NULL && slots == frame->locals) {
        if (!namespace_locals(frame, made))
            return false;
        *slot(argv, FRAME_LOCALS) = *made;
    } else if (frame != NULL) {
        if (!namespace_of_slots(frame->co, function, slots, made))
            return false;
        *slot(argv, FRAME_LOCALS) = *made;
    } else if (value_is_nil(slot(argv, FRAME_LOCALS))) {
        py_newdict(made);
        *slot(argv, FRAME_LOCALS) = *made;
    }
    py_pop();
    return give(slot(argv, FRAME_LOCALS));
}

static bool back_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    const py_Frame *const frame = entered(argv);
    if (frame != NULL && frame->f_back != NULL && value_is_nil(slot(argv, FRAME_BACK))) {
        py_TValue made;
        frame_object_of(&made, frame->f_back);
        if (data_of(argv)->token == 0)
            return give(&made); /* of a generator: another one the next time */
        *slot(argv, FRAME_BACK) = made;
    }
    return give(slot(argv, FRAME_BACK));
}

static bool line_get(int argc, py_Ref argv)
{
    const py_TValue *function, *slots;
    if (!is_one(argc, argv))
        return false;
    const py_Frame *const frame = find(argv, &function, &slots);
    if (frame != NULL && frame->ip >= 0)
        data_of(argv)->line = Frame__lineno(frame);
    py_newint(py_retval(), data_of(argv)->line);
    return true;
}

static bool instruction_get(int argc, py_Ref argv)
{
    const py_TValue *function, *slots;
    if (!is_one(argc, argv))
        return false;
    const py_Frame *const frame = find(argv, &function, &slots);
    if (frame != NULL)
        data_of(argv)->instruction = frame_object_instruction(frame);
    py_newint(py_retval(), data_of(argv)->instruction);
    return true;
}

static bool builtins_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    namespace_of(py_retval(), pk_current_vm->builtins);
    return true;
}

static bool trace_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool clear(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    if (argc != 1)
        return TypeError("frame.clear() takes no arguments (%d given)", argc - 1);
    if (entered(argv) != NULL)
        return RuntimeError("cannot clear an executing frame");
    const py_TValue *const generator = slot(argv, FRAME_GENERATOR);
    if (!value_is_nil(generator))
        return generator_close(pk_current_vm, generator);
    py_newnone(py_retval());
    return true;
}

static bool represent(int argc, py_Ref argv)
{
    if (!line_get(argc, argv))
        return false;
    py_StackRef parts = py_pushtmp();
    *parts = *slot(argv, FRAME_CODE);
    if (!py_getattr(parts, py_name("co_filename")) || !py_repr(py_retval()))
        return false;
    py_StackRef file = py_pushtmp();
    *file = *py_retval();
    if (!py_getattr(parts, py_name("co_name")))
        return false;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<frame at ");
    c11_sbuf__write_ptr(&text, argv->_obj);
    pk_sprintf(&text, ", file %v, line %d, code %v>", py_tosv(file), data_of(argv)->line,
               py_tosv(py_retval()));
    c11_sbuf__py_submit(&text, py_retval());
    py_shrink(2);
    return true;
}

/* Two that were asked for apart are one frame. */
static bool equal(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    bool same = argv[0]._obj == argv[1]._obj;
    if (!same && is_one(argc, argv) && argv[1].type == argv->type && data_of(argv)->token != 0)
        same = data_of(argv)->token == data_of(&argv[1])->token;
    py_newbool(py_retval(), same);
    return true;
}

static bool hash(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    py_newint(py_retval(), data_of(argv)->token != 0 ? (intptr_t)data_of(argv)->token
                                                     : (intptr_t)(uint32_t)(uintptr_t)argv->_obj);
    return true;
}

bool frame_attributes_install(void)
{
    static const struct {
        const char *name;
        py_CFunction get;
    } properties[] = {
        { "f_back", back_get },       { "f_builtins", builtins_get }, { "f_code", code_get },
        { "f_globals", globals_get }, { "f_lasti", instruction_get }, { "f_lineno", line_get },
        { "f_locals", locals_get },   { "f_trace", trace_get },
    };
    const py_Type type = pk_newtype("frame", tp_object, NULL, NULL, false, true);
    pkhost_here->types.frame = type;
    for (size_t i = 0; i < COUNT(properties); i++)
        py_bindproperty(type, properties[i].name, properties[i].get, NULL);
    py_bindmethod(type, "clear", clear);
    py_bindmagic(type, __repr__, represent);
    py_bindmagic(type, __eq__, equal);
    py_bindmagic(type, __hash__, hash);
    return true;
}
