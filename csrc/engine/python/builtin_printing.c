/* builtin_printing.c -- print() and input() of dialect "python".
 *
 * They use what sys.stdout and sys.stdin are at the time, as CPython's do: a script may have put
 * something of its own there.  The streams themselves: python/system.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/module_table.h"
#include "interpose/natives.h"
#include "io/streams.h"
#include "language/exceptions.h"
#include "language/signatures.h"
#include "python/builtin_install.h"
#include "python/text_streams.h"

#include <string.h>

typedef struct printing {
    py_TValue sep, end; /* str, or nil: as it is by default */
    py_TValue file;     /* nil: sys.stdout */
    int stream;         /* of the host's, or 0: the file's write() is to be called */
} printing;

static bool is_text_or_none(py_Ref value, const char *name)
{
    return value->type == tp_nil || value->type == tp_NoneType || py_isinstance(value, tp_str)
           || TypeError("%s must be None or a string, not %t", name, value->type);
}

static bool write_piece(const printing *p, c11_sbuf *whole, c11_sv text)
{
    if (p->stream != 0) {
        c11_sbuf__write_sv(whole, text);
        return true;
    }
    py_TValue file = p->file;
    py_StackRef piece = py_pushtmp();
    py_newstrv(piece, text);
    const bool ok = text_stream_call(&file, "write", 1, piece);
    py_pop();
    return ok;
}

static c11_sv text_or(const py_TValue *given, const char *otherwise)
{
    return given->type == tp_str ? py_tosv((py_Ref)given)
                                 : (c11_sv){ otherwise, (int)strlen(otherwise) };
}

static bool print_all(const printing *p, int count, py_Ref values)
{
    c11_sbuf whole;
    c11_sbuf__ctor(&whole);
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        ok = (i == 0 || write_piece(p, &whole, text_or(&p->sep, " "))) && py_str(&values[i]);
        if (!ok)
            break;
        py_StackRef text = py_pushtmp();
        *text = *py_retval();
        ok = write_piece(p, &whole, py_tosv(text));
        py_pop();
    }
    if (!ok || !write_piece(p, &whole, text_or(&p->end, "\n"))) {
        c11_sbuf__dtor(&whole);
        return false;
    }
    c11_string *const text = c11_sbuf__submit(&whole);
    if (p->stream != 0)
        streams_write(p->stream, text->data, (size_t)text->size);
    c11_string__delete(text);
    py_newnone(py_retval());
    return true;
}

/* Where it is to go; false: an exception; *nowhere: sys.stdout is None. */
static bool find_file(printing *p, bool *nowhere)
{
    *nowhere = false;
    if (p->file.type == tp_nil || p->file.type == tp_NoneType) {
        py_Ref sys = module_listed("sys");
        py_Ref out = sys == NULL ? NULL : py_getdict(sys, py_name("stdout"));
        if (out == NULL)
            return RuntimeError("lost sys.stdout");
        *nowhere = out->type == tp_NoneType;
        p->file = *out;
    }
    p->stream = text_stream_number(&p->file);
    return true;
}

static bool print_to(printing *p, int count, py_Ref values)
{
    bool nowhere;
    if (!find_file(p, &nowhere))
        return false;
    py_newnone(py_retval());
    if (nowhere)
        return true;
    py_StackRef keep = py_pushtmp();
    *keep = p->file;
    const bool ok = print_all(p, count, values);
    if (ok)
        py_pop();
    return ok;
}

static bool builtin_print(int argc, py_Ref argv)
{
    printing p = { 0 };
    return print_to(&p, argc, argv);
}

static bool print_with_keywords(int argc, py_Ref argv)
{
    enum { VALUES, SEP, END, FILE_OBJECT, FLUSH };
    (void)argc;
    if (!is_text_or_none(&argv[SEP], "sep") || !is_text_or_none(&argv[END], "end"))
        return false;
    printing p = { .sep = argv[SEP], .end = argv[END], .file = argv[FILE_OBJECT] };
    const int count = py_tuple_len(&argv[VALUES]);
    if (!print_to(&p, count, count == 0 ? NULL : py_tuple_data(&argv[VALUES])))
        return false;
    if (argv[FLUSH].type != tp_nil && p.stream == 0) {
        const int wanted = py_bool(&argv[FLUSH]);
        if (wanted < 0 || (wanted && !text_stream_call(&p.file, "flush", 0, NULL)))
            return false;
    }
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------- input */

static bool write_prompt(py_Ref prompt)
{
    printing p = { 0 };
    bool nowhere;
    py_newstr(&p.end, "");
    return find_file(&p, &nowhere) && (nowhere || print_all(&p, 1, prompt));
}

static bool builtin_input(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("input expected at most 1 argument, got %d", argc);
    if (argc == 1 && !write_prompt(argv))
        return false;
    py_Ref sys = module_listed("sys");
    py_Ref in = sys == NULL ? NULL : py_getdict(sys, py_name("stdin"));
    if (in == NULL || in->type == tp_NoneType)
        return RuntimeError("input(): lost sys.stdin");
    py_StackRef file = py_pushtmp();
    *file = *in;
    if (!text_stream_call(file, "readline", 0, NULL))
        return false;
    if (!py_isinstance(py_retval(), tp_str))
        return TypeError("object.readline() returned non-string");
    *file = *py_retval();
    const c11_sv line = py_tosv(file);
    if (line.size == 0)
        return py_exception(exception_type_of(EXCEPTION_EOFError), "EOF when reading a line");
    const int size = line.size - (line.data[line.size - 1] == '\n');
    py_TValue text;
    py_newstrv(&text, (c11_sv){ line.data, size });
    *py_retval() = text;
    py_pop();
    return true;
}

bool builtin_printing_install(void)
{
    static const native functions[] = { { "print", builtin_print }, { "input", builtin_input } };
    static const native_signature signatures[] = {
        { "print(*values, sep=, end=, file=, flush=)", builtin_print, print_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
    return natives_replace(pk_current_vm->builtins, functions, COUNT(functions));
}
