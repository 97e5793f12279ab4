/* traceback_text.c -- what traceback_text.h describes.
 *
 * The form is that of CPython's Lib/traceback.py.  What is printed has bounds, since a script chooses
 * how long its chains are, and how deep its groups.
 */
#include "python/traceback_text.h"

#include "base/current.h"
#include "base/library.h"
#include "interpose/exceptions.h"
#include "language/exception_types.h"
#include "language/suggestions.h"
#include "language/tracebacks.h"
#include "python/traceback_anchors.h"

#include <string.h>

enum {
    TEXT_MOST = 1 << 20,
    CHAIN_MOST = 200,
    GROUP_WIDTH = 15,
    GROUP_DEPTH = 10,
    REPEATED_SHOWN = 3, /* of a place that comes again and again */
    ANCHORED_MOST = 1000,
};

/* What is written, and how it is indented. */
typedef struct printer {
    c11_sbuf out;
    int depth; /* of groups */
    bool need_close;
    bool with_chain;
} printer;

/* ------------------------------------------------------------------------- lines */

static void indent(printer *p)
{
    for (int i = 0; i < p->depth; i++)
        c11_sbuf__write_cstr(&p->out, "  ");
}

/* Lines of text, each with the margin of the group that it is in. */
static void emit_with(printer *p, char margin, c11_sv text)
{
    while (text.size > 0 && p->out.data.length < TEXT_MOST) {
        const char *const newline = memchr(text.data, '\n', (size_t)text.size);
        const int size = newline == NULL ? text.size : (int)(newline - text.data) + 1;
        indent(p);
        if (p->depth > 0) {
            c11_sbuf__write_char(&p->out, margin);
            c11_sbuf__write_char(&p->out, ' ');
        }
        c11_sbuf__write_sv(&p->out, (c11_sv){ text.data, size });
        text.data += size;
        text.size -= size;
    }
}

static void emit(printer *p, const char *text)
{
    emit_with(p, '|', (c11_sv){ text, (int)strlen(text) });
}

static void emit_buffer(printer *p, c11_sbuf *buffer)
{
    c11_string *const text = c11_sbuf__submit(buffer);
    emit_with(p, '|', (c11_sv){ text->data, text->size });
    c11_string__delete(text);
}

/* ------------------------------------------------------------------------- places */

static void repeat(c11_sbuf *to, char c, int count)
{
    for (int i = 0; i < count; i++)
        c11_sbuf__write_char(to, c);
}

static int characters(const char *from, const char *to)
{
    int count = 0;
    for (const char *at = from; at < to; at++)
        count += ((unsigned char)*at & 0xC0) != 0x80;
    return count;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

typedef struct line {
    const char *start, *end;     /* all of it */
    const char *text, *text_end; /* without the spaces around */
} line;

static bool line_of(SourceData_ source, int number, line *out)
{
    if (number < 1 || !SourceData__get_line(source, number, &out->start, &out->end)
        || out->start == NULL)
        return false;
    const char *const first = source->source->data, *const last = first + source->source->size;
    if (out->start < first || out->end > last || out->start > out->end)
        return false;
    out->text = out->start;
    out->text_end = out->end;
    while (out->text < out->text_end && is_space(*out->text))
        out->text++;
    while (out->text_end > out->text && is_space(out->text_end[-1]))
        out->text_end--;
    return true;
}

/* The marks below a line: under what the bytecode stands for, unless that is all of it. */
static void add_marks(c11_sbuf *to, const line *l, const place_details *d)
{
    const int length = (int)(l->end - l->start);
    if (d->column < 0 || d->column > length)
        return;
    const bool one_line = d->end_line == 0;
    const char *const from = l->start + d->column;
    const char *const until =
        one_line && d->end_column <= length ? l->start + d->end_column : l->text_end;
    if (from < l->text || until <= from)
        return;
    int start = 0, end = 0;
    const bool anchored = one_line && until - from < ANCHORED_MOST
                          && traceback_anchors(from, (int)(until - from), &start, &end);
    const int marked = characters(from, until);
    const bool shown = marked < characters(l->text, l->text_end)
                       || (anchored && characters(from + start, from + end) > 0);
    if (!shown)
        return;
    c11_sbuf__write_cstr(to, "    ");
    repeat(to, ' ', characters(l->text, from));
    if (anchored) {
        repeat(to, '~', characters(from, from + start));
        repeat(to, '^', characters(from + start, from + end));
        repeat(to, '~', characters(from + end, until));
    } else {
        repeat(to, '^', marked);
    }
    c11_sbuf__write_char(to, '\n');
}

static void add_place(c11_sbuf *to, const BaseExceptionFrame *place)
{
    line l;
    const place_details d = place_details_of(place);
    pk_sprintf(to, "  File \"%s\", line %d, in %s\n", place->src->filename->data, place->lineno,
               place->name == NULL ? "<module>" : place->name->data);
    /* Of "<string>" CPython has no source: code that exec() runs. */
    if (place->src->filename->data[0] == '<' || !line_of(place->src, place->lineno, &l)
        || l.text == l.text_end)
        return;
    c11_sbuf__write_cstr(to, "    ");
    c11_sbuf__write_sv(to, (c11_sv){ l.text, (int)(l.text_end - l.text) });
    c11_sbuf__write_char(to, '\n');
    add_marks(to, &l, &d);
}

static bool is_shown(const BaseExceptionFrame *place)
{
    return place_details_of(place).repeated != PLACE_OF_SOURCE && !library_has(place->src);
}

/* The same line of the same function, though perhaps another part of it. */
static bool is_same_line(const BaseExceptionFrame *a, const BaseExceptionFrame *b)
{
    if (a == NULL || a->src != b->src || a->lineno != b->lineno)
        return false;
    return a->name == NULL || b->name == NULL ? a->name == b->name
                                              : strcmp(a->name->data, b->name->data) == 0;
}

static void emit_repetition(printer *p, int times)
{
    if (times <= REPEATED_SHOWN)
        return;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "  [Previous line repeated %d more time%s]\n", times - REPEATED_SHOWN,
               times - REPEATED_SHOWN == 1 ? "" : "s");
    emit_buffer(p, &text);
}

static void emit_places(printer *p, const exception *e)
{
    const BaseExceptionFrame *last = NULL;
    int times = 0; /* that the line came */
    for (int i = e->base.stacktrace.length - 1; i >= 0; i--) {
        const BaseExceptionFrame *const place = c11__at(BaseExceptionFrame, &e->base.stacktrace, i);
        if (!is_shown(place) || p->out.data.length >= TEXT_MOST)
            continue;
        if (!is_same_line(last, place)) {
            emit_repetition(p, times);
            times = 0;
        }
        last = place;
        const int until = times + place_details_of(place).repeated + 1;
        for (; times < until && times < REPEATED_SHOWN; times++) {
            c11_sbuf text;
            c11_sbuf__ctor(&text);
            add_place(&text, place);
            emit_buffer(p, &text);
        }
        times = until;
    }
    emit_repetition(p, times);
}

static bool has_places(const exception *e)
{
    for (int i = 0; i < e->base.stacktrace.length; i++)
        if (is_shown(c11__at(BaseExceptionFrame, &e->base.stacktrace, i)))
            return true;
    return false;
}

/* ---------------------------------------------------------------------- the last line */

/* The value as text in the VM's retval; what fails is `otherwise`. */
static void safe_text(py_StackRef value, bool (*as)(py_Ref), const char *otherwise)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    py_TValue copy = *value;
    if (!as(&copy) || !py_isinstance(py_retval(), tp_str)) {
        py_clearexc(NULL);
        py_newstr(py_retval(), otherwise);
    }
    pk_current_vm->stack.sp = before;
}

/* An attribute of a class that is a str; nil: it has none. */
static py_TValue text_attribute(py_Type type, const char *name)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    py_TValue found = { .type = tp_nil };
    if (py_getattr(py_tpobject(type), py_name(name)) && py_retval()->type == tp_str)
        found = *py_retval();
    py_clearexc(NULL);
    pk_current_vm->stack.sp = before;
    return found;
}

static void add_class(c11_sbuf *to, py_Type type)
{
    py_StackRef module = py_pushtmp(), name = py_pushtmp();
    *module = text_attribute(type, "__module__");
    *name = text_attribute(type, "__qualname__");
    if (module->type == tp_str && strcmp(py_tostr(module), "builtins") != 0
        && strcmp(py_tostr(module), "__main__") != 0) {
        c11_sbuf__write_sv(to, py_tosv(module));
        c11_sbuf__write_char(to, '.');
    }
    if (name->type == tp_str)
        c11_sbuf__write_sv(to, py_tosv(name));
    else
        c11_sbuf__write_cstr(to, py_tpname(type));
    py_shrink(2);
}

/* What may have been meant, in `out`; nil: nothing. */
static void find_suggestion(const exception *e, py_StackRef out)
{
    py_newnil(out);
    if (e->kind == KIND_NAME)
        *out = e->fields[NAME_MEANT];
    if (e->kind != KIND_ATTRIBUTE || e->fields[ATTRIBUTE_NAME].type != tp_str
        || e->fields[ATTRIBUTE_OBJECT].type == tp_nil)
        return;
    py_Ref dir = py_getbuiltin(py_name("dir"));
    py_TValue object = e->fields[ATTRIBUTE_OBJECT];
    py_StackRef const before = pk_current_vm->stack.sp;
    if (dir != NULL && py_call(dir, 1, &object) && py_retval()->type == tp_list) {
        py_StackRef names = py_pushtmp();
        *names = *py_retval();
        suggestion_among(names, py_tosv((py_Ref)&e->fields[ATTRIBUTE_NAME]), out);
    }
    py_clearexc(NULL);
    pk_current_vm->stack.sp = before;
}

static bool is_syntax_error(const exception *e) { return e->kind == KIND_SYNTAX; }

void traceback_message(py_StackRef value)
{
    const exception *const e = exception_of(value);
    if (is_syntax_error(e)) {
        const py_TValue *const said = &e->fields[SYNTAX_MSG];
        if (said->type == tp_str)
            *py_retval() = *said;
        else
            py_newstr(py_retval(), "<no detail available>");
        return;
    }
    safe_text(value, py_str, "<exception str() failed>");
    py_StackRef text = py_pushtmp(), meant = py_pushtmp();
    *text = *py_retval();
    find_suggestion(e, meant);
    if (meant->type == tp_str) {
        c11_sbuf whole;
        c11_sbuf__ctor(&whole);
        c11_sbuf__write_sv(&whole, py_tosv(text));
        c11_sbuf__write_cstr(&whole, ". Did you mean: '");
        c11_sbuf__write_sv(&whole, py_tosv(meant));
        c11_sbuf__write_cstr(&whole, "'?");
        c11_sbuf__py_submit(&whole, text);
    }
    *py_retval() = *text;
    py_shrink(2);
}

/* What is marked in the line of a syntax error: it goes on to the end of the line where the error
 * does; of an indentation, one place is marked. */
static int marked_of(const exception *e, py_Type type, int64_t offset, int length)
{
    const py_TValue *const f = e->fields;
    int64_t end = f[SYNTAX_END_OFFSET].type == tp_int ? f[SYNTAX_END_OFFSET]._i64 : 0;
    if (f[SYNTAX_END_LINENO].type == tp_int && f[SYNTAX_END_LINENO]._i64 > f[SYNTAX_LINENO]._i64)
        end = length + 1;
    if (end > length + 1)
        end = length + 1;
    if (py_issubclass(type, exception_type_of(EXCEPTION_IndentationError)) || end <= offset)
        return 1;
    return (int)(end - offset);
}

/* The place of a syntax error, with the line and what is marked in it. */
static void emit_syntax_place(printer *p, py_StackRef value)
{
    const exception *const e = exception_of(value);
    const py_TValue *const f = e->fields;
    c11_sbuf to;
    if (f[SYNTAX_LINENO].type != tp_int)
        return;
    c11_sbuf__ctor(&to);
    pk_sprintf(&to, "  File \"%s\", line %i\n",
               f[SYNTAX_FILENAME].type == tp_str ? py_tostr((py_Ref)&f[SYNTAX_FILENAME])
                                                 : "<string>",
               f[SYNTAX_LINENO]._i64);
    if (f[SYNTAX_TEXT].type == tp_str) {
        c11_sv text = py_tosv((py_Ref)&f[SYNTAX_TEXT]);
        if (text.size > 0 && text.data[text.size - 1] == '\n')
            text.size--;
        const char *start = text.data, *const end = text.data + text.size;
        while (start < end && (*start == ' ' || *start == '\t' || *start == '\f'))
            start++;
        c11_sbuf__write_cstr(&to, "    ");
        c11_sbuf__write_sv(&to, (c11_sv){ start, (int)(end - start) });
        c11_sbuf__write_char(&to, '\n');
        const int64_t offset = f[SYNTAX_OFFSET].type == tp_int ? f[SYNTAX_OFFSET]._i64 : 0;
        const int length = characters(text.data, end);
        const int64_t before =
            (offset > length + 1 ? length + 1 : offset) - 1 - (start - text.data);
        if (before >= 0) {
            c11_sbuf__write_cstr(&to, "    ");
            repeat(&to, ' ', (int)before);
            repeat(&to, '^', marked_of(e, value->type, offset, length));
            c11_sbuf__write_char(&to, '\n');
        }
    }
    emit_buffer(p, &to);
}

static void emit_notes(printer *p, py_StackRef value)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    if (value->_obj->slots != -1 || !py_getattr(value, py_name("__notes__"))) {
        py_clearexc(NULL);
        pk_current_vm->stack.sp = before;
        return;
    }
    py_StackRef notes = py_pushtmp(), note = py_pushtmp();
    *notes = *py_retval();
    for (int i = 0; notes->type == tp_list && i < py_list_len(notes); i++) {
        c11_sbuf text;
        *note = *py_list_getitem(notes, i);
        safe_text(note, py_str, "<note str() failed>");
        c11_sbuf__ctor(&text);
        c11_sbuf__write_sv(&text, py_tosv(py_retval()));
        c11_sbuf__write_char(&text, '\n');
        emit_buffer(p, &text);
    }
    pk_current_vm->stack.sp = before;
}

static void emit_exception_only(printer *p, py_StackRef value)
{
    c11_sbuf text;
    if (is_syntax_error(exception_of(value)))
        emit_syntax_place(p, value);
    traceback_message(value);
    py_StackRef message = py_pushtmp();
    *message = *py_retval();
    c11_sbuf__ctor(&text);
    add_class(&text, value->type);
    if (py_tosv(message).size > 0) {
        c11_sbuf__write_cstr(&text, ": ");
        c11_sbuf__write_sv(&text, py_tosv(message));
    }
    c11_sbuf__write_char(&text, '\n');
    emit_buffer(p, &text);
    py_pop();
    emit_notes(p, value);
}

/* ---------------------------------------------------------------------------- chains */

static void emit_chain(printer *p, py_StackRef value);

static void emit_members(printer *p, const exception *e)
{
    const py_TValue *const members = &e->fields[GROUP_EXCEPTIONS];
    const int count = members->type == tp_tuple ? py_tuple_len((py_Ref)members) : 0;
    const int shown = count <= GROUP_WIDTH ? count : GROUP_WIDTH + 1;
    p->need_close = false;
    for (int i = 0; i < shown; i++) {
        if (i == shown - 1)
            p->need_close = true;
        indent(p);
        c11_sbuf__write_cstr(&p->out, i == 0 ? "+-" : "  ");
        if (i < GROUP_WIDTH)
            pk_sprintf(&p->out, "+---------------- %d ----------------\n", i + 1);
        else
            c11_sbuf__write_cstr(&p->out, "+---------------- ... ----------------\n");
        p->depth++;
        if (i < GROUP_WIDTH) {
            py_StackRef member = py_pushtmp();
            *member = *py_tuple_getitem((py_Ref)members, i);
            emit_chain(p, member);
            py_pop();
        } else {
            c11_sbuf text;
            const int left = count - GROUP_WIDTH;
            c11_sbuf__ctor(&text);
            pk_sprintf(&text, "and %d more exception%s\n", left, left > 1 ? "s" : "");
            emit_buffer(p, &text);
        }
        if (i == shown - 1 && p->need_close) {
            indent(p);
            c11_sbuf__write_cstr(&p->out, "+------------------------------------\n");
            p->need_close = false;
        }
        p->depth--;
    }
}

static void emit_group(printer *p, py_StackRef value)
{
    const exception *const e = exception_of(value);
    if (p->depth > GROUP_DEPTH) {
        emit(p, "... (max_group_depth is 10)\n");
        return;
    }
    const bool is_outermost = p->depth == 0;
    if (is_outermost)
        p->depth++;
    if (has_places(e)) {
        static const char head[] = "Exception Group Traceback (most recent call last):\n";
        emit_with(p, is_outermost ? '+' : '|', (c11_sv){ head, sizeof head - 1 });
        emit_places(p, e);
    }
    emit_exception_only(p, value);
    emit_members(p, e);
    if (is_outermost)
        p->depth = 0;
}

static void emit_one(printer *p, py_StackRef value)
{
    const exception *const e = exception_of(value);
    if (p->out.data.length >= TEXT_MOST || stack_is_low())
        return;
    if (e->kind == KIND_GROUP) {
        emit_group(p, value);
        return;
    }
    if (has_places(e)) {
        emit(p, "Traceback (most recent call last):\n");
        emit_places(p, e);
    }
    emit_exception_only(p, value);
}

/* The exceptions that led to one come first; chains are followed by a loop. */
static void emit_chain(printer *p, py_StackRef value)
{
    py_StackRef chain = py_pushtmp(), one = py_pushtmp();
    bool is_cause[CHAIN_MOST];
    int count = 0;
    py_newlist(chain);
    *one = *value;
    for (bool more = true; more && count < CHAIN_MOST;) {
        const exception *const e = exception_of(one);
        for (int i = 0; more && i < count; i++)
            more = py_list_getitem(chain, i)->_obj != one->_obj;
        if (!more) /* a circle */
            break;
        py_list_append(chain, one);
        const bool has_cause = e->cause != NULL;
        is_cause[count++] = has_cause;
        more = p->with_chain
               && (has_cause || (e->base.inner_exc.type != tp_nil && !e->suppress_context));
        if (more)
            *one = has_cause ? exception_part(e->cause) : e->base.inner_exc;
    }
    for (int i = count - 1; i >= 0; i--) {
        if (i < count - 1)
            emit(p,
                 is_cause[i]
                     ? "\nThe above exception was the direct cause of the following exception:\n\n"
                     : "\nDuring handling of the above exception, another exception occurred:\n\n");
        *one = *py_list_getitem(chain, i);
        emit_one(p, one);
    }
    py_shrink(2);
}

bool traceback_text(py_StackRef value, bool with_chain)
{
    printer p = { .with_chain = with_chain };
    c11_sbuf__ctor(&p.out);
    emit_chain(&p, value);
    c11_sbuf__py_submit(&p.out, py_retval());
    return true;
}
