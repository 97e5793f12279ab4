/* builtin_open.c -- the builtin open() of dialect "python".
 *
 * It is always there.  What it opens are the files of the run; how, is in the library's io, which
 * is imported when the first is opened.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

enum { ARGUMENTS_MOST = 8 };

static bool builtin_open(int argc, py_Ref argv)
{
    if (argc < 1)
        return TypeError("open() missing required argument 'file' (pos 1)");
    if (!argument_count("open", argc, 1, ARGUMENTS_MOST))
        return false;
    if (py_import("io") <= 0)
        return py_checkexc() ? false : py_exception(tp_ImportError, "there is no module io");
    if (!py_getattr(py_retval(), py_name("_open_file")))
        return false;
    py_push(py_retval());
    py_pushnil();
    for (int i = 0; i < argc; i++)
        py_push(&argv[i]);
    return py_vectorcall((uint16_t)argc, 0);
}

bool builtin_open_install(void)
{
    static const native_signature signatures[] = {
        { "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "
          "closefd=True, opener=None)",
          builtin_open, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindfunc(pk_current_vm->builtins, "open", builtin_open);
    return true;
}
