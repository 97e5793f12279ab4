/* exception_text.c -- exceptions as text: str() and repr().
 *
 * As CPython's documentation and its tracebacks show them.  No exception's text is deeper than what
 * it holds, and py_str() and py_repr() look after that.
 */
#include "language/exception_text.h"

#include "base/current.h"
#include "interpose/natives.h"
#include "language/exception_types.h"

#include <stdio.h>
#include <string.h>

static bool is_given(const py_TValue *field)
{
    return field->type != tp_nil && field->type != tp_NoneType;
}

static bool give(c11_sbuf *text)
{
    c11_sbuf__py_submit(text, py_retval());
    return true;
}

/* Appends the str or repr of a value. */
static bool add(c11_sbuf *to, const py_TValue *value, bool (*as)(py_Ref))
{
    py_StackRef copy = py_pushtmp();
    *copy = value->type == tp_nil ? *py_None() : *value;
    const bool ok = as(copy);
    py_pop();
    if (ok)
        c11_sbuf__write_sv(to, py_tosv(py_retval()));
    else
        c11_sbuf__dtor(to); /* its user gives up */
    return ok;
}

static bool base_text(const exception *e)
{
    py_TValue args = e->base.args;
    switch (exception_argument_count(e)) {
    case 0: py_newstr(py_retval(), ""); return true;
    case 1: args = exception_argument(e, 0); return py_str(&args);
    default: return py_str(&args);
    }
}

static bool os_text(const exception *e)
{
    c11_sbuf text;
    const py_TValue *const f = e->fields;
    if (!is_given(&f[OS_ERRNO]) && !is_given(&f[OS_STRERROR]))
        return base_text(e);
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "[Errno ");
    if (!add(&text, &f[OS_ERRNO], py_str))
        return false;
    c11_sbuf__write_cstr(&text, "] ");
    if (!add(&text, &f[OS_STRERROR], py_str))
        return false;
    if (is_given(&f[OS_FILENAME])) {
        c11_sbuf__write_cstr(&text, ": ");
        if (!add(&text, &f[OS_FILENAME], py_repr))
            return false;
        if (is_given(&f[OS_FILENAME2])) {
            c11_sbuf__write_cstr(&text, " -> ");
            if (!add(&text, &f[OS_FILENAME2], py_repr))
                return false;
        }
    }
    return give(&text);
}

/* "…/f.py" is shown as "f.py". */
static c11_sv last_part(c11_sv path)
{
    for (int i = path.size; i > 0; i--)
        if (path.data[i - 1] == '/')
            return (c11_sv){ path.data + i, path.size - i };
    return path;
}

static bool syntax_text(const exception *e)
{
    c11_sbuf text;
    const py_TValue *const f = e->fields;
    const bool has_file = f[SYNTAX_FILENAME].type == tp_str,
               has_line = f[SYNTAX_LINENO].type == tp_int;
    c11_sbuf__ctor(&text);
    if (!add(&text, &f[SYNTAX_MSG], py_str))
        return false;
    if (has_file || has_line)
        c11_sbuf__write_cstr(&text, " (");
    if (has_file)
        c11_sbuf__write_sv(&text, last_part(py_tosv((py_Ref)&f[SYNTAX_FILENAME])));
    if (has_file && has_line)
        c11_sbuf__write_cstr(&text, ", ");
    if (has_line) {
        c11_sbuf__write_cstr(&text, "line ");
        c11_sbuf__write_i64(&text, f[SYNTAX_LINENO]._i64);
    }
    if (has_file || has_line)
        c11_sbuf__write_char(&text, ')');
    return give(&text);
}

/* The character of a str at an index, as UnicodeEncodeError shows it. */
static bool character_at(const py_TValue *text, int64_t index, unsigned *out)
{
    c11_sv s = py_tosv((py_Ref)text);
    for (int at = 0; at < s.size && index >= 0; index--) {
        const int size = c11__u8_header((unsigned char)s.data[at], true);
        if (size < 1 || at + size > s.size)
            return false;
        if (index == 0) {
            *out = (unsigned)c11__u8_value(size, s.data + at);
            return true;
        }
        at += size;
    }
    return false;
}

static bool unicode_text(const exception *e)
{
    c11_sbuf text;
    char piece[80] = "";
    const py_TValue *const f = e->fields;
    const bool decodes = e->kind == KIND_DECODE;
    if (f[UNICODE_OBJECT].type != (decodes ? tp_bytes : tp_str) || f[UNICODE_START].type != tp_int
        || f[UNICODE_END].type != tp_int) {
        if (f[UNICODE_OBJECT].type == tp_nil)
            return base_text(e);
        py_newstr(py_retval(), "");
        return true;
    }
    const int64_t start = f[UNICODE_START]._i64, end = f[UNICODE_END]._i64;
    unsigned character = 0;
    c11_sbuf__ctor(&text);
    if (e->kind != KIND_TRANSLATE) {
        c11_sbuf__write_char(&text, '\'');
        if (!add(&text, &f[UNICODE_ENCODING], py_str))
            return false;
        c11_sbuf__write_cstr(&text, "' codec ");
    }
    const char *const does = decodes                     ? "can't decode"
                             : e->kind == KIND_TRANSLATE ? "can't translate"
                                                         : "can't encode";
    c11_sbuf__write_cstr(&text, does);
    int size = 0;
    const unsigned char *const bytes =
        decodes ? py_tobytes((py_Ref)&f[UNICODE_OBJECT], &size) : NULL;
    if (decodes && end == start + 1 && start >= 0 && start < size) {
        snprintf(piece, sizeof piece, " byte 0x%02x in position %lld: ", bytes[start],
                 (long long)start);
    } else if (!decodes && end == start + 1
               && character_at(&f[UNICODE_OBJECT], start, &character)) {
        const char *const form = character <= 0xFF     ? " character '\\x%02x' in position %lld: "
                                 : character <= 0xFFFF ? " character '\\u%04x' in position %lld: "
                                                       : " character '\\U%08x' in position %lld: ";
        snprintf(piece, sizeof piece, form, character, (long long)start);
    } else {
        snprintf(piece, sizeof piece,
                 " %s in position %lld-%lld: ", decodes ? "bytes" : "characters", (long long)start,
                 (long long)end - 1);
    }
    c11_sbuf__write_cstr(&text, piece);
    return add(&text, &f[UNICODE_REASON], py_str) && give(&text);
}

static bool group_text(const exception *e)
{
    c11_sbuf text;
    const int count = e->fields[GROUP_EXCEPTIONS].type == tp_tuple
                          ? py_tuple_len((py_Ref)&e->fields[GROUP_EXCEPTIONS])
                          : 0;
    c11_sbuf__ctor(&text);
    if (!add(&text, &e->fields[GROUP_MESSAGE], py_str))
        return false;
    pk_sprintf(&text, " (%d sub-exception%s)", count, count == 1 ? "" : "s");
    return give(&text);
}

bool exception_text(const py_TValue *value)
{
    const exception *const e = exception_of(value);
    py_TValue only = exception_argument(e, 0);
    if (exception_argument_count(e) == 1 && py_isinstance((py_Ref)value, tp_KeyError))
        return py_repr(&only);
    switch (e->kind) {
    case KIND_IMPORT:
        if (e->fields[IMPORT_MSG].type != tp_str)
            return base_text(e);
        *py_retval() = e->fields[IMPORT_MSG];
        return true;
    case KIND_OS: return os_text(e);
    case KIND_SYNTAX: return syntax_text(e);
    case KIND_DECODE:
    case KIND_ENCODE:
    case KIND_TRANSLATE: return unicode_text(e);
    case KIND_GROUP: return group_text(e);
    default: return base_text(e);
    }
}

static bool exception_str(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return is_exception(argv) ? exception_text(argv) : TypeError("this method is of exceptions");
}

static bool exception_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!is_exception(argv))
        return TypeError("this method is of exceptions");
    c11_sbuf text;
    const exception *const e = exception_of(argv);
    const int count = exception_argument_count(e);
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, py_tpname(argv->type));
    if (count != 1)
        return (count == 0 ? (c11_sbuf__write_cstr(&text, "()"), true)
                           : add(&text, &e->base.args, py_repr))
               && give(&text);
    const py_TValue only = exception_argument(e, 0);
    c11_sbuf__write_char(&text, '(');
    if (!add(&text, &only, py_repr))
        return false;
    c11_sbuf__write_char(&text, ')');
    return give(&text);
}

bool exception_text_install(void)
{
    static const native of_base[] = { { "__str__", exception_str },
                                      { "__repr__", exception_repr } };
    return natives_replace(py_tpobject(tp_BaseException), of_base, COUNT(of_base));
}
