/* console.c -- input() and print(), sys.stdout and sys.stderr. */
#include "base/current.h"
#include "interpose/characters.h"
#include "interpose/exceptions.h"
#include "interpose/unicode.h"
#include "io/streams.h"
#include "python/install.h"
#include "stop/stop.h"

#include <string.h>

/* PocketPy's own input() gives an empty text at the end of input, again and
 * again; ours raises EOFError, which PocketPy has not either. */
static const char END[] = "EOFError";

static bool builtin_input(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("input() takes at most 1 argument");
    if (argc == 1) {
        if (!py_checkstr(argv))
            return false;
        c11_sv prompt = py_tosv(argv);
        streams_write(PKHOST_STDOUT, prompt.data, (size_t)prompt.size);
    }
    c11_sbuf line;
    c11_sbuf__ctor(&line);
    bool any = false;
    for (int c; (c = streams_read_byte()) != -1;) {
        any = true;
        if (c == '\n')
            break;
        c11_sbuf__write_char(&line, (char)c);
    }
    if (atomic_load(&pkhost_here->stop.reason) != STOP_NONE) {
        c11_sbuf__dtor(&line);
        stop_raise(pkhost_here);
        return false;
    }
    if (!any) {
        c11_sbuf__dtor(&line);
        return py_exception(exception_type(END, tp_Exception, tp_RuntimeError),
                            "there is no more input");
    }
    c11_sbuf__py_submit(&line, py_retval());
    const c11_sv text = py_tosv(py_retval());
    return unicode_check(text.data, (size_t)text.size);
}

/* print(*args, sep=' ', end='\n', flush=False); PocketPy's ends at a NUL. */
static bool print(int argc, py_Ref argv)
{
    (void)argc;
    for (int i = 1; i <= 2; i++)
        if (!py_checkstr(&argv[i]))
            return false;
    if (!py_checktype(&argv[3], tp_bool))
        return false;
    c11_sbuf to;
    c11_sbuf__ctor(&to);
    for (int i = 0; i < py_tuple_len(argv); i++) {
        if (i > 0)
            c11_sbuf__write_sv(&to, py_tosv(&argv[1]));
        if (!py_str(py_tuple_getitem(argv, i))) {
            c11_sbuf__dtor(&to);
            return false;
        }
        c11_sbuf__write_sv(&to, py_tosv(py_retval()));
    }
    c11_sbuf__write_sv(&to, py_tosv(&argv[2]));
    c11_string *text = c11_sbuf__submit(&to);
    streams_write(PKHOST_STDOUT, text->data, (size_t)text->size);
    c11_string__delete(text);
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------- sys.stdout and sys.stderr */

static bool write_text(int stream, int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("write() takes 1 argument, but %d were given", argc);
    if (!py_checkstr(argv))
        return false;
    c11_sv text = py_tosv(argv);
    streams_write(stream, text.data, (size_t)text.size);
    py_newint(py_retval(), characters_count(text));
    return true;
}

static bool write_stdout(int argc, py_Ref argv) { return write_text(PKHOST_STDOUT, argc, argv); }
static bool write_stderr(int argc, py_Ref argv) { return write_text(PKHOST_STDERR, argc, argv); }

static bool flush(int argc, py_Ref argv)
{
    (void)argc, (void)argv; /* all is with the host at once */
    py_newnone(py_retval());
    return true;
}

static void add_stream(py_GlobalRef sys, const char *name, py_CFunction write)
{
    py_ItemRef stream = py_emplacedict(sys, py_name(name));
    py_newobject(stream, tp_object, -1, 0);
    py_bindfunc(stream, "write", write);
    py_bindfunc(stream, "flush", flush);
}

static void on_print(const char *text) { streams_write(PKHOST_STDOUT, text, strlen(text)); }
static void on_flush(void) {}
static int on_getchr(void) { return streams_read_byte(); }

bool console_install(void)
{
    VM *pk = pk_current_vm;
    pk->callbacks.print = on_print;
    pk->callbacks.flush = on_flush;
    pk->callbacks.getchr = on_getchr;
    py_GlobalRef sys = py_getmodule("sys");
    if (sys != NULL) {
        add_stream(sys, "stdout", write_stdout);
        add_stream(sys, "stderr", write_stderr);
    }

    py_Ref printing = py_getdict(pk->builtins, py_name("print"));
    if (printing != NULL && printing->type == tp_function)
        ((Function *)py_touserdata(printing))->cfunc = print;
    exception_add(END, tp_Exception);
    py_bindfunc(pk->builtins, "input", builtin_input);
    return true;
}
