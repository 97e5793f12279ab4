/* tracebacks.c -- what tracebacks.h describes. */
#include "language/tracebacks.h"

#include "base/current.h"
#include "interpose/facts.h"
#include "language/frame_objects.h"
#include "memory/region.h"

#include <string.h>

enum { PLACES_MOST = 4096, UNKNOWN = 0xFFFF };

/* ------------------------------------------------------------------------ their details */

place_details place_details_of(const BaseExceptionFrame *place)
{
    place_details d = { -1, -1, 0, -1, 0 };
    if (place->locals.type != tp_int)
        return d;
    const uint64_t packed = (uint64_t)place->locals._i64;
    const int column = packed & 0xFFFF, end_column = packed >> 16 & 0xFFFF;
    if (column != UNKNOWN && end_column != UNKNOWN) {
        d.column = column;
        d.end_column = end_column;
        d.end_line = packed >> 32 & 0xFFFF;
    }
    const int instruction = packed >> 48 & 0xFFFF;
    if (instruction != UNKNOWN)
        d.instruction = instruction;
    d.repeated = place->locals.extra;
    return d;
}

static int64_t packed(code_columns c, int instruction)
{
    const uint64_t at = instruction >= 0 && instruction < UNKNOWN ? (uint64_t)instruction : UNKNOWN;
    return (int64_t)(c.column | (uint64_t)c.end_column << 16 | (uint64_t)c.end_line << 32
                     | at << 48);
}

static const code_columns unknown_columns = { UNKNOWN, UNKNOWN, 0 };

/* Of the bytecode that a frame is at; what is not known of it. */
static int64_t packed_columns(const py_Frame *frame)
{
    const code_details *d = frame == NULL || frame->ip < 0 ? NULL : details_of(frame->co);
    code_columns c;
    if (d == NULL)
        return packed(unknown_columns, -1);
    const int64_t unknown = packed(unknown_columns, frame->ip);
    if (d->columns == 0)
        return unknown;
    /* What an iterator raises is not marked. */
    if (c11__getitem(Bytecode, &frame->co->codes, frame->ip).op == OP_FOR_ITER)
        return unknown;
    const uint64_t at = d->columns + (uint64_t)frame->ip * sizeof c;
    if (at + sizeof c > d->size)
        return unknown;
    memcpy(&c, (const char *)d + at, sizeof c);
    return packed(c, frame->ip);
}

/* ----------------------------------------------------------------------- the places */

static bool is_same(const BaseExceptionFrame *place, SourceData_ source, int line, const char *name)
{
    if (place->src != source || place->lineno != line)
        return false;
    return name == NULL ? place->name == NULL
                        : place->name != NULL && strcmp(place->name->data, name) == 0;
}

static BaseExceptionFrame *last_place(const exception *e)
{
    const int count = e->base.stacktrace.length;
    return count == 0 ? NULL : c11__at(BaseExceptionFrame, &e->base.stacktrace, count - 1);
}

/* The name of a frame's function in tracebacks; NULL: it runs a module. */
static const char *name_of(const py_Frame *frame, const char *given)
{
    const code_details *d = frame == NULL ? NULL : details_of(frame->co);
    return d != NULL && d->flags & (CODE_CLASS_BODY | CODE_FUNCTION) ? frame->co->name->data
                                                                     : given;
}

/* Most exceptions pass one or two frames; PocketPy's vectors begin with room for four. */
static void make_room(c11_vector *places)
{
    enum { FEW = 2 };
    if (places->length < places->capacity || places->length >= FEW)
        return;
    const int capacity = places->length + 1;
    places->data = PK_REALLOC(places->data, (size_t)capacity * sizeof(BaseExceptionFrame));
    places->capacity = capacity;
}

static BaseExceptionFrame *add(exception *e, SourceData_ source, int line, const char *name)
{
    c11_string *const copy = name == NULL ? NULL : c11_string__new(name);
    make_room(&e->base.stacktrace);
    BaseExceptionFrame *const place = c11_vector__emplace(&e->base.stacktrace);
    *place = (BaseExceptionFrame){ .src = source, .lineno = line, .name = copy };
    PK_INCREF(source);
    return place;
}

void traceback_add_place(const py_Frame *frame, py_Ref value, SourceData_ source, int line,
                         const char *function)
{
    exception *const e = exception_of(value);
    /* One frame too many: it has not begun, and CPython has not made it. */
    if (frame != NULL && frame->ip < 0 && value->type == tp_RecursionError)
        return;
    const char *const name = name_of(frame, function);
    BaseExceptionFrame *last = last_place(e);
    const int64_t columns = packed_columns(frame);
    if (last != NULL && last->locals.extra >= 0 && last->locals._i64 == columns
        && is_same(last, source, line, name)) {
        last->locals.extra++;
        return;
    }
    if (e->base.stacktrace.length >= PLACES_MOST)
        return;
    last = add(e, source, line, name);
    py_newint(&last->locals, columns);
    last->locals.extra = frame == NULL ? PLACE_OF_SOURCE : 0;
    if (frame != NULL)
        last->globals = frame_object_key(frame);
    if (e->base.stacktrace.length == 1 && pkhost_here->checks.noted != NULL)
        facts_keep(pkhost_here, value, last);
}

static void forget_places(exception *e)
{
    for (int i = 0; i < e->base.stacktrace.length; i++) {
        BaseExceptionFrame *place = c11__at(BaseExceptionFrame, &e->base.stacktrace, i);
        PK_DECREF(place->src);
        if (place->name != NULL)
            c11_string__delete(place->name);
    }
    e->base.stacktrace.length = 0;
    e->traceback = NULL;
}

/* ---------------------------------------------------------------- objects of a script's */

enum { NEXT, WHAT, SLOTS };

typedef struct traceback {
    SourceData_ source;
    c11_string *name; /* NULL: a module's */
    int line;
    py_TValue details; /* as a place's `locals` */
} traceback;

static py_Type traceback_type(void) { return pkhost_here->types.traceback; }

static void destroy(void *data)
{
    traceback *t = data;
    PK_DECREF(t->source);
    if (t->name != NULL)
        c11_string__delete(t->name);
}

static traceback *traceback_data(const py_TValue *value) { return PyObject__userdata(value->_obj); }

/* `next` may be None. */
static void traceback_new(py_OutRef out, const BaseExceptionFrame *place, const py_TValue *next)
{
    py_TValue made;
    const py_TValue after = *next;
    c11_string *const name = place->name == NULL ? NULL : c11_string__new(place->name->data);
    traceback *const t = py_newobject(&made, traceback_type(), SLOTS, sizeof *t);
    *t = (traceback){ place->src, name, place->lineno, place->locals };
    if (t->details.type != tp_int)
        t->details = (py_TValue){ .type = tp_int, ._i64 = packed(unknown_columns, -1) };
    t->details.extra = 0;
    PK_INCREF(t->source);
    *py_getslot(&made, NEXT) = after;
    *py_getslot(&made, WHAT) = place->globals;
    *out = made;
}

bool traceback_of(py_Ref value)
{
    exception *const e = exception_of(value);
    int length = 0;
    for (int i = 0; i < e->base.stacktrace.length; i++)
        length +=
            1 + place_details_of(c11__at(BaseExceptionFrame, &e->base.stacktrace, i)).repeated;
    if (e->traceback != NULL && e->traceback_length == length) {
        *py_retval() = exception_part(e->traceback);
        return true;
    }
    py_StackRef chain = py_pushtmp();
    py_newnone(chain);
    for (int i = 0; i < e->base.stacktrace.length; i++) {
        const BaseExceptionFrame *const place = c11__at(BaseExceptionFrame, &e->base.stacktrace, i);
        for (int times = place_details_of(place).repeated; times >= 0; times--)
            traceback_new(chain, place, chain);
    }
    e->traceback = exception_part_of(chain);
    e->traceback_length = length;
    *py_retval() = *chain;
    py_pop();
    return true;
}

static bool is_traceback(const py_TValue *value) { return value->type == traceback_type(); }

/* The innermost place comes first, and is the last of the chain. */
static void put_chain(exception *e, const py_TValue *first)
{
    int count = 0;
    for (py_TValue at = *first; is_traceback(&at); at = *py_getslot(&at, NEXT)) {
        traceback *const t = traceback_data(&at);
        BaseExceptionFrame *const last = last_place(e);
        const char *const name = t->name == NULL ? NULL : t->name->data;
        if (last != NULL && is_same(last, t->source, t->line, name)) {
            last->locals.extra++;
        } else if (count++ < PLACES_MOST) {
            BaseExceptionFrame *const place = add(e, t->source, t->line, name);
            place->locals = t->details;
            place->globals = *py_getslot(&at, WHAT);
        }
    }
    BaseExceptionFrame *const places = e->base.stacktrace.data;
    for (int i = 0, j = e->base.stacktrace.length - 1; i < j; i++, j--) {
        const BaseExceptionFrame other = places[i];
        places[i] = places[j];
        places[j] = other;
    }
}

bool traceback_put(py_Ref value, py_Ref object)
{
    exception *const e = exception_of(value);
    if (object->type != tp_NoneType && !is_traceback(object))
        return false;
    forget_places(e);
    if (is_traceback(object))
        put_chain(e, object);
    return true;
}

/* ------------------------------------------------------------------- their attributes */

static bool is_one(int argc, py_Ref argv)
{
    return (argc >= 1 && is_traceback(argv)) || TypeError("this attribute is of a traceback");
}

static bool next_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    *py_retval() = *py_getslot(argv, NEXT);
    return true;
}

static bool next_set(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    if (argv[1].type != tp_NoneType && !is_traceback(&argv[1]))
        return TypeError("expected traceback object or None, got '%t'", argv[1].type);
    for (py_TValue at = argv[1]; is_traceback(&at); at = *py_getslot(&at, NEXT))
        if (at._obj == argv[0]._obj)
            return ValueError("traceback loop detected");
    *py_getslot(argv, NEXT) = argv[1];
    py_newnone(py_retval());
    return true;
}

static bool line_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    py_newint(py_retval(), traceback_data(argv)->line);
    return true;
}

static place_details details_in(const traceback *t)
{
    return place_details_of(&(BaseExceptionFrame){ .locals = t->details });
}

/* As it is in CPython: twice that of the bytecode.  The code of a module is gone, and that in its
 * place has one position. */
static int instruction_of(py_Ref value)
{
    const int instruction = details_in(traceback_data(value)).instruction;
    return !function_is_ours(py_getslot(value, WHAT)) ? 0 : instruction < 0 ? -1 : 2 * instruction;
}

static bool last_instruction_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    py_newint(py_retval(), instruction_of(argv));
    return true;
}

/* What a frame was; its variables are gone. */
static bool frame_get(int argc, py_Ref argv)
{
    if (!is_one(argc, argv))
        return false;
    const traceback *const t = traceback_data(argv);
    const place_details d = details_in(t);
    const code_columns columns =
        d.column < 0
            ? unknown_columns
            : (code_columns){ (uint16_t)d.column, (uint16_t)d.end_column, (uint16_t)d.end_line };
    frame_object_of_place(py_retval(), py_getslot(argv, WHAT), t->source,
                          t->name == NULL ? NULL : t->name->data, t->line, instruction_of(argv),
                          columns);
    return true;
}

bool tracebacks_install(void)
{
    struct vm_types *const types = &pkhost_here->types;
    types->traceback = pk_newtype("traceback", tp_object, NULL, destroy, false, true);
    py_bindproperty(types->traceback, "tb_next", next_get, next_set);
    py_bindproperty(types->traceback, "tb_lineno", line_get, NULL);
    py_bindproperty(types->traceback, "tb_lasti", last_instruction_get, NULL);
    py_bindproperty(types->traceback, "tb_frame", frame_get, NULL);
    return true;
}
