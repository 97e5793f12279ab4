/* system_hooks.c -- sys.displayhook, sys.excepthook, sys.breakpointhook, as programs call them.
 *
 * An exception that nobody catches is told to the host, whatever sys.excepthook is: the engine does
 * not call it.
 */
#include "python/system_hooks.h"

#include "base/macros.h"
#include "interpose/natives.h"
#include "python/text_streams.h"
#include "python/traceback_text.h"

/* Write the text at `text`, on the value stack, to one of sys's streams; nowhere if that is None. */
static bool write_to(const char *stream, py_StackRef text)
{
    py_Ref const sys = py_getmodule("sys");
    py_Ref const found =
        sys != NULL && sys->type == tp_module ? py_getdict(sys, py_name(stream)) : NULL;
    if (found == NULL)
        return RuntimeError("lost sys.%s", stream);
    if (found->type == tp_NoneType)
        return true;
    py_StackRef const file = py_pushtmp();
    *file = *found;
    const bool ok = text_stream_call(file, "write", 1, text);
    if (ok)
        py_pop();
    return ok;
}

static bool display(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_Ref const builtins = py_getmodule("builtins");
    const py_Name last = py_name("_");
    if (argv->type == tp_NoneType) {
        py_newnone(py_retval());
        return true;
    }
    py_setdict(builtins, last, py_None());
    if (!py_repr(argv))
        return false;
    py_StackRef const text = py_pushtmp();
    py_newfstr(text, "%v\n", py_tosv(py_retval()));
    if (!write_to("stdout", text))
        return false;
    py_pop();
    py_setdict(builtins, last, argv);
    py_newnone(py_retval());
    return true;
}

static bool tell_exception(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("excepthook expected 3 arguments, got %d", argc);
    py_StackRef const text = py_pushtmp();
    *text = argv[1];
    if (!py_isinstance(text, tp_BaseException))
        py_newfstr(text, "TypeError: print_exception(): Exception expected for value, %t found\n",
                   argv[1].type);
    else if (traceback_text(text, true))
        *text = *py_retval();
    else
        return false;
    if (!write_to("stderr", text))
        return false;
    py_pop();
    py_newnone(py_retval());
    return true;
}

static bool break_here(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return RuntimeError("breakpoint() has no debugger here: the host can pause the script and look "
                        "at it");
}

bool system_hooks_install(py_Ref sys)
{
    static const native functions[] = {
        { "breakpointhook", break_here }, { "__breakpointhook__", break_here },
        { "displayhook", display },       { "__displayhook__", display },
        { "excepthook", tell_exception }, { "__excepthook__", tell_exception },
    };
    return natives_replace(sys, functions, COUNT(functions));
}
