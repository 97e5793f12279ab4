/* syntax_errors.c -- what syntax_errors.h describes. */
#include "language/syntax_errors.h"

#include "base/current.h"
#include "language/exceptions.h"

#include <stdio.h>
#include <string.h>

source_error *syntax_error_new(SourceData_ source, int line, const char *message)
{
    source_error *const error = pkhost_libc_malloc(sizeof *error);
    *error = (source_error){ .base = { .src = source, .lineno = line } };
    snprintf(error->base.msg, sizeof error->base.msg, "%s", message);
    PK_INCREF(source);
    pkhost_here->checks.source_error = error;
    return error;
}

/* How many characters are before a byte of a line, plus 1. */
static int offset_of(const char *start, const char *end, int column)
{
    int offset = 1;
    if (column < 0) /* CPython's own numbers for "not known" */
        return column + 1;
    for (int i = 0; i < column && start + i < end; i++)
        offset += ((unsigned char)start[i] & 0xC0) != 0x80;
    return offset;
}

static void set_int(py_TValue *place, int value)
{
    *place = (py_TValue){ .type = tp_int, ._i64 = value };
}

/* A line's text with its end; false: there is no such line. */
static bool line_of(SourceData_ source, int line, const char **start, const char **end)
{
    if (line < 1 || !SourceData__get_line(source, line, start, end) || *start == NULL)
        return false;
    const char *const last = source->source->data + source->source->size;
    return *start <= last && *end <= last;
}

bool syntax_error_make(py_OutRef out, const char *message)
{
    const source_error *const error = pkhost_here->checks.source_error;
    if (error == NULL || message != error->base.msg)
        return false;
    pkhost_here->checks.source_error = NULL;
    const char *start, *end;
    const SourceData_ source = error->base.src;
    py_StackRef text = py_pushtmp(), place = py_pushtmp();
    py_newstr(text, message);
    const bool has_line = line_of(source, error->base.lineno, &start, &end);
    py_Ref parts = py_newtuple(place, 6);
    memset(parts, 0, 6 * sizeof *parts);
    py_newstr(&parts[0], source->filename->data);
    set_int(&parts[1], error->base.lineno);
    set_int(&parts[2], has_line ? offset_of(start, end, error->column) : error->column + 1);
    if (has_line) {
        c11_sbuf line;
        c11_sbuf__ctor(&line);
        c11_sbuf__write_sv(&line, (c11_sv){ start, (int)(end - start) });
        c11_sbuf__write_char(&line, '\n');
        c11_sbuf__py_submit(&line, &parts[3]);
    } else {
        py_newnone(&parts[3]);
    }
    set_int(&parts[4], error->end_line);
    const bool has_end = line_of(source, error->end_line, &start, &end);
    set_int(&parts[5], has_end ? offset_of(start, end, error->end_column) : error->end_column + 1);
    const py_TValue given[2] = { *text, *place };
    exception_new(out, exception_type_of(error->class), 2, given);
    py_shrink(2);
    return true;
}
