/* sources.c -- source with a NUL, as exec, eval and compile get it.
 *
 * PocketPy takes source as a C string, so it would run only what precedes a NUL.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/guards.h"
#include "interpose/install.h"

#include <string.h>

/* The same in every VM. */
static py_CFunction exec_original, eval_original, compile_original, import_original;

static bool has_nul(int argc, py_Ref argv)
{
    return argc >= 1 && argv[0].type == tp_str
           && memchr(py_tosv(argv).data, '\0', (size_t)py_tosv(argv).size) != NULL;
}

#define SOURCE(name)                                                                      \
    static bool name##_checked(int argc, py_Ref argv)                                     \
    {                                                                                     \
        if (has_nul(argc, argv))                                                          \
            return py_exception(tp_SyntaxError, "source code cannot contain null bytes"); \
        return name##_original(argc, argv);                                               \
    }
SOURCE(exec)
SOURCE(eval)
SOURCE(compile)

static bool import_checked(int argc, py_Ref argv)
{
    if (has_nul(argc, argv))
        return ImportError("the name of a module cannot contain null bytes");
    return import_original(argc, argv);
}

bool sources_install(void)
{
    static const guarded functions[] = {
        { "exec", exec_checked, &exec_original },
        { "eval", eval_checked, &eval_original },
        { "compile", compile_checked, &compile_original },
        { "__import__", import_checked, &import_original },
    };
    return guard_natives(pk_current_vm->builtins, functions, COUNT(functions));
}
