/* text_streams.c -- what text_streams.h describes.
 *
 * As io.TextIOWrapper of CPython's, as far as the streams of a run go: output is with the host at
 * once, and input comes a byte at a time.  Each has a `buffer`, which reads or writes bytes.
 */
#include "python/text_streams.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "interpose/unicode.h"
#include "io/streams.h"
#include "stop/steps.h"
#include "stop/stop.h"

#include <string.h>

enum { STDIN = 0 };

/* An object's data.  Attributes that scripts set, or that are the same for all, lie in its dict. */
typedef struct stream_data {
    int number;   /* STDIN, PKHOST_STDOUT or PKHOST_STDERR */
    bool is_text; /* else its buffer */
    bool closed;
} stream_data;

static stream_data *data_of(const py_TValue *object) { return PyObject__userdata(object->_obj); }

static bool is_stream(const py_TValue *value)
{
    return value->type == pkhost_here->types.text_stream;
}

int text_stream_number(const py_TValue *file)
{
    return is_stream(file) && data_of(file)->is_text && !data_of(file)->closed
               ? data_of(file)->number
               : 0;
}

bool text_stream_call(py_Ref object, const char *method, int argc, py_StackRef argv)
{
    const py_Name name = py_name(method);
    py_StackRef const before = pk_current_vm->stack.sp;
    if (!py_getattr(object, name))
        return false;
    py_push(py_retval());
    py_pushnil();
    for (int i = 0; i < argc; i++)
        py_push(&argv[i]);
    const bool ok = py_vectorcall((uint16_t)argc, 0);
    if (ok)
        pk_current_vm->stack.sp = before;
    return ok;
}

/* ------------------------------------------------------------------------ checks */

static stream_data *self_of(int argc, py_Ref argv)
{
    if (argc < 1 || !is_stream(argv)) {
        TypeError("this method is of a stream");
        return NULL;
    }
    if (data_of(argv)->closed) {
        ValueError("I/O operation on closed file.");
        return NULL;
    }
    return data_of(argv);
}

static stream_data *writable(int argc, py_Ref argv)
{
    stream_data *const s = self_of(argc, argv);
    if (s != NULL && s->number == STDIN) {
        py_exception(tp_OSError, "not writable");
        return NULL;
    }
    return s;
}

static stream_data *readable(int argc, py_Ref argv)
{
    stream_data *const s = self_of(argc, argv);
    if (s != NULL && s->number != STDIN) {
        py_exception(tp_OSError, "not readable");
        return NULL;
    }
    return s;
}

/* ----------------------------------------------------------------------- writing */

static bool write_one(const stream_data *s, py_Ref value)
{
    if (s->is_text) {
        if (!py_isinstance(value, tp_str))
            return TypeError("write() argument must be str, not %t", value->type);
        const c11_sv text = py_tosv(value);
        streams_write(s->number, text.data, (size_t)text.size);
        py_newint(py_retval(), characters_count(text));
        return true;
    }
    if (value->type != tp_bytes)
        return TypeError("a bytes-like object is required, not '%t'", value->type);
    int size;
    const unsigned char *const bytes = py_tobytes(value, &size);
    streams_write(s->number, (const char *)bytes, (size_t)size);
    py_newint(py_retval(), size);
    return true;
}

static bool stream_write(int argc, py_Ref argv)
{
    const stream_data *const s = writable(argc, argv);
    if (s == NULL)
        return false;
    if (argc != 2)
        return TypeError("TextIOWrapper.write() takes exactly one argument (%d given)", argc - 1);
    return write_one(s, &argv[1]);
}

static bool stream_writelines(int argc, py_Ref argv)
{
    const stream_data *const s = writable(argc, argv);
    if (s == NULL)
        return false;
    if (argc != 2)
        return TypeError("writelines() takes exactly one argument (%d given)", argc - 1);
    if (!py_iter(&argv[1]))
        return false;
    py_StackRef iterator = py_pushtmp();
    *iterator = *py_retval();
    for (int more; (more = py_next(iterator)) != 0;) {
        py_TValue line = *py_retval();
        if (more < 0 || !write_one(s, &line))
            return false;
    }
    py_pop();
    py_newnone(py_retval());
    return true;
}

/* ----------------------------------------------------------------------- reading */

/* Up to the end of a line, or of the input; `most` bytes or characters, or -1. */
static bool read_some(const stream_data *s, bool by_line, int64_t most)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    for (int64_t count = 0; count != most;) {
        const int byte = streams_read_byte();
        if (byte < 0)
            break;
        c11_sbuf__write_char(&text, (char)byte);
        /* A character counts when its last byte is there: its first says how many there are. */
        if (s->is_text && (unsigned char)byte >= 0xC0) {
            const int size = c11__u8_header((unsigned char)byte, true);
            for (int i = 1; i < size; i++) {
                const int next = streams_read_byte();
                if (next < 0)
                    break;
                c11_sbuf__write_char(&text, (char)next);
            }
        }
        count++;
        if (by_line && byte == '\n')
            break;
    }
    if (atomic_load(&pkhost_here->stop.reason) != STOP_NONE) {
        c11_sbuf__dtor(&text);
        stop_raise(pkhost_here);
        return false;
    }
    c11_string *const read = c11_sbuf__submit(&text);
    if (s->is_text) {
        py_newstrv(py_retval(), (c11_sv){ read->data, read->size });
    } else {
        unsigned char *const bytes = py_newbytes(py_retval(), read->size);
        memcpy(bytes, read->data, (size_t)read->size);
    }
    const bool good = !s->is_text || unicode_check(read->data, (size_t)read->size);
    c11_string__delete(read);
    return good;
}

static bool size_of(int argc, py_Ref argv, int64_t *size)
{
    *size = -1;
    if (argc > 2)
        return TypeError("expected at most 1 argument, got %d", argc - 1);
    if (argc == 2 && argv[1].type != tp_NoneType) {
        if (argv[1].type != tp_int)
            return TypeError("argument should be integer or None, not '%t'", argv[1].type);
        *size = argv[1]._i64 < 0 ? -1 : argv[1]._i64;
    }
    return true;
}

static bool stream_read(int argc, py_Ref argv)
{
    int64_t size;
    const stream_data *const s = readable(argc, argv);
    return s != NULL && size_of(argc, argv, &size) && read_some(s, false, size);
}

static bool stream_readline(int argc, py_Ref argv)
{
    int64_t size;
    const stream_data *const s = readable(argc, argv);
    return s != NULL && size_of(argc, argv, &size) && read_some(s, true, size);
}

static int length_of(py_Ref value)
{
    int size;
    if (value->type == tp_str)
        return py_tosv(value).size;
    (void)py_tobytes(value, &size);
    return size;
}

static bool stream_readlines(int argc, py_Ref argv)
{
    int64_t size;
    const stream_data *const s = readable(argc, argv);
    if (s == NULL || !size_of(argc, argv, &size))
        return false;
    py_StackRef lines = py_pushtmp();
    py_newlist(lines);
    for (int64_t read = 0; size < 0 || read < size;) {
        if (!step_take(pkhost_here) || !read_some(s, true, -1))
            return false;
        const int length = length_of(py_retval());
        if (length == 0)
            break;
        read += length;
        py_list_append(lines, py_retval());
    }
    *py_retval() = *lines;
    py_pop();
    return true;
}

static bool stream_next(int argc, py_Ref argv)
{
    const stream_data *const s = readable(argc, argv);
    if (s == NULL || !read_some(s, true, -1))
        return false;
    return length_of(py_retval()) > 0 || StopIteration();
}

/* ------------------------------------------------------------------------ the rest */

static bool stream_itself(int argc, py_Ref argv)
{
    if (self_of(argc, argv) == NULL)
        return false;
    *py_retval() = argv[0];
    return true;
}

static bool stream_nothing(int argc, py_Ref argv)
{
    if (self_of(argc, argv) == NULL)
        return false;
    py_newnone(py_retval());
    return true;
}

static bool stream_false(int argc, py_Ref argv)
{
    if (self_of(argc, argv) == NULL)
        return false;
    py_newbool(py_retval(), false);
    return true;
}

static bool stream_readable(int argc, py_Ref argv)
{
    const stream_data *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    py_newbool(py_retval(), s->number == STDIN);
    return true;
}

static bool stream_writable(int argc, py_Ref argv)
{
    const stream_data *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    py_newbool(py_retval(), s->number != STDIN);
    return true;
}

static bool stream_fileno(int argc, py_Ref argv)
{
    const stream_data *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    py_newint(py_retval(), s->number);
    return true;
}

static bool stream_close(int argc, py_Ref argv)
{
    if (argc < 1 || !is_stream(argv))
        return TypeError("this method is of a stream");
    data_of(argv)->closed = true;
    py_newnone(py_retval());
    return true;
}

static bool stream_exit(int argc, py_Ref argv) { return stream_close(argc, argv); }

static bool stream_closed(int argc, py_Ref argv)
{
    if (argc < 1 || !is_stream(argv))
        return TypeError("this attribute is of a stream");
    py_newbool(py_retval(), data_of(argv)->closed);
    return true;
}

static bool stream_repr(int argc, py_Ref argv)
{
    static const char *const names[] = { "stdin", "stdout", "stderr" };
    if (argc < 1 || !is_stream(argv))
        return TypeError("this method is of a stream");
    const stream_data *const s = data_of(argv);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    if (s->is_text)
        pk_sprintf(&text, "<_io.TextIOWrapper name='<%s>' mode='%s' encoding='utf-8'>",
                   names[s->number], s->number == STDIN ? "r" : "w");
    else
        pk_sprintf(&text, "<_io.Buffered%s name='<%s>'>", s->number == STDIN ? "Reader" : "Writer",
                   names[s->number]);
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static void set_text(py_Ref object, const char *name, const char *value)
{
    py_TValue text;
    py_newstr(&text, value);
    py_setdict(object, py_name(name), &text);
}

static void make(py_OutRef out, int number, bool is_text)
{
    static const char *const names[] = { "<stdin>", "<stdout>", "<stderr>" };
    stream_data *const s = py_newobject(out, pkhost_here->types.text_stream, -1, sizeof *s);
    *s = (stream_data){ .number = number, .is_text = is_text };
    set_text(out, "name", names[number]);
    set_text(out, "mode", number == STDIN ? "r" : "w");
    if (!is_text)
        return;
    set_text(out, "encoding", "utf-8");
    set_text(out, "errors", number == PKHOST_STDERR ? "backslashreplace" : "strict");
    py_setdict(out, py_name("newlines"), py_None());
    py_setdict(out, py_name("line_buffering"), py_False());
}

bool text_streams_install(py_Ref sys)
{
    static const native methods[] = {
        { "write", stream_write },         { "writelines", stream_writelines },
        { "read", stream_read },           { "readline", stream_readline },
        { "readlines", stream_readlines }, { "__next__", stream_next },
        { "__iter__", stream_itself },     { "__enter__", stream_itself },
        { "__exit__", stream_exit },       { "close", stream_close },
        { "flush", stream_nothing },       { "reconfigure(self, **options)", stream_nothing },
        { "isatty", stream_false },        { "seekable", stream_false },
        { "readable", stream_readable },   { "writable", stream_writable },
        { "fileno", stream_fileno },       { "__repr__", stream_repr },
    };
    static const char *const names[] = { "stdin", "stdout", "stderr" };
    const py_Type type = pk_newtype("TextIOWrapper", tp_object, NULL, NULL, false, true);
    pkhost_here->types.text_stream = type;
    if (!natives_replace(py_tpobject(type), methods, COUNT(methods)))
        return false;
    py_bindproperty(type, "closed", stream_closed, NULL);
    for (int number = STDIN; number <= PKHOST_STDERR; number++) {
        py_StackRef stream = py_pushtmp(), buffer = py_pushtmp();
        make(stream, number, true);
        make(buffer, number, false);
        py_setdict(stream, py_name("buffer"), buffer);
        py_setdict(sys, py_name(names[number]), stream);
        char original[16] = "__";
        strcat(strcat(original, names[number]), "__");
        py_setdict(sys, py_name(original), stream);
        py_shrink(2);
    }
    return true;
}
