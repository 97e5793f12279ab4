/* fileio.c -- PocketPy's file objects, behind a check.
 *
 * PocketPy's own methods do not check whether a file is closed, allocate as many bytes
 * as a script asks for, use a mode that may have been collected, and do not report
 * failures.  When a VM is built they are replaced by the functions here, which check all
 * that and then call them.  The files themselves are in io/files.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "interpose/unicode.h"
#include "io/files.h"
#include "stop/zone.h"

#include <stdio.h>
#include <string.h>

#include "pocketpy/interpreter/types.h"

enum { NEW, READ, WRITE, TELL, SEEK, FLUSH, METHODS };

/* PocketPy's own functions are the same in every VM. */
static py_CFunction originals[METHODS];

static bool look(py_Ref self, file_state *state)
{
    const io_FileIO *f = py_touserdata(self);
    pkhost_vm *vm = pkhost_here;
    int zone = zone_enter_host(vm);
    const bool open = files_look(vm, f->file, state);
    zone_return(vm, zone);
    return open || ValueError("I/O operation on closed file");
}

static bool file_new(int argc, py_Ref argv)
{
    py_TValue arguments[3]; /* PocketPy keeps a pointer to the mode, which is read below */
    for (int i = 1; i < argc; i++)
        if (argv[i].type == tp_str && strlen(py_tostr(&argv[i])) != (size_t)py_tosv(&argv[i]).size)
            return ValueError("embedded null character");
    if (argc == 2) { /* the default: read text */
        arguments[0] = argv[0];
        arguments[1] = argv[1];
        py_newstr(&arguments[2], "r");
        py_push(&arguments[2]);
        if (!originals[NEW](3, arguments))
            return false;
        py_pop();
    } else if (!originals[NEW](argc, argv)) {
        return false;
    }
    io_FileIO *f = py_touserdata(py_retval());
    const size_t length = strlen(f->mode);
    /* PocketPy looks at the last character only. */
    f->mode = length > 0 && f->mode[length - 1] == 'b' ? "b" : "t";
    f->path = ""; /* both belonged to the arguments, which may be collected */
    return true;
}

static bool step_back(py_Ref self, int64_t size)
{
    py_TValue arguments[3] = { *self };
    py_newint(&arguments[1], -size);
    py_newint(&arguments[2], SEEK_CUR);
    return originals[SEEK](3, arguments);
}

static bool file_read(int argc, py_Ref argv)
{
    file_state state;
    if (argc < 1 || argc > 2)
        return TypeError("read() takes at most 2 arguments (%d given)", argc);
    if (argc == 2 && argv[1].type != tp_int)
        return TypeError("expected 'int', got '%t'", argv[1].type);
    if (!look(argv, &state))
        return false;
    if (!state.reads)
        return OSError("this file is not open for reading");
    py_TValue arguments[2] = { argv[0] };
    int64_t size = argc == 2 ? argv[1]._i64 : -1;
    if (size < 0 || size > state.left)
        size = state.left;
    for (;;) {
        int missing;
        py_newint(&arguments[1], size);
        if (!originals[READ](2, arguments))
            return false;
        if (py_retval()->type != tp_str)
            return true;
        const c11_sv text = py_tosv(py_retval());
        if (unicode_valid(text.data, (size_t)text.size, &missing) == (size_t)text.size)
            return true;
        if (missing == 0 || size + missing > state.left)
            return unicode_check(text.data, (size_t)text.size);
        /* Sizes are in bytes.  The last character is completed. */
        if (!step_back(argv, text.size))
            return false;
        size += missing;
    }
}

static bool file_write(int argc, py_Ref argv)
{
    file_state state;
    PY_CHECK_ARGC(2);
    if (!look(argv, &state))
        return false;
    if (!state.writes)
        return OSError("this file is not open for writing");
    return originals[WRITE](argc, argv);
}

static bool file_tell(int argc, py_Ref argv)
{
    file_state state;
    PY_CHECK_ARGC(1);
    return look(argv, &state) && originals[TELL](argc, argv);
}

static bool file_seek(int argc, py_Ref argv)
{
    file_state state;
    PY_CHECK_ARGC(3);
    if (!look(argv, &state) || !originals[SEEK](argc, argv))
        return false;
    return py_retval()->_i64 == 0 || OSError("seek() to where no file can be");
}

static bool file_flush(int argc, py_Ref argv)
{
    file_state state;
    PY_CHECK_ARGC(1);
    return look(argv, &state) && originals[FLUSH](argc, argv);
}

bool fileio_install(void)
{
    static const guarded methods[] = {
        { "__new__", file_new, &originals[NEW] },   { "read", file_read, &originals[READ] },
        { "write", file_write, &originals[WRITE] }, { "tell", file_tell, &originals[TELL] },
        { "seek", file_seek, &originals[SEEK] },    { "flush", file_flush, &originals[FLUSH] },
    };
    py_Ref type = py_getbuiltin(py_name("open")); /* the class itself */

    return type != NULL && type->type == tp_type && guard_natives(type, methods, COUNT(methods));
}
